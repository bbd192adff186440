"""DeskStore: what the review desk asks of a store. Its own class only so that each file stays readable; use `Store`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from storage import bulk, copy_reading, decisions, facets, glimpses, lists, reading, saved, scores, texts, users, weeks
from storage.copy_records import ClusterRecord
from storage.desk_records import (
    Batch,
    Facets,
    Glimpses,
    Journal,
    Preview,
    QueuePage,
    Role,
    SavedFilter,
    Scores,
    SiteWeeks,
    Spread,
    User,
)
from storage.queries import FlagQuery
from storage.records import ArticleRecord, ArticleSummary, Decision, DecisionRecord

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.database import Database

DECIDED_AT_ONCE = 100
"""Articles that are read in one transaction."""


class DeskStore:
    """Methods of `Store` that serve the desk; each is one transaction."""

    database: Database
    now: Callable[[], datetime]

    # Lists

    def queue(self, query: FlagQuery = FlagQuery()) -> QueuePage:  # noqa: B008 - frozen
        """A part of the list, and where it goes on; the same list as `flags`."""
        return self.database.read(lambda c: lists.queue(c, query))

    def glimpses(self, articles: Sequence[ArticleSummary]) -> Glimpses:
        """What a list shows of these articles beside their figures."""
        return self.database.read(lambda c: glimpses.glimpses(c, articles))

    def facets(self, query: FlagQuery = FlagQuery()) -> Facets:  # noqa: B008 - frozen
        """Counts beside the filters."""
        return self.database.read(lambda c: facets.facets(c, query))

    def beside(self, query: FlagQuery, article_id: int) -> tuple[int | None, int | None]:
        """Previous and next article of the list as seen from this one, also when it is in the list no longer."""
        return self.database.read(lambda c: lists.beside(c, query, article_id))

    def story(self, article_id: int) -> ClusterRecord | None:
        """The story that an article is a copy of, read without texts; None where no copy of it is known."""
        return self.database.read(lambda c: copy_reading.story_of(c, article_id))

    # Decisions

    def journal(self, article_id: int) -> Journal | None:
        """Decisions on an article; None where there is no such article."""
        return self.database.read(lambda c: decisions.journal(c, article_id))

    def judge(self, article_id: int, decision: Decision, seen: int | None = None) -> DecisionRecord:
        """Append one decision, about the article or a part of it.

        Raises:
            ConflictError: somebody else's is newer than `seen`, the newest that the operator had before them.
            StoreError: there is no such article, or the word cannot be said of its target.
        """
        return self.database.write(lambda c: decisions.judge(c, article_id, decision, seen, self.now()))

    def undo(self, decision_id: int, who: str, seen: int | None = None) -> DecisionRecord:
        """Append an UNDO of a decision; StoreError when it does not stand any more, ConflictError as `judge`."""
        return self.database.write(lambda c: decisions.undo(c, decision_id, who, seen, self.now()))

    def preview(self, query: FlagQuery, article_ids: Sequence[int] = ()) -> Preview:
        """What a bulk decision would touch: all that match, or only those of them that are named."""
        return self.database.read(lambda c: bulk.preview(c, query, article_ids))

    def decide_all(
        self, query: FlagQuery, decision: Decision, *, article_ids: Sequence[int] = (), expected: int, newest: int
    ) -> Batch:
        """Append one decision on all that the preview counted, or on nothing.

        Raises:
            ConflictError: more or fewer match than the preview said, or somebody else has decided on one since.
        """
        chosen = bulk.Chosen(query, article_ids, expected, newest)
        return self.database.write(lambda c: bulk.decide_all(c, chosen, decision, self.now()))

    def undo_batch(self, batch_id: int, who: str) -> int:
        """Take a bulk back wherever its word still stands; how many were taken back."""
        return self.database.write(lambda c: bulk.undo_batch(c, batch_id, who, self.now()))

    def recent(self, who: str, limit: int = 20) -> tuple[tuple[int, DecisionRecord], ...]:
        """An operator's own last words with their articles, newest first; a bulk is told once."""
        return self.database.read(lambda c: decisions.recent(c, who, limit))

    def decided(self, after: int = 0, limit: int | None = None) -> Iterator[tuple[ArticleRecord, Journal]]:
        """Articles on which something stands, by id."""
        left = limit
        while left is None or left > 0:
            last, journals = self.database.read(lambda c: decisions.decided_after(c, after, DECIDED_AT_ONCE))  # noqa: B023 - run at once
            for article_id, journal in list(journals.items())[:left]:
                record = self.database.read(lambda c: reading.article(c, article_id))  # noqa: B023 - run at once
                if record is not None:
                    yield record, journal
            if not last:
                return
            after, left = last, None if left is None else left - len(journals)

    # Filters and users

    def filters(self) -> tuple[SavedFilter, ...]:
        """Saved filters, by name."""
        return self.database.read(saved.filters)

    def save_filter(self, name: str, query: str, who: str) -> SavedFilter:
        """Keep a filter; one of the same name is replaced."""
        return self.database.write(lambda c: saved.save_filter(c, name, query, who, self.now()))

    def drop_filter(self, filter_id: int) -> None:
        """Forget a filter; StoreError where there is none."""
        self.database.write(lambda c: saved.drop_filter(c, filter_id))

    def users(self) -> tuple[User, ...]:
        """All users, the disabled too, by name."""
        return self.database.read(users.users)

    def user(self, name: str) -> User | None:
        """The user of this name; None where there is none."""
        return self.database.read(lambda c: users.user(c, name))

    def put_user(self, name: str, role: Role, password: str | None = None) -> User:
        """Add a user or change one; `password` is its hash, None = known to the proxy in front only."""
        return self.database.write(lambda c: users.put_user(c, name, role, password, self.now()))

    def disable_user(self, name: str) -> User:
        """Let a user in no longer; StoreError where there is none of this name."""
        return self.database.write(lambda c: users.disable_user(c, name, self.now()))

    def open_session(self, user_id: int, seconds: int) -> str:
        """The token of a new session that ends when it was not used for so long."""
        return self.database.write(lambda c: users.open_session(c, user_id, seconds, self.now()))

    def session(self, token: str) -> User | None:
        """Who holds the token; None where its time is over. Using it makes it live on."""
        now = self.now()
        found, is_due = self.database.read(lambda c: users.session(c, token, now))
        if is_due:
            self.database.write(lambda c: users.renew_session(c, token, now))
        return found

    def close_session(self, token: str) -> None:
        """Sign out."""
        self.database.write(lambda c: users.close_session(c, token))

    # Figures

    def weeks(self, site: str | None = None, since: int | None = None) -> tuple[SiteWeeks, ...]:
        """Figures by week of one site, or of all together and then of each; from the week of a day since 1970 on."""
        return self.database.read(lambda c: weeks.weeks(c, site, since))

    def spread(self, bins: int = 20, site: str | None = None, by: Literal["score", "confidence"] = "score") -> Spread:
        """Scores or confidences of all cleaned articles in equal bins."""
        return self.database.read(lambda c: facets.spread(c, bins, site, by))

    def scores(self) -> Scores:
        """Precision and recall of rules and signals from decisions."""
        return self.database.read(scores.scores)

    # Search

    def unread(self) -> int:
        """Articles of before this release whose words cannot be searched yet."""
        return self.database.read(texts.missing)

    def renew_texts(self) -> int:
        """Index the words of the next few of them; how many, 0 = none are left."""
        return texts.renew(self.database)
