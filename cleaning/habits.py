"""What repeats on a site: what of an article is counted, and the profile that many articles make.

Counted is what was extracted, never what was cut: a profile depends on the stored articles alone, not on the profiles
before it. Nothing but fingerprints is kept, so a profile holds no text of anybody.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cleaning.values import Article, Block, Habit, SiteProfile
from cleaning.wording import UNSPACED, count_words, ends_sentence

COUNTED = 1
"""How articles are counted; raised when a fingerprint means something else than before, 255 at most."""

LEAST_ARTICLES = 20
"""Articles from which all habits count: with fewer, one week's news looks like one."""

FIXED_ARTICLES, FIXED_SHARE = 10, 0.5
"""Articles from which whole lines count, and the share of articles that they need until there are enough for all."""

COMMON_SHARE = 0.2
"""Share of a site's articles from which something repeats. Measured over one site: first words at this share find every
pointer whose headline changes each time, and no line of a body from 20 articles up."""

LINES_COUNTED = 120
"""Lines of one article that are counted: a list of thousands would drown its site."""

PROSE_WORDS = 12
"""Words from which a line that closes like a sentence is taken for a paragraph."""

OPENING_WORDS, OPENING_CHARACTERS = 2, 4
"""First words of a line that make its opening; first characters in scripts without spaces."""

VARIANTS = 3
"""Different lines that open alike, from which it is the opening that repeats and not the line."""

PROSE_SHARE = 0.2
"""Share of paragraphs among the lines of an opening, above which it is a way to begin a sentence."""

REPEATED_SHARE, PATH_LINES = 0.6, 10
"""Share of repeated lines, and number of lines, from which a place in the tree is one for what repeats."""

COPY_SHARE = 0.5
"""Share of an article's paragraphs that stand in another one, above which they are one story."""

DIGITS = re.compile(r"\d+")
LETTERS = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[^\W_]+")
LABEL = re.compile(r"\W*([^\W_]+(?:\s[^\W_]+){0,2})\s?[:：|»›►▶]")
"""A label of up to three words with its sign: "Source:"."""

LETTERS_LEAST = 3
TAGS_COUNTED, MARKS_COUNTED = 3, 2


@dataclass(frozen=True, slots=True)
class Trace:
    """What is counted of one line; 0 = nothing.

    Attributes:
        line: fingerprint of the whole line.
        opening: of its first words.
        path: of its place in the tree.
        prose: it reads like a paragraph.
    """

    line: int
    opening: int
    path: int
    prose: bool


Traces = tuple[Trace, ...]
"""What is counted of one article, in order of its lines."""


def fingerprint(text: str) -> int:
    """Sixty-four bits of a text.

    >>> fingerprint("see also") == fingerprint("see also") != fingerprint("")
    True
    """
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def is_paragraph(text: str) -> bool:
    """Long enough, and closed like a sentence."""
    return ends_sentence(text) and count_words(text) >= PROSE_WORDS


def line_key(text: str) -> int:
    """Fingerprint of a line: case, digits and white space do not tell two lines apart. 0 for one without words.

    Figures do tell two paragraphs apart: reports of the weather and of markets differ in nothing else.

    >>> line_key("Source: Norwire 12/04") == line_key("source:  norwire 3/11"), line_key("2 - 1")
    (True, 0)
    """
    plain = " ".join(text.casefold().split())
    if not is_paragraph(text):
        plain = DIGITS.sub("0", plain)
    return fingerprint(plain) if len(LETTERS.findall(plain)) >= LETTERS_LEAST else 0


def opening_of(text: str) -> str:
    """The words that open a line, case-folded: a label with its sign, or the first two words; "" where that is all.

    >>> opening_of("See also  Gulls return"), opening_of("READ: Gulls return"), opening_of("See also")
    ('see also', 'read:', '')
    >>> opening_of("相关新闻海鸥回到码头")
    '相关新闻'
    """
    folded = text.casefold()
    if label := LABEL.match(folded):
        rest = folded[label.end() :]
        return f"{DIGITS.sub('0', label[1])}:" if LETTERS.search(rest) else ""
    if UNSPACED.search(folded[:OPENING_CHARACTERS]):
        return folded[:OPENING_CHARACTERS] if len(folded) > OPENING_CHARACTERS else ""
    words = [found[0] for _, found in zip(range(OPENING_WORDS + 1), WORD.finditer(folded), strict=False)]
    if len(words) <= OPENING_WORDS or not LETTERS.search("".join(words[:OPENING_WORDS])):
        return ""
    return DIGITS.sub("0", " ".join(words[:OPENING_WORDS]))


