"""What spinners and programs that fill a site from others' feeds leave in a text when they fail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaning.garble.signal import Passage, Reading, point
from cleaning.values import Finding, Where

SPINTAX = re.compile(r"\{(?:[^{}|\n]{0,60}\|){1,12}[^{}|\n]{0,60}\}")
"""A choice that a spinner did not make: "{big|large|huge}"."""

PLACEHOLDER = re.compile(
    r"""
    %%?(?:keywords?|post_?title|sitename|city|focuskw|title|source_?url|excerpt)%%?
    |\[(?:keyword|spintax|city|source_url|main_keyword)s?\]
    |\{\{?(?:keyword|title|city|main_keyword|source_url)s?\}\}?
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A name that was to be filled in."""

CODE = re.compile(r"[;=$\\<>]|\(\)|^\s*[/#]")
"""Signs of program code, where braces mean something else."""

SPUN, UNFILLED = 0.95, 0.4

TAIL = re.compile(
    r"""
    ^\W*(?:
        source\ link
        |(?:the\ )?original\ (?:article|source)\ (?:link|here)
        |click\ here\ to\ view\ (?:the\ )?original\ (?:web\ )?page\b.{0,120}
        |(?:this\ (?:article|post|story)\ (?:first\ |originally\ )?appeared\ on\ the\ following\ website)\b.{0,120}
        |go\ to\ source(?:\ article)?
        |powered\ by\ wpematico
        |(?:auto(?:matically)?\ )?generated\ by\ (?:wp\ automatic|wp\ rss\ aggregator|feedzy|autoblog(?:ging)?)\b.{0,40}
    )\W*$
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Last lines that programs put under what they took from a feed."""

COPIED, LAST = 0.3, 3
"""Score of such a line, which says that nobody wrote the page and not yet that a machine changed it; how many of the
last lines are looked at."""


def spin_marks(reading: Reading) -> tuple[Finding, ...]:
    """Choices that a spinner did not make, names that it did not fill in."""
    return tuple(finding for passage in reading.passages if is_text(passage) for finding in marks_in(passage))


def is_text(passage: Passage) -> bool:
    """It may hold such a mark, and is no code."""
    text = passage.text
    return ("{" in text or "%" in text or "[" in text) and not CODE.search(text)


def marks_in(passage: Passage) -> Iterator[Finding]:
    """Findings in one passage."""
    for match in SPINTAX.finditer(passage.text):
        if all(any(map(str.isalpha, option)) or not option for option in match[0].strip("{}").split("|")):
            yield point(passage, match.span(), "spin_marks", SPUN, "a choice of words that a spinner did not make")
    for match in PLACEHOLDER.finditer(passage.text):
        yield point(passage, match.span(), "spin_marks", UNFILLED, "a name that a program did not fill in")


def copied_feed(reading: Reading) -> tuple[Finding, ...]:
    """A last line that programs put under what they took from another site's feed."""
    lines = [passage for passage in reading.passages if passage.where is not Where.TITLE][-LAST:]
    reason = "a line that programs put under what they took from a feed"
    return tuple(
        point(passage, match.span(), "copied_feed", COPIED, reason)
        for passage in lines
        if len(passage.text) < 160 and (match := TAIL.search(passage.text))  # noqa: PLR2004 - a longer line is prose
    )
