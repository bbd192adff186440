"""The wording of litter learned from lists of lines, and what it is worth on lists and texts it has not seen.

`copydesk train lines` is the command for English, `copydesk train abroad` for other languages. A list (.txt) has rows
"kind | place | text" under [sections], one a manner; the kind is that of litter, or body for a sentence of a story that
begins like it. Other inputs are genuine texts, JSON lines of id and text or gold, every line of which counts as the
story's. Lists are put into these texts, one line each; the rows of a section "article ..." are one text by themselves,
as are all in other languages.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from cleaning.extract import extract
from cleaning.lines import Line, lines_of
from cleaning.pages import page_from_lines
from cleaning.rules import abroad, manner
from cleaning.rules.manner import FORMAT, Manner
from cleaning.values import Article, CopydeskError, Kind
from training.inputs import fold_of, opened

PLACES, BODY = ("top", "in", "end"), "body"
"""Where a listed line is put into a text, and the kind of those that are a story's."""

UNWORDED = frozenset(("author_bio", "bare_headline"))
PASSED = frozenset(("other", "pull_quote"))
"""Kinds that are known by whom they name, or by what stands around them, and not by their words: learned as kinds
alone; those of which nothing is learned."""

WORTH = 2.0
"""What a line of a list counts beside a line of a genuine text."""

LEAST_SEEN, LEAST_OF_LITTER = 3, 2
"""Lines in which a figure must stand to be learned, and lines of litter where it tells kinds."""

LEAST_WEIGHT, LEAST_OF_KIND, DIGITS = 0.05, 0.1, 2
"""Of a figure that is kept, of one that tells kinds, and how both are written."""

EPOCHS, KIND_EPOCHS, RATE = 12, 40, 0.1
"""How often each line is learned from, and each line of litter where kinds are, and by how much; by unseen manners."""

HOST_LINES, SPREAD = 10, 7_919
"""Lines of a text into which a listed line is put; a prime, so that neighbours in a list go into texts far apart."""


ARTICLE = "article "
"""How a section is called whose rows are one invented article, line by line."""

THIN, THINNED = 8, (0, 3, 6)
"""Of how many lines of litter one stays in an article that is thinned, and which, each time it is."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list.

    Attributes:
        number: of its line in the file, from 1.
        group: its section.
        kind: of litter, or body.
        place: where it is put into a text.
        text: the line.
    """

    number: int
    group: str
    kind: str
    place: str
    text: str


Told = tuple[list[str], dict[int, str]]
"""A text, and the kinds of some of its lines by their numbers."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule reads of a line.

    Attributes:
        is_read: it has something to say about the line.
        figures: what it reads.
        theme: of a section, what is learned from or judged as a whole.
        tells_kind: a figure by which kinds are told.
        texts: those of an invented article.
    """

    is_read: Callable[[Line, Article], bool]
    figures: Callable[[Line, Article], Iterable[str]]
    theme: Callable[[str], str]
    tells_kind: Callable[[str], bool]
    texts: Callable[[Sequence[Row]], list[Told]]


def whole(rows: Sequence[Row]) -> Told:
    """An invented article."""
    return [row.text for row in rows], {number: row.kind for number, row in enumerate(rows)}


def thinned(rows: Sequence[Row]) -> Iterator[Told]:
    """An invented article as an extraction leaves it: with few of its lines of litter, several times.

    Each time other lines are told, so that one of a story is told once.
    """
    for turn, part in enumerate(THINNED):
        kept = [(number, row) for number, row in enumerate(rows) if row.kind == BODY or number % THIN == part]
        told = {
            at: row.kind for at, (number, row) in enumerate(kept) if row.kind != BODY or number % len(THINNED) == turn
        }
        yield [row.text for _, row in kept], told


def whole_and_thinned(rows: Sequence[Row]) -> list[Told]:
    """An invented article as it is, and where it has litter with little of it."""
    return [whole(rows), *(thinned(rows) if any(row.kind != BODY for row in rows) else ())]


def number_of(section: str) -> str:
    """What a section is called beside its language: articles of one number may tell one thing in several languages.

    >>> number_of("article de-forms-1")
    'forms-1'
    """
    return section.partition("-")[2] or section


def tells_kind(figure: str) -> bool:
    """A single word or look, what opens or closes a line, or two marks of its outline."""
    if figure[0] == "^":
        return figure.count(" ") == 1
    return " " not in figure or figure[0] in "#[" or figure[-1] == "]"


@dataclass(frozen=True, slots=True)
class Example:
    """One line.

    Attributes:
        group: manner or text, which is learned from or judged as a whole.
        figures: what the model reads of it.
        kind: of litter, or body.
        listed: it stands in a list, not in a genuine text.
    """

    group: str
    figures: frozenset[str]
    kind: str
    listed: bool

    @property
    def litter(self) -> bool:
        """It is none of a story's."""
        return self.kind != BODY


