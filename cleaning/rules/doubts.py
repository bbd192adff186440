"""What the learned judge holds against a line, as an opinion like any other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from cleaning.corrections import correction_cue
from cleaning.lines import Line, Place
from cleaning.rules.guesses import kind_of
from cleaning.scene import Scene
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import CUT_AT, PRIOR

EVEN = 2.0
"""Weight at even odds: too little alone, so that it cuts only together with another rule."""

SLOPE = 2.0
"""Weight that each unit of log odds against the line adds: alone it cuts from -1.25."""

LIKELY = 0.5
"""Log odds from which nothing is said."""

PARAGRAPH, SURE_ODDS = 1.0, -2.25
"""Weight that a paragraph of full sentences adds, which the rule `sentence` protects, and the odds up to which it is
cut alone for it, wherever it stands: of paragraphs the judge knows more than of short lines. By cross-validation over
domains (four seeds together) that is 88 paragraphs more than where they lost INSIDE and SENTENCE too: 87 of them are
litter, all 16 of news among these. From -2.0 on it would be 113 and 108, from -1.75 on 155 and 142."""

MOST = 0.25
"""Share of the letters up to which such paragraphs are cut; where they are more, page and judge disagree about what the
story is, and they lose what other lines lose. On sites not seen two pages had more: .505, which was right, and .364,
by a judge of half the pages, which cost that page .215 of F1."""

INSIDE = 2.0
"""Weight that a shorter line without links loses before the last paragraph: alone it cuts from -2.25 there. On sites
not seen the judge was wrong about 15 of 15 such lines between -1.25 and -1.6, and behind the last paragraph about 2 of
11. By cross-validation over domains 1.0 gains .001 of F1 and cuts 38 true lines, three of them in news, not 25 and
none."""

ALIKE, ROW, SENTENCE = 6, 1.5, 1.5
"""Lines in places just like its own from which a line without links is one of a row; weight that such a line, and one
that ends like a sentence in a place of kept paragraphs, loses."""

PARAGRAPHS = 3
"""Of the story in places just like a line's, from which they are the story's own."""

LINKED = 0.05
"""Share of link text up to which a line has none worth the name."""

LEAD = 1.0
"""Log odds by which the likeliest kind must lead the next one to be told: on the marked pages that were read 17 of 28
such kinds were right, and of those with less 8 of 38."""

TELLING = frozenset((Kind.BYLINE, Kind.TIMESTAMP, Kind.DATELINE, Kind.WIRE_CREDIT, Kind.AUTHOR_BIO, Kind.TITLE_REPEAT))
"""Kinds that name people, places and days in what is known of an article: too much for a guess."""


def out_of_place(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """The judge doubts that the line belongs; the weight grows with the odds, and the terms tell the reasons."""
    del context
    odds = line.shape.block.belongs
    if odds is None or odds >= LIKELY or not line.shape.block.doubts or correction_cue(line.text):
        return ()
    weight = EVEN - SLOPE * odds - spared(line)
    if weight <= 0:  # too little to say: a doubt never protects
        return ()
    terms = tuple(f"out of place: {doubt}" for doubt in line.shape.block.doubts)
    kind = likely_kind(line, article) if PRIOR + weight >= CUT_AT else Kind.OTHER
    return (Opinion(0, len(line.text), kind, weight, terms),)


def likely_kind(line: Line, article: Article) -> Kind:
    """The kind of litter that the line is by its wording, where that is clear and nothing else is read from it."""
    kind = kind_of(line, article, lead=LEAD)
    return Kind.OTHER if kind in TELLING else kind


def spared(line: Line) -> float:
    """Weight that the line's kind and its place among others take from the doubts; below 0 what they add."""
    shape = line.shape
    if shape.is_prose and doubted(line.scene) <= MOST:
        return -PARAGRAPH
    if shape.link_share > LINKED:
        return INSIDE if line.place is Place.BETWEEN else 0.0
    alike, prose = places_of(line.scene).get((shape.block.path, shape.block.marks), (1, shape.is_prose))
    row = ROW if alike >= ALIKE and line.place is not Place.CLOSING else 0.0
    sentence = SENTENCE if shape.ends_sentence and prose - shape.is_prose >= PARAGRAPHS else 0.0
    inside = INSIDE if line.place is not Place.CLOSING else 0.0
    return inside + max(row, sentence)


@lru_cache(maxsize=8)
def places_of(scene: Scene) -> Mapping[tuple[str, tuple[str, ...]], tuple[int, int]]:
    """For each place, told by path and marks: how many lines stand in places just like it, and how many are prose."""
    places = [(line.path, line.marks) for line in scene.lines]
    prose = Counter(place for place, is_prose in zip(places, scene.prose, strict=True) if is_prose)
    return {place: (count, prose[place]) for place, count in Counter(places).items()}


@lru_cache(maxsize=8)
def doubted(scene: Scene) -> float:
    """Share of the letters that stand in paragraphs of which the judge is sure that they do not belong."""
    pairs = zip(scene.lines, scene.prose, strict=True)
    sure = (line for line, is_prose in pairs if is_prose and line.belongs is not None and line.belongs <= SURE_ODDS)
    return sum(len(line.text) for line in sure) / max(1, sum(len(line.text) for line in scene.lines))
