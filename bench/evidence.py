"""What each kind of evidence of garbling is worth: the score trained and judged again without it.

    python -m bench.evidence LABELLED.jsonl.gz ... GENUINE.jsonl.gz ... [--seed N]

Inputs are those of `copydesk train garble`. Columns: AUROC and hits at 1 % false alarms for each engine of the first
labelled input, by source text in folds; below, the share flagged at several thresholds (two kinds of evidence, which a
flag wants besides, not counted).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from cleaning.garble.measures import MEASURES
from training.garble import Study, Trial, odds_in_folds, study_of, trial_of
from training.garble_fit import auroc, hits

THRESHOLDS = (0.5, 0.8, 0.9)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    study = study_of(options.inputs, options.seed, print)
    print(*table(study, trial_of(study, frozenset())), sep="\n")


def table(study: Study, whole: Trial) -> Iterator[str]:
    """A row for each kind of evidence left out, then the shares flagged."""
    groups, rated = study.groups(), study.is_rated()
    engines = sorted(
        {sample.row.engine for sample in study.samples if sample.row.engine and sample.row.file == first(study)}
    )
    genuine = (groups == "genuine") & rated
    yield f"{'left out':18} " + " ".join(f"{engine[:12]:>12}" for engine in engines)
    for name, columns in (("nothing", []), *kinds_of(study)):
        odds = without(study, whole, columns)
        cells = (
            f"{auroc(odds[m], odds[genuine]):.3f}/{hits(odds[m], odds[genuine]):.3f}"
            for m in masks(groups, rated, engines)
        )
        yield f"{name:18} " + " ".join(f"{cell:>12}" for cell in cells)
    for threshold in THRESHOLDS:
        limit = np.log(threshold / (1 - threshold))
        yield f"flagged at {threshold}"
        for group in sorted(set(groups[rated]) | {"plain"}):
            mine = (groups == group) & (rated | (group == "plain"))
            yield f"  {group:18} {(whole.odds[mine] >= limit).mean():.3f} of {mine.sum()}"


def first(study: Study) -> str:
    """The first labelled input."""
    files = {sample.row.file for sample in study.samples if sample.row.label != "plain"}
    return next(name for name in study.files if name in files)


def masks(groups: np.ndarray, rated: np.ndarray, engines: list[str]) -> Iterator[np.ndarray]:
    """The rows of each engine."""
    return (((groups == engine) & rated) for engine in engines)


def kinds_of(study: Study) -> list[tuple[str, list[int]]]:
    """Names and columns of each measure, each kind of finding, all measures, all findings."""
    size = len(MEASURES)
    single = [(row.name, [number]) for number, row in enumerate(MEASURES)]
    single += [(f"[{kind}]", [size + number]) for number, kind in enumerate(study.kinds)]
    every = list(range(size + len(study.kinds)))
    return [*single, ("all measures", every[:size]), ("all findings", every[size:])]


def without(study: Study, whole: Trial, columns: list[int]) -> np.ndarray:
    """Log odds of every text, trained again with these columns empty."""
    rows = [table.copy() for table in whole.rows]
    sums = study.sums - sum(whole.rows[0][:, column] for column in columns if column >= len(MEASURES))
    for table in rows:
        table[:, columns] = 0.0
    silent = Study(
        study.samples, study.folds, study.kinds, study.counts, study.files, study.shares, np.asarray(sums, float)
    )
    return np.asarray(odds_in_folds(silent, Trial(whole.out, rows)))


if __name__ == "__main__":
    main()