ENGLISH = Reading(manner.is_read, lambda line, _: manner.figures_of(line), str, tells_kind, lambda rows: [whole(rows)])
ABROAD = Reading(abroad.is_read, abroad.figures_of, number_of, abroad.tells_kind, whole_and_thinned)


def train(reading: Reading, inputs: Sequence[Path], out: Path, *, seed: int, folds: int) -> Iterator[str]:
    """Reads the inputs, tells line by line what the model is worth by cross-validation, writes it.

    Raises:
        CopydeskError: an input is not as described.
    """
    hosts = [lines for path in inputs if path.suffix != ".txt" for lines in texts_of(path)]
    if not hosts or not any(path.suffix == ".txt" for path in inputs):
        raise CopydeskError("needs a list of litter lines (.txt) and genuine texts (.jsonl)")
    examples = [example for path in inputs if path.suffix == ".txt" for example in listed(path, hosts, reading)]
    examples += [example for number, lines in enumerate(hosts) for example in genuine(lines, str(number), reading)]
    yield f"{sum(e.litter for e in examples):,} lines of litter, {sum(not e.litter for e in examples):,} of stories"
    yield from report(reading, examples, seed, folds)
    stored = fitted(reading, examples, seed)
    stored["trained"] = {"inputs": [path.name for path in inputs], "lines": len(examples), "seed": seed}
    out.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")
    yield f"wrote {out}: {out.stat().st_size:,} bytes"


def texts_of(path: Path) -> Iterator[list[str]]:
    """The lines of each genuine text."""
    with opened(path) as file:
        for number, row in enumerate(file, 1):
            try:
                found = json.loads(row)
                text = str(found["text"] if "text" in found else found["gold"] or "")
            except (ValueError, KeyError, TypeError) as error:
                raise CopydeskError(f"{path}:{number}: needs an object with id and text ({error})") from error
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            if len(lines) >= len(PLACES):
                yield lines


def listed(path: Path, hosts: Sequence[list[str]], reading: Reading) -> Iterator[Example]:
    """Examples of a list: each line in a text of its own, those of an invented article in that article."""
    for group, rows in groupby(rows_of(path), lambda row: row.group):
        found = list(rows)
        for lines, kinds in reading.texts(found) if group.startswith(ARTICLE) else [put(row, hosts) for row in found]:
            worded = {number: kind for number, kind in kinds.items() if kind not in PASSED}
            theme = reading.theme(group)
            yield from (Example(theme, *example, listed=True) for example in examples_of(lines, worded, reading))


def rows_of(path: Path) -> Iterator[Row]:
    """The rows of a list.

    Raises:
        CopydeskError: one is not as described.
    """
    group, kinds = path.stem, {str(kind) for kind in Kind}
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if row.startswith("[") and row.endswith("]"):
            group = row.strip("[]")
        elif row.strip() and not row.startswith("# "):
            kind, _, rest = row.partition(" | ")
            place, _, text = rest.partition(" | ")
            if kind not in kinds or place not in PLACES or not text.strip():
                raise CopydeskError(f"{path}:{number}: needs kind | place | text")
            yield Row(number, group, kind, place, text)


