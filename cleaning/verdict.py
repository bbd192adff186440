"""From opinions to cuts: the one place that decides.

Weights are natural log odds. A line starts with the odds of a body line, each independent opinion adds its weight,
and what reaches CUT_AT is cut. So one strong or two weak terms cut, a weak one alone leaves the line and shows in
`litter`, and a protecting opinion outweighs a weak one.
"""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import replace

from cleaning.lines import Line
from cleaning.values import KEPT, Cut, JudgedLine, Kind, Opinion
from cleaning.wording import count_words

PRIOR = -2.0
"""Log odds that a span is litter before anything is said: about one line in eight of what extraction keeps."""

SURE = 8.0
STRONG = 4.6
WEAK = 2.4
PROTECT = -3.0
"""Usual weights: nothing in a story reads like this, so it goes though it looks like prose; cuts unless something
protects; cuts with another one; protects from all but SURE."""

CUT_AT = 2.5
"""Log odds from which a span goes: a chance of .92."""

BULK, BULK_WORDS = 0.5, 30
"""Share of the article's words, and words, from which a span is the story: no opinion cuts it, though it speak of
disclaimers. Where a page came as one line, its closing sentences still go."""

Heard = tuple[str, Opinion]
"""A rule's name with one opinion of it."""

GUESSING = {"manner": 1, "abroad": 1, "headline": 1, "company": 2, "bare_headline": 3, "out_of_place": 4}
"""Rules that guess the kind of what they cut, the better guess first."""

