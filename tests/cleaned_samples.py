"""Judged articles made by hand, for tests of what is shown and written about them."""

from __future__ import annotations

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
    PageJudgement,
    Versions,
    Where,
)

VERSIONS = Versions("0.1.0", "e1", "r1", "m1", "empty")
SEE_ALSO = "See also: Mayor opens bridge"
TRIMMED = "The ferry sailed again on Tuesday. Read more: Harbour dues rise"
GARBLED = "The White Home [bold]denied[/bold] the report."
AD = "Advertisement"

BLOCKS = (
    Block("Ferry sails again", tag="h1", path="html/body/main/h1", chosen=False, extracted=False),
    Block("Ferry service back", tag="h2", path="html/body/main/h2"),
    Block(TRIMMED, tag="p", path="html/body/main/p"),
    Block(AD, tag="div", path="html/body/main/div", marks=("ad-slot", "rail"), chosen=False, extracted=True),
    Block(SEE_ALSO, tag="p", path="html/body/main/p"),
    Block("Two sailings a day", tag="li", path="html/body/main/ul/li"),
    Block("Three on Sundays", tag="li", path="html/body/main/ul/li"),
    Block(GARBLED, aligned=False),
)

CUT_TAIL = TRIMMED.index("Read more")
LINES = (
    JudgedLine("Ferry service back", litter=0.119),
    JudgedLine(
        TRIMMED,
        litter=0.97,
        cuts=(Cut("last_years_trailer", Kind.RELATED, CUT_TAIL - 1, len(TRIMMED), ("cue: read more",)),),
    ),
    JudgedLine(
        SEE_ALSO,
        Kind.SEE_ALSO,
        0.99,
        (Cut("last_years_pointer", Kind.SEE_ALSO, 0, len(SEE_ALSO), ("cue: see also", "place")),),
    ),
    JudgedLine("Two sailings a day", Kind.STANDFIRST, 0.1),
    JudgedLine("Three on Sundays", litter=0.6, terms=("short: 3 words",)),
    JudgedLine(GARBLED, litter=None),
)

FINDINGS = (
    Finding("headline", Where.TITLE, None, 0, 5, 0.4, "an odd headline", "Ferry"),
    Finding("formulas", Where.CUT, 2, 10, 15, 0.5, "near a known phrase", "Mayor"),
    Finding("formulas", Where.BODY, 5, 4, 14, 0.9, "“the White House” came back changed", "White Home"),
    Finding("plug_in", Where.PAGE, None, 0, 0, 0.7, "a translation plug-in", "gtranslate"),
)

FULL = CleanedArticle(
    Article(
        "https://harbour.example/ferry?page=2",
        canonical_url="https://harbour.example/ferry",
        title="Ferry sails again",
        byline="Ada Quill",
        agency="Northwire",
        dateline="PORT ELLERY",
        published="2026-03-02T08:00:00+00:00",
        language="en",
        blocks=BLOCKS,
        encoding="utf-8",
    ),
    LINES,
    Garble(GarbleStatus.JUDGED, 0.93, flagged=True, looks_like="crude translation", findings=FINDINGS),
    VERSIONS,
    PageJudgement(is_article=True, kind="article", confidence=0.8),
)

BARE = CleanedArticle(
    Article(None, blocks=(Block("Rain fell."),)),
    (JudgedLine("Rain fell."),),
    Garble(GarbleStatus.TOO_SHORT),
    VERSIONS,
)