def put(row: Row, hosts: Sequence[list[str]]) -> Told:
    """One line in a genuine text."""
    host = hosts[row.number * SPREAD % len(hosts)][:HOST_LINES]
    at = {"top": 0, "in": (len(host) + 1) // 2, "end": len(host)}[row.place]
    return [*host[:at], row.text, *host[at:]], {at: row.kind}


def genuine(lines: Sequence[str], group: str, reading: Reading) -> Iterator[Example]:
    """Examples of a genuine text."""
    found = examples_of(lines, dict.fromkeys(range(len(lines)), BODY), reading)
    yield from (Example(group, *example, listed=False) for example in found)


def examples_of(lines: Sequence[str], kinds: dict[int, str], reading: Reading) -> Iterator[tuple[frozenset[str], str]]:
    """Figures and kinds of some lines of a text, as far as the model is asked about them."""
    try:
        article = extract(page_from_lines(lines))
    except CopydeskError:
        return
    for line in lines_of(article):
        if (kind := kinds.get(line.index)) is not None and reading.is_read(line, article):
            yield frozenset(reading.figures(line, article)), kind


def report(reading: Reading, examples: Sequence[Example], seed: int, folds: int) -> Iterator[str]:
    """Lines: at each odds, the share of unseen litter found, of sentences like it and of genuine lines taken for it."""
    found = list[tuple[float, Example]]()
    right = Counter[bool]()
    for fold in range(folds):
        others = [example for example in examples if fold_of(example.group, folds) != fold]
        held = [example for example in examples if fold_of(example.group, folds) == fold]
        if held and any(example.litter for example in others):
            kinds = Manner(0.0, {}, kinds_of(reading, others, seed))
            right.update(str(kinds.kind(example.figures)) == example.kind for example in held if example.litter)
            found += judged(held, others, seed)
    yield from shares(found)
    yield f"kind told rightly: {right[True]:,} of {right.total():,} lines of litter"


def judged(held: Sequence[Example], others: Sequence[Example], seed: int) -> list[tuple[float, Example]]:
    """Log odds of some examples by what is learned from others."""
    weights, base = weights_of(others, seed)
    return [(base + sum(weights.get(f, 0.0) for f in example.figures), example) for example in held]


def shares(found: Sequence[tuple[float, Example]]) -> Iterator[str]:
    """Lines: at each odds, how many are taken for litter, of each sort."""
    parts = {
        "litter": [odds for odds, example in found if example.litter and example.kind not in UNWORDED],
        "like it": [odds for odds, example in found if example.listed and not example.litter],
        "genuine": [odds for odds, example in found if not example.listed],
    }
    for border in (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0):
        counted = (f"{name} {sum(odds >= border for odds in part):,} of {len(part):,}" for name, part in parts.items())
        yield f"log odds {border}: {', '.join(counted)}"


def fitted(reading: Reading, examples: Sequence[Example], seed: int) -> dict[str, Any]:
    """The model as stored."""
    weights, base = weights_of(examples, seed)
    kinds = kinds_of(reading, examples, seed)
    order = sorted({kind for odds in kinds.values() for kind in odds})
    told = {
        name: [number for kind, weight in odds.items() for number in (order.index(kind), weight)]
        for name, odds in kinds.items()
    }
    return {"format": FORMAT, "base": base, "weights": weights, "order": order, "kinds": told}


def weights_of(examples: Sequence[Example], seed: int) -> tuple[dict[str, float], float]:
    """What each figure adds to the log odds of litter, and the odds before anything is read."""
    examples = [example for example in examples if example.kind not in UNWORDED]
    names, rows = numbered([example.figures for example in examples], LEAST_SEEN)
    worth = [WORTH if example.listed else 1.0 for example in examples]
    found = learned(rows, [int(example.litter) for example in examples], worth, seed, EPOCHS)
    odds = (found[:, 1] - found[:, 0]).round(DIGITS)
    weights = {name: float(odds[number]) for name, number in names.items() if abs(odds[number]) >= LEAST_WEIGHT}
    return weights, float(odds[-1])


def kinds_of(reading: Reading, examples: Sequence[Example], seed: int) -> dict[str, dict[str, float]]:
    """What some figures add to the odds of each kind.

    The odds before anything is read stand under the empty word.
    """
    litter = [example for example in examples if example.litter]
    kinds = sorted({example.kind for example in litter})
    names, rows = numbered(
        [frozenset(filter(reading.tells_kind, example.figures)) for example in litter], LEAST_OF_LITTER
    )
    found = learned(rows, [kinds.index(example.kind) for example in litter], [1.0] * len(litter), seed, KIND_EPOCHS)
    told = {}
    for name, number in {**names, "": len(names)}.items():
        odds = {kind: round(float(weight), DIGITS) for kind, weight in zip(kinds, found[number], strict=True)}
        told[name] = {kind: weight for kind, weight in odds.items() if abs(weight) >= LEAST_OF_KIND}
    return {name: odds for name, odds in told.items() if odds}


def numbered(figures: Sequence[frozenset[str]], least: int) -> tuple[dict[str, int], list[Any]]:
    """Numbers of the figures that stand in several lines, and those of each line with the number of all at the end."""
    seen = Counter(figure for some in figures for figure in some)
    names = {name: n for n, name in enumerate(sorted(name for name, count in seen.items() if count >= least))}
    return names, [np.array([*sorted(names[f] for f in some if f in names), len(names)], np.int32) for some in figures]


def learned(rows: Sequence[Any], classes: Sequence[int], worth: Sequence[float], seed: int, epochs: int) -> Any:  # noqa: ANN401
    """Weights of a logistic regression, one column a class, by steps that shrink for figures often seen (Adagrad).

    Args:
        rows: numbers of each line's figures, 0 to n - 1.
        classes: of each line, 0 to k - 1.
        worth: what each line counts.
        seed: of the order in which lines come.
        epochs: how often each comes.

    Returns:
        An array of n by k.
    """
    numbers, times = np.unique(np.concatenate(rows), return_counts=True)
    pull = np.ones(int(numbers[-1]) + 1)
    pull[numbers] = 1 / times  # over all lines each weight is drawn to 0 alike
    weights, moved = np.zeros((len(pull), max(classes) + 1)), np.full((len(pull), max(classes) + 1), 1e-8)
    chance = np.random.default_rng(seed)
    for _ in range(epochs):
        for number in chance.permutation(len(rows)):
            row = rows[number]
            own = weights[row]
            odds = own.sum(axis=0)
            error = np.exp(odds - odds.max())
            error /= error.sum()
            error[classes[number]] -= 1
            step = worth[number] * error + pull[row, None] * own
            moved[row] += step * step
            weights[row] -= RATE * step / np.sqrt(moved[row])
    return weights
