"""Garbled versions of genuine texts, to train the garble score with and to test it.

    python -m training.engines INPUT.jsonl[.gz] ... OUT.jsonl[.gz] [--engine NAME ...] [--each 2] [--texts 500]
        [--words 600] [--avoid FILE ...] [--seed 0] [--wordnet DIR] [--thesaurus FILE]

Rows in: {"id", "text" or "gold" or "lines", "source" or "set"?, "label"?}; what is not genuine or not English stays
out. Rows out: {"id", "source_id", "source", "engine", "label", "text"}, for each text itself (label and engine
"genuine") and its versions (label "garbled"), each by another family of engines: round trips through Apertium, spinners
with WordNet, spinners with a thesaurus. The same inputs, options and installed programs give the same file.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from cleaning.language import detect
from cleaning.values import CopydeskError
from training.apertium import ROUND_TRIPS, RoundTrip, ask_for, round_trips
from training.gold import runs_of, words_of
from training.inputs import opened
from training.spin import SPINNERS, Spinner, spin
from training.wordnet import Lexicon, read_thesaurus, read_wordnet

Engine = RoundTrip | Spinner
ENGINES: tuple[Engine, ...] = (*ROUND_TRIPS, *SPINNERS)

WORDNET = Path("/usr/share/wordnet")
THESAURUS = Path("/usr/share/mythes/th_en_US_v2.dat")

SHINGLE, SHARED = 6, 0.03
"""Words in a row by which two texts are compared, and share of a text's from which it is one of those to avoid."""

LEAST = 100
"""Words below which a text is left out: too short to be judged."""

SPINNING = ("wordnet", "thesaurus")


@dataclass(frozen=True, slots=True)
class Text:
    """A genuine text.

    Attributes:
        key: its id.
        source: what collection it is from.
        text: its lines, at most so many words.
    """

    key: str
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where the synonyms are: a WordNet directory, a thesaurus file."""

    wordnet: Path = WORDNET
    thesaurus: Path = THESAURUS


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the texts, garble them, write the rows."""
    options = parsed(arguments)
    *inputs, out = options.files
    try:
        engines = [engine for engine in ENGINES if not options.engine or engine.name in options.engine]
        avoided = shingles_of(text_in(row) for path in options.avoid for row in rows_of(path) if not is_garbled(row))
        texts = [text for path in inputs for text in texts_of(rows_of(path), options.words)]
        chosen = choose([text for text in texts if not is_near(text.text, avoided)], options.texts, options.seed)
        places = Places(options.wordnet, options.thesaurus)
        write(out, rows_made(chosen, engines, options.each, places, options.seed))
    except (CopydeskError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="INPUT ... OUT")
    parser.add_argument("--engine", nargs="+", choices=[engine.name for engine in ENGINES], default=[])
    parser.add_argument("--each", type=int, default=2, help="versions of a text")
    parser.add_argument("--texts", type=int, default=500, help="texts of one source")
    parser.add_argument("--words", type=int, default=600, help="words of a text, whole lines")
    parser.add_argument("--avoid", nargs="+", type=Path, default=[], help="rows whose genuine texts are left out")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--wordnet", type=Path, default=WORDNET)
    parser.add_argument("--thesaurus", type=Path, default=THESAURUS)
    options = parser.parse_args(arguments)
    if len(options.files) < 2:  # noqa: PLR2004 - an input and the output
        parser.error("name one input at least, and the file to write")
    return options


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of one file."""
    with opened(path) as file:
        yield from map(json.loads, file)


def text_in(row: dict[str, Any]) -> str:
    """A row's text, its gold text, or its lines."""
    lines = (line["text"] for line in row.get("lines", ()))
    return str(row.get("text") or row.get("gold") or "\n".join(lines))


def is_garbled(row: dict[str, Any]) -> bool:
    """Did a machine make this row's text?"""
    return str(row.get("label", "genuine")) == "garbled"


def texts_of(rows: Iterable[dict[str, Any]], words: int) -> Iterator[Text]:
    """Genuine English texts of some rows, cut to so many words."""
    for row in rows:
        text = shortened(text_in(row), words)
        if row.get("label", "genuine") == "genuine" and len(text.split()) >= LEAST and detect(text) == "en":
            yield Text(str(row["id"]), str(row.get("source") or row.get("set") or "text"), text)


