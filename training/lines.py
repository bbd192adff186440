"""The wording of litter learned from lists of lines, and what it is worth on lists and texts it has not seen.

`copydesk train lines` is the command. A list (.txt) has rows "kind | place | text" under [sections], one a manner; the
kind is that of litter, or body for a sentence of a story that begins like it. Other inputs are genuine texts, JSON
lines of id and text or gold, every line of which counts as the story's. Lists are put into these texts, one line each.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np

from cleaning.extract import extract
from cleaning.lines import lines_of
from cleaning.pages import page_from_lines
from cleaning.rules.manner import FORMAT, Manner, figures_of, is_read
from cleaning.values import CopydeskError, Kind
from training.inputs import fold_of, opened

Say = Callable[[str], None]
"""Where the report goes, line by line."""

PLACES, BODY = ("top", "in", "end"), "body"
"""Where a listed line is put into a text, and the kind of those that are a story's."""

UNWORDED = frozenset(
    ("author_bio", "byline", "bare_headline", "dateline", "other", "posted_in", "pull_quote", "tag_list")
)
"""Kinds that are known by whom they name, or by what stands around them, and not by their words: passed over."""

WORTH = 2.0
"""What a line of litter counts beside a line of a story."""

LEAST_SEEN = 3
"""Lines in which a figure must stand to be learned."""

LEAST_WEIGHT, DIGITS = 0.05, 2
"""Of a figure that is kept, and how it is written."""

EPOCHS, RATE = 12, 0.2
"""How often each line is learned from, and by how much; by unseen manners."""

HOST_LINES, SPREAD = 10, 7_919
"""Lines of a text into which a listed line is put; a prime, so that neighbours in a list go into texts far apart."""

KIND_WORDS = 2_500
"""Words by which kinds are told."""


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


def train(inputs: Sequence[Path], out: Path, *, seed: int, folds: int, say: Say) -> None:
    """Reads the inputs, says what the model is worth by cross-validation, writes it.

    Raises:
        CopydeskError: an input is not as described.
    """
    hosts = [lines for path in inputs if path.suffix != ".txt" for lines in texts_of(path)]
    if not hosts or not any(path.suffix == ".txt" for path in inputs):
        raise CopydeskError("needs a list of litter lines (.txt) and genuine texts (.jsonl)")
    examples = [example for path in inputs if path.suffix == ".txt" for example in listed(path, hosts)]
    examples += [example for number, lines in enumerate(hosts) for example in genuine(lines, str(number))]
    say(f"{sum(e.litter for e in examples):,} lines of litter, {sum(not e.litter for e in examples):,} of stories")
    for line in report(examples, seed, folds):
        say(line)
    stored = fitted(examples, seed)
    stored["trained"] = {"inputs": [path.name for path in inputs], "lines": len(examples), "seed": seed}
    out.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")
    say(f"wrote {out}: {out.stat().st_size:,} bytes")


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


