"""The garble model trained from genuine and garbled text, and what it is worth on texts and engines it has not seen.

`copydesk train garble` is the command. The language model is counted from all genuine texts without a label; a labelled
text that is among them is judged by a model that has not seen it. Everything that is learned from labelled texts is
learned in folds by source text, so that no text is scored by what was learned from any version of it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import zstandard

from cleaning.garble.cells import SPAN
from cleaning.garble.measures import MEASURES, share_of
from cleaning.garble.model import FORMAT, LOOKS, TABLES, WEIGHTS
from cleaning.garble.news import News
from cleaning.garble.score import PAGE, SITE
from cleaning.garble.tuning import TUNING
from cleaning.values import CopydeskError
from training.garble_counts import Counts, counted, plain_of
from training.garble_fit import Line, fitted, together
from training.garble_report import THRESHOLD, report
from training.garble_rows import GARBLED, apart, fold_of, rows_of, shortened
from training.garble_samples import Patched, Sample, samples_of
from training.garble_tables import Tables, offers_of, packed, swaps_of, tables_of, values

FOLDS = 5
PRIOR = 0.1
"""Share of garbled articles that the score is stated for, over all looks."""

FEW = 0.1
"""Share of the unlabelled texts that count as genuine ones beside the labelled."""

OUTSIDE = {PAGE: 2.0, SITE: 1.0}
"""What page and site count: no row of the inputs tells. Their log odds were set against a prior of -4; an ordinary text
has half of that by its wording, so what a page says of itself must count double to be believed all the same."""

LEVEL = 19
"""Of zstandard: the file is written seldom."""

Array = Any
Say = Callable[[str], None]


@dataclass(slots=True)
class Trial:
    """Every labelled text judged by what was learned without its source, and without some engines.

    Attributes:
        out: engines left out.
        rows: for each look the columns of every text: measures, then kinds of findings.
        odds: of every text.
    """

    out: frozenset[str]
    rows: list[Array] = field(default_factory=list)
    odds: Array = None


@dataclass(frozen=True, slots=True)
class Study:
    """What all trials share: the texts, their folds, the kinds of findings, the language model."""

    samples: list[Sample]
    folds: Array
    kinds: tuple[str, ...]
    counts: Counts
    files: tuple[str, ...]
    shares: Array
    sums: Array

    def weights(self) -> Array:
        """What each text counts: all texts of an engine like those of another, sources by the root of their number."""
        groups = [sample.row.engine or f"{sample.row.label} {sample.row.source}" for sample in self.samples]
        sizes = Counter(groups)
        powers = [1.0 if sample.row.engine else 0.5 for sample in self.samples]
        return np.array([sizes[group] ** -power for group, power in zip(groups, powers, strict=True)])

    def is_rated(self) -> Array:
        """Whether each text is of the first input with labels: the others are learned from and not reported."""
        files = [sample.row.file for sample in self.samples]
        first = next((name for name in self.files if name in files), None)
        return np.array([name == first for name in files])

    def groups(self) -> Array:
        """Engine or label of each text."""
        return np.array([sample.row.engine or sample.row.label for sample in self.samples])


def train(inputs: Sequence[Path], out: Path, *, leave_out: Sequence[str], seed: int, say: Say) -> None:
    """Reads the inputs, says what the model is worth by cross-validation, writes it into a folder.

    Args:
        inputs: files of rows; those with a label are learned from, the others are counted.
        out: folder for model.json and model.zst.
        leave_out: engines (or how their names begin, joined by commas) to leave out in turn in the report.
        seed: of the draw of genuine texts without a label.
        say: where the report goes.

    Raises:
        CopydeskError: an input is not as described, or has too little to learn from.
    """
    study = study_of(inputs, seed, say)
    whole = trial_of(study, frozenset())
    for line in (*report(study, whole, "nothing left out"), *left_out(study, leave_out)):
        say(line)
    write(study, whole, inputs, out)
    say(f"wrote {out / WEIGHTS}, {out / TABLES}: {(out / TABLES).stat().st_size:,} bytes")


def study_of(inputs: Sequence[Path], seed: int, say: Say) -> Study:
    """The inputs read, counted and turned into samples."""
    rows = rows_of(inputs)
    labelled = [row for row in rows if row.label]
    plain, dropped = apart([row for row in rows if not row.label], labelled)
    drawn = [row for row in plain if fold_of(f"{seed} {row.key}", 100) < FEW * 100]
    keys = {row.key for row in (*labelled, *drawn)}
    if not plain or not any(row.look for row in labelled):
        raise CopydeskError("needs genuine rows without a label, and rows with the label garbled and an engine")
    counts = counted([plain_of(row.key, row.source, row.text) for row in plain], keys)
    say(f"{len(plain):,} genuine texts counted, {dropped} left out that hold part of a labelled one")
    known = {row.key for row in labelled}
    extra = [replace(row, label="plain") for row in drawn if row.key not in known]
    cut = [row if row.file == labelled[0].file else shortened(row) for row in (*labelled, *extra)]
    samples = samples_of(cut, counts)
    kinds = tuple(sorted({kind for sample in samples for kind in sample.kinds} - set(OUTSIDE)))
    say(f"{len(samples):,} labelled texts of {len({sample.row.key for sample in samples}):,} sources")
    folds = np.array([fold_of(sample.row.key, FOLDS) for sample in samples])
    files = tuple(path.name for path in inputs)
    return Study(samples, folds, kinds, counts, files, *figures_of(samples, kinds))


def figures_of(samples: Sequence[Sample], kinds: Sequence[str]) -> tuple[Array, Array]:
    """What each text's columns count by its length, and the log odds of all its findings."""
    shares = [[share_of(sample.size)] * len(MEASURES) + [1.0] * len(kinds) for sample in samples]
    return np.array(shares), np.array([sum(sample.kinds.values()) for sample in samples])


