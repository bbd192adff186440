"""The table files that `cleaning/garble` reads, with heads that say what stands in them and where it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from cleaning.garble.formulas import GRADES
from training.collocations.choice import Choice
from training.collocations.counts import Folded

MADE = "Made by `python -m training.collocations`, see there; changes by hand are lost."
LICENCE = resources.files("training.collocations").joinpath("licence.txt").read_text(encoding="utf-8")
"""WordNet's, which has to stand on every copy of what is made from it."""

SOURCE = "Made in part from WordNet 3.0, whose licence is:\n#\n" + "\n".join(
    f"#   {line}".rstrip() for line in LICENCE.splitlines()
)

COLLOCATIONS = f"""\
# Phrases that stand together in news English: titles, bodies, terms, idioms, light verbs. Before each, one digit a
# word: how firmly the word belongs in its place, 0..5 (`SCORES` in slots.py), counted in news and other English as the
# share of that word among all that stand in its place: 5 from .3, 4 from .1, 3 from .03, 2 from .01, 1 below, 0
# never exchanged (in phrases with a single word of weight the shares are two to three times as high). Those of
# formulas.txt stand here too, for their digits. [section score]: the score comes from the digits.
# {MADE}
# {SOURCE}

[collocations 0]
"""

SYNONYMS = f"""\
# What may stand in the place of a word of a formula where a machine wrote: word: substitutes, a hyphen for a blank.
# Sections: how common the substitute is beside the word: rare below .03 times and met at most 6 times in a million
# words, scarce below .1, usual below .3, common. Synonyms of all senses, inflected as spinners do; what Apertium makes
# of our phrases there and back; and our own. Pairs that fit genuine text went.
# {MADE}
# {SOURCE}
"""

GENUINE = f"""\
# Changed forms, by the substitutes of synonyms.txt and substitutes.txt, that people write all the same.
# {MADE}
"""


def write_tables(choice: Choice, directory: Path) -> None:
    """The three files of a choice."""
    tables = {
        "collocations.txt": COLLOCATIONS + "".join(collocation_rows(choice)),
        "synonyms.txt": SYNONYMS + "".join(synonym_rows(choice)),
        "genuine_forms.txt": GENUINE + "".join(f"{' '.join(form)}\n" for form in sorted(choice.genuine)),
    }
    for name, text in tables.items():
        (directory / name).write_text(text, encoding="utf-8")


def collocation_rows(choice: Choice) -> Iterator[str]:
    """Rows "32 climate change"."""
    for text, firm in sorted(choice.phrases.items(), key=lambda row: (row[1], row[0])):
        yield f"{''.join(map(str, firm))} {text.replace('-', ' ')}\n"


def synonym_rows(choice: Choice) -> Iterator[str]:
    """Sections of rows "word: substitute substitute"."""
    for number, name in enumerate(GRADES):
        odds = defaultdict[str, list[Folded]](list)
        for (word, odd), common in choice.pairs.items():
            if common == number:
                odds[word].append(odd)
        yield f"\n[{name} 0]\n"
        yield from (f"{word}: {' '.join(map('-'.join, found))}\n" for word, found in sorted(odds.items()))