def shortened(text: str, words: int) -> str:
    r"""The first lines of a text that have at most so many words together; the first in any case.

    >>> shortened("one two\nthree", 2)
    'one two'
    """
    kept: list[str] = []
    count = 0
    for line in text.strip().splitlines():
        count += len(line.split())
        if kept and count > words:
            break
        kept.append(line)
    return "\n".join(kept).strip()


def shingles_of(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """All words in a row, SHINGLE at a time."""
    return frozenset(run for text in texts for run in runs_of(words_of(text), SHINGLE))


def is_near(text: str, avoided: frozenset[tuple[str, ...]]) -> bool:
    """Does the text share more than chance with those to avoid?"""
    runs = runs_of(words_of(text), SHINGLE)
    return sum(run in avoided for run in runs) > SHARED * len(runs)


def choose(texts: Sequence[Text], most: int, seed: int) -> list[Text]:
    """At most so many texts of a source, drawn by hash; a text that stands there twice comes once."""
    by_source: dict[str, dict[str, Text]] = defaultdict(dict)
    for text in sorted(texts, key=lambda text: draw(seed, text.key)):
        by_source[text.source].setdefault(text.text, text)
    return [text for source in sorted(by_source) for text in list(by_source[source].values())[:most]]


def draw(seed: int, key: str) -> bytes:
    """A place in an order that looks like chance and is the same everywhere."""
    return hashlib.sha256(f"{seed}:{key}".encode()).digest()


def family(engine: Engine) -> str:
    """What an engine works with."""
    if isinstance(engine, RoundTrip):
        return "apertium"
    return SPINNING[engine.thesaurus]


def rows_made(
    texts: Sequence[Text], engines: Sequence[Engine], each: int, places: Places, seed: int
) -> Iterator[dict[str, str]]:
    """All rows, by source text."""
    shares = shared_out(texts, engines, each)
    made = {text.key: [row_of(text, "genuine", text.text)] for text in texts}
    lexicons = lexicons_for(engines, places)
    for engine in engines:
        own = shares[engine.name]
        for text, version in zip(own, versions(own, engine, lexicons, seed), strict=True):
            if version and version != text.text:
                made[text.key].append(row_of(text, engine.name, version))
    for rows in made.values():
        yield from rows


def shared_out(texts: Sequence[Text], engines: Sequence[Engine], each: int) -> dict[str, list[Text]]:
    """Which texts an engine gets: each text goes to so many families in turn, and to one engine of a family in turn."""
    families: dict[str, list[Engine]] = defaultdict(list)
    for engine in engines:
        families[family(engine)].append(engine)
    names = sorted(families)
    shares: dict[str, list[Text]] = {engine.name: [] for engine in engines}
    turns = dict.fromkeys(names, 0)
    for number, text in enumerate(texts):
        for step in range(min(each, len(names))):
            name = names[(number + step) % len(names)]
            engine = families[name][turns[name] % len(families[name])]
            turns[name] += 1
            shares[engine.name].append(text)
    return shares


def lexicons_for(engines: Sequence[Engine], places: Places) -> dict[str, Lexicon]:
    """What the engines need, read once; asks for Apertium's directions too, so that nothing is missed half way."""
    for engine in engines:
        if isinstance(engine, RoundTrip):
            ask_for(engine)
    wanted = {family(engine) for engine in engines}
    if wanted.isdisjoint(SPINNING):
        return {}
    wordnet = read_wordnet(places.wordnet)
    return {"wordnet": wordnet} | (
        {"thesaurus": read_thesaurus(places.thesaurus, wordnet)} if "thesaurus" in wanted else {}
    )


def versions(texts: Sequence[Text], engine: Engine, lexicons: dict[str, Lexicon], seed: int) -> list[str]:
    """What one engine makes of its texts."""
    if isinstance(engine, RoundTrip):
        return round_trips([text.text for text in texts], engine)
    lexicon = lexicons[family(engine)]
    return [spin(text.text, engine, lexicon, Random(f"{seed}:{engine.name}:{text.key}")) for text in texts]  # noqa: S311 - no secret


def row_of(text: Text, engine: str, version: str) -> dict[str, str]:
    """One row out."""
    label = "genuine" if engine == "genuine" else "garbled"
    head = {"id": f"{text.key}#{engine}", "source_id": text.key, "source": text.source}
    return {**head, "engine": engine, "label": label, "text": version}


def write(path: Path, rows: Iterable[dict[str, str]]) -> None:
    """The rows into a file; a packed one carries no time, so that the same rows are the same bytes."""
    written = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(written, mtime=0) if path.suffix == ".gz" else written)


if __name__ == "__main__":
    sys.exit(main())
