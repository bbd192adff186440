"""What the garble model is worth, in lines: of texts that were judged by what was learned without their source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from cleaning.garble.measures import MEASURES
from training.garble_fit import auroc, hits, limit_of

if TYPE_CHECKING:
    from training.garble import Study, Trial

THRESHOLD = 0.8
"""Score from which an article is flagged, chosen on texts judged in folds.

.3 % of genuine texts and .5 % of human translations reach it. Half would do for news (1.0 and .5 %), but texts of our
own in manners that no input has (recipes, dialect, old prose) reach .73.
"""


def report(study: Study, trial: Trial, title: str) -> Iterator[str]:
    """AUROC and hits at 1 % false alarms of each engine, and false alarms by source at that score and the threshold."""
    groups = study.groups()
    rated = {sample.row.key for sample in study.samples if sample.row.engine and not sample.row.look}
    sources = np.array([sample.row.source for sample in study.samples])
    main = study.is_rated()
    genuine = trial.odds[(groups == "genuine") & main]
    yield f"{title} ({len(genuine)} genuine texts; {len(rated)} sources of fluent translations)"
    sure = float(np.log(THRESHOLD / (1 - THRESHOLD)))
    columns = f"{'engine':18} {'texts':>5} {'AUROC':>6} {'hits at 1 %':>11} {f'from {THRESHOLD}':>8}"
    yield f"{columns}   AUROC of each measure (crude, spun)"
    for engine in sorted({sample.row.engine for sample in study.samples if sample.row.engine}):
        mine = (groups == engine) & main
        if not mine.any():
            continue
        ours = trial.odds[mine]
        single = " ".join(
            f"{auroc(rows[mine, n], rows[(groups == 'genuine') & main, n]):.2f}"
            for rows in trial.rows
            for n in range(len(MEASURES))
        )
        mark = "*" if engine in trial.out else " "
        figures = f"{auroc(ours, genuine):6.3f} {hits(ours, genuine):11.3f} {(ours >= sure).mean():8.3f}"
        yield f"{engine:17}{mark} {mine.sum():5} {figures}   {single}"
    limit = limit_of(genuine)
    for label in ("human_translation", "genuine", "plain"):
        for source in sorted(set(sources[groups == label])):
            mine = (groups == label) & (sources == source)
            above, flagged = (trial.odds[mine] > limit).mean(), (trial.odds[mine] >= sure).mean()
            yield f"  above that score {above:.3f}, from {THRESHOLD} {flagged:.3f} of {mine.sum()}: {label} {source}"
