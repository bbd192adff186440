"""Save as case: what operators said of one article, as cases for the rules and signals of copydesk."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from export.article_cases import MadeCases, made_cases
from export.cases import Case, Refused
from review.article.asked import found_article
from review.view import Ask, NotFoundError, Sent
from storage.store import Store

ONE_AT_A_TIME = threading.Lock()
"""The language model remembers words from text to text, for one reader at a time."""


@dataclass(frozen=True, slots=True)
class CasePage:
    """What the page shows.

    Attributes:
        cases: as they would be written.
        refused: what cannot be a case, and why.
        lost: words about text that today's cleaning does not have.
        said: words on lines, blocks and findings that stand.
        queue: query string of the list that the article was opened from.
    """

    id: int
    title: str
    site: str
    cases: tuple[Case, ...]
    refused: tuple[Refused, ...]
    lost: int
    said: int
    queue: str


def case(store: Store, ask: Ask) -> CasePage:
    """The article's cases; NotFoundError where there is no such article."""
    made = made_for(store, ask.path["article"])
    summary = made.record.summary
    title = (summary.title or "")[:600]
    return CasePage(summary.id, title, summary.site, made.cases, made.refused, made.lost, made.said, ask.text("from"))


def case_file(store: Store, ask: Ask) -> Sent:
    """One case as a text to save, or all of the article, each under the name of the file that it belongs to.

    NotFoundError where there is no case of this number, or no such article.
    """
    made = made_for(store, ask.path["article"])
    cases, number = made.cases, ask.number("case")
    if number is not None:
        cases = cases[int(number) - 1 : int(number)] if number >= 1 else ()
    if not cases:
        raise NotFoundError(f"article {made.record.summary.id} has no such case: look at its page, it says why")
    text = cases[0].text if len(cases) == 1 else "\n".join(f"==> {one.file} <==\n\n{one.text}" for one in cases)
    headers = (("content-disposition", f'attachment; filename="case-{made.record.summary.id}.md"'),)
    return Sent(text.encode("utf-8", "replace"), "text/plain; charset=utf-8", headers)


def made_for(store: Store, article_id: int) -> MadeCases:
    """The cases of one article."""
    record = found_article(store, article_id)
    context = store.context(record.cleaned.article)
    with ONE_AT_A_TIME:
        return made_cases(record, context)
