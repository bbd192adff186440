"""Phrases that stand together in English, and what machines put in the place of their words.

    python -m training.collocations TEXTS.jsonl[.gz] ... [--wordnet DIR] [--out cleaning/garble]

Writes `collocations.txt`, `synonyms.txt` and `genuine_forms.txt`. Rows of the texts: {"text" or "gold", "label"?,
"language"?}; those labelled otherwise than genuine or human_translation, or not English, are left out. Phrases come
from WordNet and from `phrases.txt` beside this file, substitutes from WordNet, `substitutes.txt` and `returned.txt`
(made by `python -m training.collocations.returned`). The texts say which phrases live, how firmly each word belongs in
its place, how common a substitute is, and which changed forms people write too. No text goes into the tables: only
phrases of two to five words from those lists, looked up in the texts. The same inputs give the same files.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Sequence
from pathlib import Path

from cleaning.garble.formulas import folded, formula_of, substitutes_in, substitutes_of
from cleaning.garble.phrases import rows_of
from training.collocations.choice import Choice, Phrases, choose, slots_of
from training.collocations.counts import Counts, Folded, counted, genuine_texts
from training.collocations.lists import rows, words_by_word
from training.collocations.pairs import Sources, candidates, merged
from training.collocations.phrases import alive_entries, own_phrases
from training.collocations.tables import write_tables
from training.engines import WORDNET
from training.wordnet import Lexicon, read_wordnet

OUT = Path("cleaning/garble")
RIGHT = ("compounds.txt", "genuine.txt")
"""Tables whose phrases are good English."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Count, choose, write."""
    parser = argparse.ArgumentParser(prog="python -m training.collocations", description="Make the tables of phrases.")
    parser.add_argument("texts", type=Path, nargs="+", help="JSONL of English that people wrote")
    parser.add_argument("--wordnet", type=Path, default=WORDNET, help="directory of WordNet's files")
    parser.add_argument("--out", type=Path, default=OUT, help="directory for the tables")
    options = parser.parse_args(arguments)
    lexicon = read_wordnet(options.wordnet)
    write_tables(chosen(counted(genuine_texts(options.texts)), options.wordnet, lexicon), options.out)


def chosen(counts: Counts, wordnet: Path, lexicon: Lexicon) -> Choice:
    """What goes into the tables."""
    phrases = all_phrases(counts, wordnet, lexicon)
    slots = slots_of(phrases, right_forms(), counts)
    listed = [pair for row in rows_of("substitutes.txt") for pair in substitutes_in(row)]
    sources = Sources(
        lexicon,
        substitutes_of(rows_of("substitutes.txt")),
        merged(words_by_word("substitutes.txt")),
        merged(words_by_word("returned.txt")),
    )
    return choose(phrases, candidates(slots.places, sources, counts), listed, slots, counts)


def all_phrases(counts: Counts, wordnet: Path, lexicon: Lexicon) -> Phrases:
    """Every phrase that may go into the table, and the formulas that somebody wrote down."""
    written = {formula.words: formula.right for formula in map(formula_of, rows_of("formulas.txt")) if formula}
    found = alive_entries(wordnet, lexicon, counts) | own_phrases(rows("phrases.txt"), counts)
    return Phrases(found | written, frozenset(written))


def right_forms() -> frozenset[Folded]:
    """Changed forms that are listed as good English."""
    return frozenset(folded(row.text) for row in itertools.chain.from_iterable(map(rows_of, RIGHT)))


if __name__ == "__main__":
    main()
