"""Which function words never stand side by side in edited English: writes `cleaning/garble/joins.txt`.

    python -m training.joins TEXTS.jsonl[.gz] ... > cleaning/garble/joins.txt

Rows {"text", "label"?}; texts labelled "garbled" are left out. A pair is listed where its groups may not follow one
another (FORBIDDEN), where chance alone would have made it LEAST_EXPECTED times, and where the texts hold it at most
MOST_SEEN times. Grammar says which pairs can be slips, the texts say which of them people write all the same ("the in
crowd", "all we could was wait"), so no judgement on single pairs goes into the list. It holds no text.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from cleaning.garble.joins import is_plain
from cleaning.garble.words import words_of
from training.inputs import opened

LEAST_EXPECTED = 10.0
MOST_SEEN = 1
"""In the five million words that the shipped list was made from: typists' slips stand there too."""

GROUPS = {
    "article": "a an the every",
    "possessive": "its their your our my",
    "pointer": "no his this these those any each such some both whose",
    "modal": "can could will would should must might may cannot",
    "supposing": "could would should may cannot",
    "denial": "don't didn't doesn't won't can't couldn't wouldn't",
    "to": "to",
    "preposition": "of in on at by for from with into against between under through since until within without "
    "among despite during across above below near toward",
    "firm": "of at for by with from into against between during",
    "subject": "he she they we",
    "have": "has have had having",
    "be": "is are was were be been being am",
    "nominal": "be being been",
    "conjunction": "and or but if because although when while than that which where how as",
    "subordinate": "if because although when while where how as which who",
    "finite": "is are was were am been being has does did goes says makes takes gives comes knows wants thinks seems",
    "past": "went took gave came knew wrote spoke became began made said told chose drove forgot grew brought bought "
    "taught thought wanted asked decided happened seemed tried",
}
"""Words that are also pronouns ("that", "his", "some"), nouns ("a will") or open questions stand in few groups."""

FORBIDDEN = (
    ("article possessive", "article possessive pointer be have supposing denial preposition to conjunction subject"),
    ("pointer", "article possessive"),
    ("modal", "have modal"),
    ("denial", "have preposition conjunction article possessive modal"),
    ("to", "have preposition subject conjunction supposing"),
    ("firm", "have subject"),
    ("subject", "article possessive be have subject"),
    ("subordinate", "have be"),
    ("be", "be have denial"),
)
CERTAIN = (("modal denial", "finite past"), ("to", "past"))
"""Wrong however rare the words are; only the texts can say otherwise."""

SPARED = (
    ("subject", "article possessive"),  # "Is she the owner?"
    ("they we", "is was has been"),  # dialect, and "Had they been here"
    ("nominal", "have is are was were"),  # "the powers that be have", "a human being is"
    ("denial", "article possessive conjunction preposition"),  # "Why don't the others?", "I don't for a moment"
    ("will", "finite past had are"),  # a will is a document, too
    ("how where", "have"),  # "how had it come"
    ("each any such this", "article possessive"),  # "each the size of a house", "any the worse", "this our town"
    ("to", "while among than said may"),  # "to while away", "to said court", "to may 7th"
    ("its your", "article"),  # what people type for "it's" and "you're"
    ("their", "is are"),  # and for "there"
    ("the a", "how where when if"),  # "the how and the why", "a big if"
    ("a its the", "she is under"),  # "a she wolf", "its under side", "where a is some number"
)
"""What English does join, too seldom in newspapers for a count to show it."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Count, choose, print."""
    words, pairs = counted(texts(map(Path, sys.argv[1:] if arguments is None else arguments)))
    total = sum(words.values())
    rare = {pair for pair in pairs_of(FORBIDDEN) if words[pair[0]] * words[pair[1]] >= LEAST_EXPECTED * total}
    chosen = sorted(
        pair
        for pair in (rare | pairs_of(CERTAIN)) - pairs_of(SPARED)
        if pairs[pair] <= MOST_SEEN and pair[0] != pair[1]
    )
    sys.stdout.write("# Function words that English never joins; made by `python -m training.joins`, see there.\n")
    for left in sorted({left for left, _ in chosen}):
        sys.stdout.write(f"{left}: {' '.join(right for first, right in chosen if first == left)}\n")


def pairs_of(rules: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    """Every pair of words that the groups' rules name."""
    return {pair for left, right in rules for pair in product(members(left), members(right))}


def members(groups: str) -> list[str]:
    """The words of some groups; what is no group is a word."""
    return [word for group in groups.split() for word in GROUPS.get(group, group).split()]


def texts(paths: Iterator[Path]) -> Iterator[str]:
    """All texts that people wrote."""
    for path in paths:
        with opened(path) as file:
            for row in map(json.loads, file):
                if row.get("label") != "garbled":
                    yield row["text"]


def counted(read: Iterator[str]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How often each word in small letters stands in the texts, and each pair with one blank between."""
    single, double = Counter[str](), Counter[tuple[str, str]]()
    for text in read:
        for line in text.splitlines():
            words = words_of(line)
            single.update(filter(str.islower, words.written))
            double.update(pair for index, pair in enumerate(words.pairs[:-1]) if is_plain(words, index))
    return single, double


if __name__ == "__main__":
    main()
