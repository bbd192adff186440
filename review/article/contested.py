"""What an operator sees whose word came after another's: what the other said, and the way to say it all the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from review.article.asked import found_article
from review.article.journal import Entry, journal_part
from review.view import Ask, ShownError, View
from storage.records import ArticleRecord
from storage.store import Store

CONTESTED = View("", "contested", lambda _store, _ask: None, "contested.html", "")
"""The page of a conflict."""

AGAIN = ("event", "kind", "note", "version", "from", "cleaning", "only", "blocks", "part", "stay", "anchor")
"""Fields that are sent again as they were."""


@dataclass(frozen=True, slots=True)
class ContestedPage:
    """A word that was not stored because somebody else was faster.

    Attributes:
        said: what was to be said, in words.
        since: what others said after the operator's page was made, newest first.
        verdict: the one that stands now; None = none.
        action: name of the route that the word goes to, `parameters` of its path, `fields` what to send again.
        seen: id of the newest decision now.
        queue: the list's query string.
    """

    id: int
    title: str
    site: str
    said: str
    note: str
    since: tuple[Entry, ...]
    verdict: Entry | None
    action: str
    parameters: Mapping[str, int]
    fields: tuple[tuple[str, str], ...]
    seen: int
    queue: str


def contested(store: Store, ask: Ask, said: str, action: str) -> ShownError:
    """The error to raise; `action` names the route of what was tried, `said` says it in words."""
    record = found_article(store, ask.path["article"])
    page = page_of(record, ask, said, action)
    names = ", ".join(dict.fromkeys(one.who or "somebody" for one in page.since)) or "somebody"
    message = f"{names} said something of article {page.id} meanwhile. Nothing was stored: look at it again."
    return ShownError(message, f"/articles/{page.id}", CONTESTED, page)


def page_of(record: ArticleRecord, ask: Ask, said: str, action: str) -> ContestedPage:
    """The conflict as it is shown."""
    journal = journal_part(record)
    seen = ask.text("seen")
    fields = [(name, ask.text(name)) for name in (*AGAIN, *(name for name in ask.query if name.startswith("kind-")))]
    return ContestedPage(
        id=record.summary.id,
        title=(record.summary.title or "")[:600],
        site=record.summary.site,
        said=said,
        note=ask.text("note"),
        since=tuple(one for one in journal.entries if one.id > int(seen or 0) and one.who != ask.who),
        verdict=journal.verdict,
        action=action,
        parameters=dict(ask.path),
        fields=tuple((name, value) for name, value in fields if value),
        seen=journal.seen,
        queue=ask.text("from"),
    )
