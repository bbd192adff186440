"""Small invented pages and cleaned articles for the tests of storage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cleaning.values import (
    Article,
    Block,
    CleanedArticle,
    Cut,
    Finding,
    Garble,
    GarbleStatus,
    JudgedLine,
    Kind,
    Link,
    Page,
    PageJudgement,
    Versions,
    Where,
)

NOON = datetime(2031, 5, 4, 12, 0, 0, 250_000, tzinfo=UTC)
VERSIONS = Versions("0.1.0", "extract-1", "rules-1", "model-1", "empty")
SITE = "harbour.example"
URL = "https://harbour.example/ferry"


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **amount: float) -> datetime:
        self.time += timedelta(**amount)
        return self.time


def page(
    url: str | None = URL,
    body: bytes = b"<p>The ferry sails again.</p>",
    *,
    requested_url: str | None = None,
    headers: tuple[tuple[str, str], ...] = (("content-type", "text/html"), ("etag", '"7"')),
    fetched_at: datetime = NOON,
) -> Page:
    """A good answer, asked for by its own address unless said otherwise."""
    return Page(requested_url or url, url, 200, headers, body, fetched_at, "The ferry")


def cleaned(
    url: str = URL,
    text: str = "The ferry sails again.",
    *,
    score: float | None = 0.8,
    versions: Versions = VERSIONS,
    language: str = "en",
) -> CleanedArticle:
    """Two lines: one kept in spite of a suspicion, one dropped as see_also; one finding. Flagged from .5 on."""
    see_also = "See also: Gulls return to the pier"
    blocks = (
        Block("Menu", tag="nav", path="html/body/nav", chosen=False, extracted=False),
        Block(
            text, tag="p", path="html/body/p", marks=("story", "text"), links=(Link(4, 9, "/ferry", same_site=True),)
        ),
        Block(see_also, tag="p", breaks=(3, 9)),
    )
    cut = Cut("see_also", Kind.SEE_ALSO, 0, len(see_also), ("cue: see also", "place: closing"))
    finding = Finding("collocation", Where.BODY, 0, 4, 9, 0.7, "Words that hardly ever stand together.", text[4:9])
    flagged = score is not None and score >= 0.5
    status = GarbleStatus.TOO_SHORT if score is None else GarbleStatus.JUDGED
    return CleanedArticle(
        article=Article(
            url, None, "Ferry sails", "Ada Quill", published="2031-05-04", language=language, blocks=blocks
        ),
        lines=(
            JudgedLine(text, litter=0.6, terms=("cue: weak",)),
            JudgedLine(see_also, Kind.SEE_ALSO, 0.98, (cut,)),
        ),
        garble=Garble(status, score, flagged, "spun" if flagged else None, (finding,)),
        versions=versions,
        page=PageJudgement(is_article=True, kind="news", confidence=0.9),
    )