EDGE = re.compile(r"[\s•·|»›–—()\[\]-]*")
OPEN_EDGE = re.compile(r"(?:[\s•·|»›–—)\]]|-(?!\d))*")
CLOSE_EDGE = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2003\u2009\u202f\u3000•·|»›–—([-"
"""Signs that mean nothing alone; those that a cut strands before a stretch of text, and behind one."""


def judge_line(line: Line, heard: tuple[Heard, ...]) -> JudgedLine:
    """One line's outcome from all opinions about it."""
    if line.share > BULK:
        heard = tuple(pair for pair in heard if not is_story(line, pair[1]))
    if not heard:
        return JudgedLine(line.text, litter=chance(PRIOR))
    loudest = tuple(sorted(heard, key=lambda pair: -pair[1].weight))
    if loudest[0][1].weight < 0 and all(pair[1].end - pair[1].start == len(line.text) for pair in heard):
        return JudgedLine(line.text, litter=chance(weigh(0, len(line.text), loudest)[0]))  # all of it is protected
    spans = [(start, end, *weigh(start, end, loudest)) for start, end in segments(line.text, heard)]
    agreed = [as_cut(start, end, agreeing) for start, end, odds, agreeing in spans if odds >= CUT_AT]
    cuts = widen(line.text, join(agreed)) if agreed else ()
    strongest = max(odds for _, _, odds, _ in spans)
    kind = next((cut.kind for cut in cuts), Kind.BODY) if dropped(line.text, cuts) else kept_kind(heard)
    weak = () if cuts else weak_terms(loudest)
    return JudgedLine(line.text, kind, chance(strongest), cuts, weak)


def weak_terms(loudest: tuple[Heard, ...]) -> tuple[str, ...]:
    """What spoke for cutting a line that stays: the rule and the kind it has in mind, then all evidence for it."""
    against = [(name, opinion) for name, opinion in loudest if opinion.weight > 0 and opinion.kind not in KEPT]
    if not against:
        return ()
    name, strongest = against[0]
    terms = (term for _, opinion in against for term in opinion.terms)
    return tuple(dict.fromkeys((f"suspect: {strongest.kind.value}, rule {name}", *terms)))


def is_story(line: Line, opinion: Opinion) -> bool:
    """The opinion would cut most of what the article has to say."""
    if opinion.kind in KEPT or line.shape.words < BULK_WORDS:
        return False
    words = count_words(line.text[opinion.start : opinion.end])
    return words >= BULK_WORDS and words * line.share > BULK * line.shape.words


def chance(odds: float) -> float:
    """Log odds as a chance, rounded to what the evidence bears.

    >>> chance(0.0), chance(2.5)
    (0.5, 0.924)
    """
    return round(1 / (1 + math.exp(-odds)), 3)


def segments(text: str, heard: tuple[Heard, ...]) -> list[tuple[int, int]]:
    """The line divided wherever an opinion starts or ends."""
    borders = sorted({0, len(text), *(o.start for _, o in heard), *(o.end for _, o in heard)})
    return [(start, end) for start, end in itertools.pairwise(borders)]


def weigh(start: int, end: int, heard: tuple[Heard, ...]) -> tuple[float, tuple[Heard, ...]]:
    """Log odds of one segment and the opinions, given strongest first, that speak for cutting it.

    An opinion whose every term was already counted brings nothing new, whichever rule says it.
    """
    odds, counted, agreeing = PRIOR, set[str](), list[Heard]()
    for name, opinion in heard:
        if opinion.kind in KEPT and opinion.weight >= 0:
            continue  # marks what stays
        if opinion.start <= start and end <= opinion.end and not counted.issuperset(opinion.terms):
            odds += opinion.weight
            counted.update(opinion.terms)
            if opinion.weight > 0:
                agreeing.append((name, opinion))
    return odds, tuple(agreeing)


def as_cut(start: int, end: int, agreeing: tuple[Heard, ...]) -> Cut:
    """The segment as a cut of the rule that had most to say; a guess at the kind gives way to a rule that knows it."""
    agreeing = tuple(sorted(agreeing, key=lambda pair: GUESSING.get(pair[0], 0)))
    name, _ = agreeing[0]
    terms = dict.fromkeys(term for _, opinion in agreeing for term in opinion.terms)
    kind = next((opinion.kind for _, opinion in agreeing if opinion.kind is not Kind.OTHER), Kind.OTHER)
    return Cut(name, kind, start, end, tuple(terms))


def join(cuts: list[Cut]) -> tuple[Cut, ...]:
    """Neighbouring cuts of one kind as one."""
    joined: list[Cut] = []
    for cut in cuts:
        if joined and joined[-1].end == cut.start and joined[-1].kind == cut.kind:
            last = joined.pop()
            terms = tuple(dict.fromkeys(last.terms + cut.terms))
            cut = Cut(last.rule, last.kind, last.start, cut.end, terms)  # noqa: PLW2901
        joined.append(cut)
    return tuple(joined)


def widen(text: str, cuts: tuple[Cut, ...]) -> tuple[Cut, ...]:
    """Cuts widened over the white space, bullets and brackets they would leave stranded: what is left reads well.

    >>> read_more = Cut("see_also", Kind.SEE_ALSO, 12, 24)
    >>> [(cut.start, cut.end) for cut in widen("It rained. (Read more: X)", (read_more,))]
    [(10, 25)]
    """
    borders = [0, *(border for cut in cuts for border in (cut.start, cut.end)), len(text)]
    kept = tidy(text, list(zip(borders[::2], borders[1::2], strict=True)))
    return tuple(
        replace(cut, start=before[1], end=after[0]) for cut, before, after in zip(cuts, kept, kept[1:], strict=False)
    )


def tidy(text: str, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is kept between cuts, with clean ends; one space stays where the text goes on behind a cut.

    A stretch of nothing but signs becomes empty, at the end that lets its neighbours cover it.
    """
    last = len(stretches) - 1
    live = [number for number, (start, end) in enumerate(stretches) if not EDGE.fullmatch(text, start, end)]
    kept, behind = list[tuple[int, int]](), 0
    for number, (start, end) in enumerate(stretches):
        if number not in live:
            place = end if number == last else start
            kept.append((place, place))
            continue
        goes_on = number > live[0] and not text[behind - 1].isspace()
        left = opened(text, start, end, space=goes_on) if number else start
        right = closed(text, left, end, space=number != live[-1]) if number < last else end
        kept.append((left, right))
        behind = right
    return kept


def opened(text: str, start: int, end: int, *, space: bool) -> int:
    """Where a stretch behind a cut begins to read: after stray signs, with one space when it needs one."""
    found = OPEN_EDGE.match(text, start, end)
    place = found.end() if found else start
    return place - (space and place > start and text[place - 1].isspace())


def closed(text: str, start: int, end: int, *, space: bool) -> int:
    """Where a stretch before a cut ends: before stray signs, with one space when the text goes on behind the cut."""
    place = start + len(text[start:end].rstrip(CLOSE_EDGE))
    return place + (space and place < end and text[place].isspace())


def dropped(text: str, cuts: tuple[Cut, ...]) -> bool:
    """True when the cuts cover the whole line."""
    return sum(cut.end - cut.start for cut in cuts) == len(text)


def kept_kind(heard: tuple[Heard, ...]) -> Kind:
    """Kind of a line that stays: body, unless a rule marks it as standfirst or correction."""
    marks = [o for _, o in heard if o.kind in KEPT and o.kind is not Kind.BODY and o.weight >= 0]
    return max(marks, key=lambda o: o.weight).kind if marks else Kind.BODY