def path_key(block: Block) -> int:
    """Fingerprint of a block's place: its last tags and its nearest marks, figures in them aside. 0 without markup."""
    if not block.path:
        return 0
    place = ("/".join(block.path.split("/")[-TAGS_COUNTED:]), *block.marks[:MARKS_COUNTED])
    return fingerprint(DIGITS.sub("0", " ".join(place)))


def trace_of(block: Block) -> Trace:
    """What is counted of a line."""
    opening = opening_of(block.text)
    key = fingerprint(opening) if opening else 0
    return Trace(line_key(block.text), key, path_key(block), is_paragraph(block.text))


def traces_of(article: Article) -> Traces:
    """What is counted of an article: its first lines and its last ones where it has too many."""
    lines = article.lines
    if len(lines) > LINES_COUNTED:
        lines = lines[: LINES_COUNTED // 2] + lines[-LINES_COUNTED // 2 :]
    return tuple(trace_of(block) for block in lines)


def profile_of(host: str, version: int, articles: Iterable[Traces], least: int = FIXED_ARTICLES) -> SiteProfile:
    """The profile that these articles make, whatever their order; fewer than `least` make one without any habit."""
    stories = distinct(sorted(articles, key=repr_of))
    number = len(stories)
    if number < least:
        return SiteProfile(host, version, number)
    lines = Counter(key for traces in stories for key in {trace.line for trace in traces})
    if number < LEAST_ARTICLES:
        return SiteProfile(host, version, number, habits(lines, FIXED_SHARE * number))
    needed = COMMON_SHARE * number
    return SiteProfile(
        host,
        version,
        number,
        lines=habits(lines, needed),
        openings=habits(openings(stories), needed),
        paths=habits(paths(stories, lines), needed),
    )


def repr_of(traces: Traces) -> tuple[tuple[int, int, int, bool], ...]:
    """An order that depends on nothing but the traces."""
    return tuple((trace.line, trace.opening, trace.path, trace.prose) for trace in traces)


def habits(found: Mapping[int, int], needed: float) -> tuple[Habit, ...]:
    """Those that enough articles have, in order of fingerprints; 0 is no fingerprint."""
    return tuple(sorted((key, count) for key, count in found.items() if key and count >= max(needed, VARIANTS)))


def distinct(articles: Sequence[Traces]) -> list[Traces]:
    """The articles without copies: one story stored under several addresses would make its paragraphs a habit.

    A copy shares more than half of its paragraphs with an article before it. Paragraphs that stand in most articles
    say nothing about that: a disclaimer is no story.
    """
    spread = Counter(key for traces in articles for key in paragraphs(traces))
    owners: dict[int, int] = {}
    kept: list[Traces] = []
    for traces in articles:
        own = [key for key in paragraphs(traces) if spread[key] <= max(2, COPY_SHARE * len(articles))]
        shared = Counter(owners[key] for key in own if key in owners)
        if shared and max(shared.values()) > COPY_SHARE * len(own):
            continue
        for key in own:
            owners.setdefault(key, len(kept))
        kept.append(traces)
    return kept


def paragraphs(traces: Traces) -> list[int]:
    """Fingerprints of an article's paragraphs, each once."""
    return list(dict.fromkeys(trace.line for trace in traces if trace.prose and trace.line))


def openings(stories: Sequence[Traces]) -> dict[int, int]:
    """Articles by opening, for those that open different lines and hardly ever paragraphs."""
    variants: defaultdict[int, set[int]] = defaultdict(set)
    total, prose, articles = Counter[int](), Counter[int](), Counter[int]()
    for traces in stories:
        articles.update({trace.opening for trace in traces if not trace.prose})
        for trace in traces:
            total[trace.opening] += 1
            prose[trace.opening] += trace.prose
            variants[trace.opening].add(trace.line)
    return {
        key: count
        for key, count in articles.items()
        if len(variants[key]) >= VARIANTS and prose[key] <= PROSE_SHARE * total[key]
    }


def paths(stories: Sequence[Traces], lines: Counter[int]) -> dict[int, int]:
    """Articles by place in the tree, for places where most lines stand in other articles too."""
    total, repeated, articles = Counter[int](), Counter[int](), Counter[int]()
    for traces in stories:
        articles.update({trace.path for trace in traces})
        for trace in traces:
            total[trace.path] += 1
            repeated[trace.path] += lines[trace.line] > 1
    return {
        key: count
        for key, count in articles.items()
        if total[key] >= PATH_LINES and repeated[key] >= REPEATED_SHARE * total[key]
    }


def count_in(habits: Sequence[Habit], key: int) -> int:
    """In how many articles this repeats; 0 where it is no habit.

    >>> count_in(((3, 20), (7, 30)), 7), count_in(((3, 20), (7, 30)), 5)
    (30, 0)
    """
    place = bisect_left(habits, (key, 0))
    return habits[place][1] if key and place < len(habits) and habits[place][0] == key else 0