def trial_of(study: Study, out: frozenset[str]) -> Trial:
    """All texts judged in folds."""
    trial = Trial(out, [np.zeros((len(study.samples), len(MEASURES) + len(study.kinds))) for _ in LOOKS])
    offered = offers_in_folds(study, out)
    for fold in range(FOLDS):
        held, rest = np.flatnonzero(study.folds == fold), np.flatnonzero(study.folds != fold)
        others = [study.samples[number] for number in rest]
        for look, rows in zip(LOOKS, trial.rows, strict=True):
            tables = tables_of(others, [offered[number] for number in rest], look, out)
            for number in held:
                sample = study.samples[number]
                found = [sample.kinds.get(kind, 0.0) for kind in study.kinds]
                rows[number] = [*values(sample, offered[number], tables), *found]
    trial.odds = odds_in_folds(study, trial)
    return trial


def offers_in_folds(study: Study, out: frozenset[str]) -> list[Array]:
    """Cells of the substitutes of every text, by swaps that were learned without its source."""
    patched = Patched(study.counts)
    swaps = []
    for fold in range(FOLDS):
        others = [
            one
            for one, own in zip(study.samples, study.folds, strict=True)
            if own != fold and one.row.engine not in out
        ]
        swaps.append(swaps_of(others, study.counts.news))
    return [
        offers_of(one, patched.without(one.row.key), swaps[fold])
        for one, fold in zip(study.samples, study.folds, strict=True)
    ]


def odds_in_folds(study: Study, trial: Trial) -> Array:
    """Log odds of every text, by coefficients that were learned without its source."""
    odds = np.zeros(len(study.samples))
    for fold in range(FOLDS):
        lines = lines_of(study, trial, study.folds != fold)
        held = study.folds == fold
        alone = TUNING.prior + study.sums[held]
        odds[held] = together(
            [*(line.odds(rows[held], study.shares[held]) for line, rows in zip(lines, trial.rows, strict=True)), alone]
        )
    return odds


def lines_of(study: Study, trial: Trial, used: Array) -> list[Line]:
    """For each look its line, from the texts used; a look without any garbled text says nothing."""
    groups = study.groups()
    negative = np.array([sample.row.label != GARBLED for sample in study.samples]) & used
    looks = np.array([sample.row.look or "" for sample in study.samples])
    weights = study.weights()
    found = []
    for look, rows in zip(LOOKS, trial.rows, strict=True):
        positive = (looks == look) & used & ~np.isin(groups, list(trial.out))
        usual = rows[negative & (groups == "genuine")].mean(axis=0)
        usual[len(MEASURES) :] = 0.0
        if not positive.any():
            found.append(Line(-30.0, usual, np.zeros(rows.shape[1])))
            continue
        both = positive | negative
        prior = PRIOR / len(LOOKS)
        found.append(fitted((rows - usual)[both] * study.shares[both], positive[both], weights[both], usual, prior))
    return found


def left_out(study: Study, names: Sequence[str]) -> Iterator[str]:
    """The report of each group of engines left out in turn."""
    engines = {sample.row.engine for sample in study.samples if sample.row.look}
    for name in names:
        out = frozenset(engine for engine in engines if engine.startswith(tuple(name.split(","))))
        trial = trial_of(study, out)
        yield from report(study, trial, f"left out: {' '.join(sorted(out))}")


def write(study: Study, trial: Trial, inputs: Sequence[Path], out: Path) -> None:
    """The model from all texts."""
    swaps = swaps_of(study.samples, study.counts.news)
    offered = offers_in_folds(study, frozenset())
    tables: dict[str, Tables] = {}
    for look in LOOKS:
        found = tables_of(study.samples, offered, look, frozenset())
        if found is None:
            raise CopydeskError(f"no rows of engines whose text is {look}")
        tables[look] = found
    lexicon, cells = packed(tables)
    news: News = study.counts.news
    head = {"format": FORMAT, "size": news.size, "cells": cells, "swaps": {w: " ".join(o) for w, o in swaps.items()}}
    body = (
        json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + news.words + news.runs + lexicon
    )
    out.mkdir(parents=True, exist_ok=True)
    (out / TABLES).write_bytes(zstandard.ZstdCompressor(level=LEVEL).compress(body))
    (out / WEIGHTS).write_text(json.dumps(coefficients(study, trial, inputs), indent=1) + "\n", encoding="utf-8")


def coefficients(study: Study, trial: Trial, inputs: Sequence[Path]) -> dict[str, Any]:
    """What model.json holds."""
    used = np.ones(len(study.samples), bool)
    lines = dict(zip(LOOKS, lines_of(study, trial, used), strict=True))
    names = [row.name for row in MEASURES]
    return {
        "format": FORMAT,
        "threshold": THRESHOLD,
        "looks": {
            look: {
                "base": round(line.base, 3),
                "usual": dict(zip(names, rounded(line.usual), strict=False)),
                "measures": dict(zip(names, rounded(line.slopes), strict=False)),
                "kinds": dict(zip(study.kinds, rounded(line.slopes[len(names) :]), strict=True)) | OUTSIDE,
            }
            for look, line in lines.items()
        },
        "trained": {
            "inputs": [path.name for path in inputs],
            "digests": [hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in inputs],
            "texts": len(study.samples),
            "prior": PRIOR,
        },
    }


def rounded(numbers: Sequence[float]) -> list[float]:
    """To what they are worth."""
    return [round(float(number), 4) for number in numbers]


__all__ = ["SPAN", "train"]
