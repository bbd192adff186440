"""Lines whose words stand in another line as well: display quotes, teasers, summaries."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

ECHO_WORDS = 4
ECHO_LONGEST = 40
ECHO_CANDIDATES = 8
ECHO_SHARE = 0.6
"""Words in a row by which a line is recognised inside another one, words it may have, lines tried for each run, and
share of its runs that must be found."""

Run = tuple[str, ...]
"""ECHO_WORDS words in a row."""


def echoes_of(split: Sequence[tuple[str, ...]]) -> dict[int, int]:
    """Short lines whose words stand inside a longer line, nearly in a row: index of the one -> index of the other.

    One pass notes the runs of ECHO_WORDS words of short lines, a second counts them in longer ones: the cost is linear.
    """
    runs = repeated([runs_of(words) for words in split])
    if not runs:
        return {}
    wanted: dict[Run, list[int]] = {}
    for index, words in enumerate(split):
        if ECHO_WORDS <= len(words) <= ECHO_LONGEST:
            for run in runs[index]:
                wanted.setdefault(run, []).append(index)
    found: dict[int, int] = {}
    for index, words in enumerate(split):
        shared = Counter(short for run in wanted.keys() & runs[index] for short in wanted[run][:ECHO_CANDIDATES])
        for short, count in shared.items():
            size = len(split[short])
            if short not in found and size < len(words) and count >= ECHO_SHARE * (size - ECHO_WORDS + 1):
                found[short] = index
    return found


def repeated(runs: Sequence[tuple[Run, ...]]) -> list[set[Run]]:
    """Of each line's runs those that stand more than once: few or none; empty where nothing does."""
    shared = {run for run, count in Counter(itertools.chain.from_iterable(runs)).items() if count > 1}
    return [shared.intersection(some) for some in runs] if shared else []


def runs_of(words: tuple[str, ...]) -> tuple[Run, ...]:
    """Every ECHO_WORDS words in a row."""
    return tuple(zip(*(words[place:] for place in range(ECHO_WORDS)), strict=False))
