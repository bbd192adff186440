"""Save as case: what operators said of one article, as cases for the rules and signals of copydesk."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from export.article_cases import MadeCases, made_cases
from export.cases import Case, Refused
from review.asked import found_article
from review.view import Ask, Sent
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
    """All cases of the article in one text, each under the name of the file that it belongs to."""
    made = made_for(store, ask.path["article"])
    text = (
        "\n".join(f"==> {one.file} <==\n\n{one.text}" for one in made.cases) or "Nothing was said that makes a case.\n"
    )
    if len(made.cases) == 1:
        text = made.cases[0].text
    name = f"case-{made.record.summary.id}.md"
    headers = (("content-disposition", f'attachment; filename="{name}"'),)
    return Sent(text.encode("utf-8", "replace"), "text/plain; charset=utf-8", headers)


def made_for(store: Store, article_id: int) -> MadeCases:
    """The cases of one article."""
    record = found_article(store, article_id)
    context = store.context(record.cleaned.article)
    with ONE_AT_A_TIME:
        return made_cases(record, context)