def listed(path: Path, hosts: Sequence[list[str]]) -> Iterator[Example]:
    """Examples of a list, each line in a text of its own."""
    group, kinds = path.stem, {str(kind) for kind in Kind}
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if row.startswith("[") and row.endswith("]"):
            group = row.strip("[]")
        elif row.strip() and not row.startswith("# "):
            kind, _, rest = row.partition(" | ")
            place, _, text = rest.partition(" | ")
            if kind not in kinds or place not in PLACES or not text.strip():
                raise CopydeskError(f"{path}:{number}: needs kind | place | text")
            host = hosts[number * SPREAD % len(hosts)][:HOST_LINES]
            at = {"top": 0, "in": (len(host) + 1) // 2, "end": len(host)}[place]
            if kind not in UNWORDED:
                found = examples_of([*host[:at], text, *host[at:]], {at: kind})
                yield from (Example(group, figures, kind, listed=True) for figures, kind in found)


def genuine(lines: Sequence[str], group: str) -> Iterator[Example]:
    """Examples of a genuine text."""
    found = examples_of(lines, dict.fromkeys(range(len(lines)), BODY))
    yield from (Example(group, figures, kind, listed=False) for figures, kind in found)


def examples_of(lines: Sequence[str], kinds: dict[int, str]) -> Iterator[tuple[frozenset[str], str]]:
    """Figures and kinds of some lines of a text, as far as the model is asked about them."""
    try:
        article = extract(page_from_lines(lines))
    except CopydeskError:
        return
    for line in lines_of(article):
        if (kind := kinds.get(line.index)) is not None and is_read(line, article):
            yield frozenset(figures_of(line)), kind


def report(examples: Sequence[Example], seed: int, folds: int) -> Iterator[str]:
    """Lines: at each odds, the share of unseen litter found, of sentences like it and of genuine lines taken for it."""
    found: list[tuple[float, Example]] = []
    right = Counter[bool]()
    for fold in range(folds):
        others = [example for example in examples if fold_of(example.group, folds) != fold]
        held = [example for example in examples if fold_of(example.group, folds) == fold]
        if held and any(example.litter for example in others):
            weights, base = weights_of(others, seed)
            kinds = Manner(0.0, {}, kinds_of(others))
            right.update(str(kinds.kind(example.figures)) == example.kind for example in held if example.litter)
            found += [(base + sum(weights.get(f, 0.0) for f in example.figures), example) for example in held]
    parts = {
        "litter": [odds for odds, example in found if example.litter],
        "like it": [odds for odds, example in found if example.listed and not example.litter],
        "genuine": [odds for odds, example in found if not example.listed],
    }
    for border in (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0):
        shares = (f"{name} {sum(odds >= border for odds in part):,} of {len(part):,}" for name, part in parts.items())
        yield f"log odds {border}: {', '.join(shares)}"
    yield f"kind told rightly: {right[True]:,} of {right.total():,} lines of litter"


def fitted(examples: Sequence[Example], seed: int) -> dict[str, Any]:
    """The model as stored."""
    weights, base = weights_of(examples, seed)
    return {"format": FORMAT, "base": base, "weights": weights, "kinds": kinds_of(examples)}


def weights_of(examples: Sequence[Example], seed: int) -> tuple[dict[str, float], float]:
    """Weights of a logistic regression and its base, by steps that shrink for figures often seen (Adagrad)."""
    seen = Counter(figure for example in examples for figure in example.figures)
    names = sorted(figure for figure, count in seen.items() if count >= LEAST_SEEN)
    numbers = {name: number for number, name in enumerate(names)}
    rows = [np.array(sorted(numbers[f] for f in e.figures if f in numbers), dtype=np.int32) for e in examples]
    litter = np.array([example.litter for example in examples], float)
    pull = 1 / np.array([seen[name] for name in names] + [1])  # over all lines each weight is drawn to 0 alike
    weights, moved = np.zeros(len(names) + 1), np.full(len(names) + 1, 1e-8)
    chance = np.random.default_rng(seed)
    for _ in range(EPOCHS):
        for number in chance.permutation(len(rows)):
            row = rows[number]
            odds = float(weights[row].sum() + weights[-1])
            error = (1 / (1 + np.exp(-np.clip(odds, -30, 30))) - litter[number]) * (WORTH if litter[number] else 1.0)
            step = error + pull[row] * weights[row]
            moved[row] += step * step
            weights[row] -= RATE * step / np.sqrt(moved[row])
            moved[-1] += error * error
            weights[-1] -= RATE * error / np.sqrt(moved[-1])
    kept = {name: round(float(w), DIGITS) for name, w in zip(names, weights, strict=False) if abs(w) >= LEAST_WEIGHT}
    return kept, round(float(weights[-1]), DIGITS)


def kinds_of(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """For words of litter, the kinds that use them more than litter does, each with what a word says for it.

    The log of how much more often a kind's lines hold the word than all lines do, with half a line added to both.
    """
    used, lines = defaultdict[str, Counter[str]](Counter), Counter[str]()
    for example in examples:
        if example.litter:
            lines[example.kind] += 1
            for figure in example.figures:
                if not figure.startswith("#"):
                    used[figure][example.kind] += 1
    total = lines.total()
    told = {}
    for figure, counts in used.items():
        if counts.total() >= LEAST_SEEN:
            logs = {kind: log((n + 0.5) / (counts.total() * lines[kind] / total + 0.5)) for kind, n in counts.items()}
            told[figure] = {kind: round(weight, DIGITS) for kind, weight in sorted(logs.items()) if weight > 0}
    most = sorted(told, key=lambda figure: (-used[figure].total(), figure))[:KIND_WORDS]
    return {figure: told[figure] for figure in sorted(most) if told[figure]}
