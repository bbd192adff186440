"""What cut and marked lines tell of who, when and where, and how it reaches whoever reads a result."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaning.clean import clean
from cleaning.credits import READERS, credits_of
from cleaning.extract import extract
from cleaning.pages import page_from_text
from cleaning.values import Article, CleanedArticle, Context, Credits, Cut, Garble, GarbleStatus, JudgedLine, Kind
from tests.cleaned_samples import VERSIONS

PAPER = Article("https://www.harbourpost.example/rain", publisher="The Harbour Post")


def cut(kind: Kind, text: str) -> JudgedLine:
    return JudgedLine(text, kind, 0.99, (Cut("a rule", kind, 0, len(text)),))


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        (Kind.BYLINE, "By Ines Okafor and Arno Brandt", {"byline": "Ines Okafor and Arno Brandt"}),
        (Kind.BYLINE, "By Ines Okafor | Published 4 March 2031", {"byline": "Ines Okafor", "published": "2031-03-04"}),
        (Kind.BYLINE, "By Ines Okafor, AP", {"byline": "Ines Okafor", "agency": "AP"}),
        (Kind.BYLINE, "PORT VELA", {"byline": None}),
        (Kind.BYLINE, "Harbour Post Staff", {"byline": None, "writers": ()}),
        (Kind.TIMESTAMP, "Published: 4 March 2031, 9:30", {"published": "2031-03-04", "updated": None}),
        (Kind.TIMESTAMP, "Aktualisiert am 4. März 2031", {"published": None, "updated": "2031-03-04"}),
        (
            Kind.TIMESTAMP,
            "4 de marzo de 2031 | Actualizado 5 de marzo de 2031",
            {"published": "2031-03-04", "updated": "2031-03-05"},
        ),
        (Kind.TIMESTAMP, "3 hours ago", {"published": None, "updated": None}),
        (Kind.TIMESTAMP, "03/04/2031", {"published": None}),
        (Kind.DATELINE, "PORT VELA, Kestria", {"dateline": "PORT VELA, Kestria"}),
        (Kind.DATELINE, "Vela (dpa) -", {"dateline": "Vela", "agency": "dpa"}),
        (
            Kind.WIRE_CREDIT,
            "Reporting by Ines Okafor in Vela and Arno Brandt; Additional reporting by Lil Voss; Editing by Tom Ray",
            {"reporters": ("Ines Okafor", "Arno Brandt", "Lil Voss"), "editors": ("Tom Ray",), "writers": ()},
        ),
        (
            Kind.WIRE_CREDIT,
            "(Report by Ines Okafor; Modifying by Tom Ray and Al Fox)",
            {"reporters": ("Ines Okafor",), "editors": ("Tom Ray", "Al Fox")},
        ),
        (
            Kind.WIRE_CREDIT,
            "Writing by Ines Okafor, Editing by Tom Ray",
            {"writers": ("Ines Okafor",), "editors": ("Tom Ray",)},
        ),
        (
            Kind.WIRE_CREDIT,
            "Rédigé par Ines Okafor, édité par Tom Ray",
            {"writers": ("Ines Okafor",), "editors": ("Tom Ray",)},
        ),
        (Kind.WIRE_CREDIT, "Ines Okafor contributed to this report.", {"reporters": ("Ines Okafor",)}),
        (Kind.WIRE_CREDIT, "Unipress’s Ines Okafor contributed reporting from Vela.", {"reporters": ("Ines Okafor",)}),
        (Kind.WIRE_CREDIT, "Our Norms: The Code of Reporting of Unipress.", {"reporters": ()}),
        (Kind.WIRE_CREDIT, "With inputs from PTI", {"agency": "PTI", "reporters": ()}),
        (Kind.WIRE_CREDIT, "With files from Ines Okafor", {"agency": None, "reporters": ("Ines Okafor",)}),
        (Kind.WIRE_CREDIT, "Source: AFP", {"agency": "AFP"}),
        (Kind.WIRE_CREDIT, "dpa/lnw", {"agency": "dpa"}),
        (Kind.WIRE_CREDIT, "(io)", {"agency": None, "reporters": ()}),
        (
            Kind.WIRE_CREDIT,
            "This article was originally published by The Osk Times.",
            {"syndicated_from": "The Osk Times"},
        ),
        (Kind.WIRE_CREDIT, "The post Rain appeared first on Harbour Post.", {"syndicated_from": None}),
        (Kind.WIRE_CREDIT, "The post Rain appeared first on HarbourPost.example.", {"syndicated_from": None}),
        (Kind.AUTHOR_BIO, "Ines Okafor is a reporter in Vela.", {"writers": ("Ines Okafor",)}),
        (Kind.COPYRIGHT, "© 2031 The Harbour Post. All rights reserved.", {"copyright": "The Harbour Post"}),
        (
            Kind.COPYRIGHT,
            "Copyright 2030-2031 The Associated Press",
            {"copyright": "The Associated Press", "agency": "AP"},
        ),
        (Kind.COPYRIGHT, "Alle Rechte vorbehalten", {"copyright": None}),
        (Kind.COPYRIGHT, "This material is protected by copyright law.", {"copyright": None}),
        (Kind.TAG_LIST, "Tags: rain, Quay walls, Vela", {"tags": ("rain", "Quay walls", "Vela")}),
        (Kind.TAG_LIST, "#rain #vela", {"tags": ("rain", "vela")}),
        (Kind.POSTED_IN, "Posted in: News, Weather", {"sections": ("News", "Weather")}),
        (Kind.POSTED_IN, "Home > News > Weather", {"sections": ("News", "Weather")}),
        (Kind.RELATED, "By Ines Okafor", {"byline": None}),
    ],
)
def test_a_line_that_goes_tells_what_it_says(kind: Kind, text: str, told: dict[str, Any]) -> None:
    found = credits_of(PAPER, (cut(kind, text),))
    assert {name: getattr(found, name) for name in told} == told


def test_a_line_that_stays_tells_nothing_but_its_correction_and_its_origin() -> None:
    lines = (
        JudgedLine("By Ines Okafor"),
        JudgedLine("Correction: The quay is old.", Kind.CORRECTION),
        JudgedLine("This story first appeared in The Osk Times."),
    )
    assert credits_of(PAPER, lines) == Credits(
        corrections=("Correction: The quay is old.",), syndicated_from="The Osk Times"
    )


def test_only_the_part_that_goes_is_read() -> None:
    text = "Rain fell. (Reporting by Ines Okafor)"
    line = JudgedLine(text, cuts=(Cut("a rule", Kind.WIRE_CREDIT, 11, len(text)),))
    assert credits_of(PAPER, (line,)) == Credits(reporters=("Ines Okafor",))


def test_markup_speaks_before_lines_and_lines_where_it_is_silent() -> None:
    article = Article("https://www.harbourpost.example/rain", byline="Lil Voss", tags=("rain",))
    said = Credits(byline="Ines Okafor", published="2031-03-04", tags=("rain", "Vela"))
    known = CleanedArticle(article, (), Garble(GarbleStatus.OFF), VERSIONS, credits=said).known
    assert (known.byline, known.published, known.tags) == ("Lil Voss", "2031-03-04", ("rain", "Vela"))


def test_a_whole_text_gives_what_its_cut_lines_say() -> None:
    body = "The minister said on Tuesday that the bridge would be opened before the end of the year, after two delays."
    lines = ("Rain in Vela", "Published: March 3, 2031 9:30 am", body, f"{body} Then.", "Tags: rain, bridges, Vela")
    cleaned = clean(extract(page_from_text("\n".join(lines))), Context.empty())
    assert (cleaned.known.published, cleaned.known.tags) == ("2031-03-03", ("rain", "bridges", "Vela"))


@given(st.sampled_from(sorted(READERS)), st.text(max_size=120))
def test_any_line_can_be_read(kind: Kind, text: str) -> None:
    found = credits_of(PAPER, (cut(kind, text),))
    assert all(value for name in ("writers", "reporters", "editors", "tags") for value in getattr(found, name))
