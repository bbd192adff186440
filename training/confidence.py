"""Makes `cleaning/page/confidence.json`: what each measure takes away from the F1 expected of a clean text.

    python -m training.confidence INPUT.jsonl[.gz] ... OUT.json
    python -m training.confidence INPUT.jsonl[.gz] ... --model MODEL.json      only says how good a model is

Rows: {"html", "gold", "url"?, "gold_optional"? [text]}. Each page is cleaned as `copydesk clean` would, without
garbling, and its text compared with `gold`. Pages of one site stay together when the model is tried on pages that it
has not seen, and count together as the root of their number. The same rows give the same file.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaning.addresses import host_of, site_of
from cleaning.clean import judge_lines
from cleaning.extract import extract
from cleaning.page.confidence import Model, figures_of, read_model
from cleaning.page.measures import MEASURES
from cleaning.page.sight import sight_of
from cleaning.pages import page_from_html
from cleaning.values import Context, CopydeskError
from training.fitting import lowering, pearson, rising, spearman
from training.inputs import fold_of

STRENGTH = 3.0
"""How far coefficients are drawn towards 0; chosen by trying on sites not seen, where 1 to 6 hardly differ."""

FOLDS = 10
STEPS = 12
SHINGLE = 4
WORST = 0.1
"""Share of the pages that are the worst, and that must be among the lowest."""

TOKEN = re.compile(r"\w+")
NAMES = tuple(measure.name for measure in MEASURES)


@dataclass(frozen=True, slots=True)
class Sample:
    """One page.

    Attributes:
        site: what folds are divided by.
        figures: of MEASURES, in order.
        f1: of its clean text.
    """

    site: str
    figures: tuple[float, ...]
    f1: float


@dataclass(frozen=True, slots=True)
class Quality:
    """How well confidence tells good pages from bad ones.

    Attributes:
        caught: of the worst tenth of the pages, how many are in the lowest tenth; `worst` how many these are.
    """

    pages: int
    sites: int
    pearson: float
    spearman: float
    caught: int
    worst: int


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Train, or try, the model that predicts how good a clean text is.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="INPUT... OUT")
    parser.add_argument("--model", type=Path, help="try this model on all inputs; writes nothing")
    given = parser.parse_args()
    if given.model:
        samples = tuple(read_samples(given.paths))
        print(told(quality_of(samples, scores(read_model(given.model.read_text(encoding="utf-8")), samples))))  # noqa: T201
        return
    print(told(train(given.paths[:-1], given.paths[-1])))  # noqa: T201


def train(inputs: Sequence[Path], out: Path) -> Quality:
    """Fit a model to the inputs and write it; how good one is on sites that it has not seen."""
    samples = tuple(read_samples(inputs))
    if len({fold_of(sample.site, FOLDS) for sample in samples}) < 2:  # noqa: PLR2004 - one to fit, one to try
        raise CopydeskError("too few pages with a gold text, or too few sites: give more rows")
    unseen = cross_validated(samples)
    model = fitted(samples, rising([(total, s.f1) for total, s in zip(unseen, samples, strict=True)], STEPS))
    out.write_text(written(model), encoding="utf-8")
    return quality_of(samples, unseen)


def read_samples(inputs: Iterable[Path]) -> Iterator[Sample]:
    """Every page with a gold text that can be cleaned."""
    for path in inputs:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for row in file:
                if sample := sample_of(json.loads(row)):
                    yield sample


def sample_of(row: dict[str, Any]) -> Sample | None:
    """The page's measures and how good its text is; None where there is nothing to compare."""
    if not TOKEN.search(row.get("gold") or ""):
        return None
    try:
        article = extract(page_from_html(row["html"], row.get("url")))
    except CopydeskError:
        return None
    lines = judge_lines(article, Context.empty())
    figures = figures_of(sight_of(article, lines))
    kept = [line.clean for line in lines if line.clean]
    optional = row.get("gold_optional") or []
    # Some gold texts begin with the headline, which is no part of ours.
    texts = (kept, [article.title or "", *kept])
    f1 = max(f1_of(row["gold"], without_optional(text, row["gold"], optional)) for text in texts)
    return Sample(site_of(host_of(row.get("url") or "")), tuple(figures[name] for name in NAMES), f1)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words, as article-extraction-benchmark counts them."""
    words = TOKEN.findall(text)
    return Counter(tuple(words[start : start + SHINGLE]) for start in range(max(1, len(words) - SHINGLE + 1)))


def f1_of(gold: str, text: str) -> float:
    """F1 of a text.

    >>> f1_of("one two three four five", "one two three four")
    0.6666666666666666
    """
    wanted, found = shingles(gold), shingles(text)
    shared = sum((wanted & found).values())
    return 2 * shared / (sum(wanted.values()) + sum(found.values()))


def without_optional(lines: Sequence[str], gold: str, optional: Sequence[str]) -> str:
    """The lines that count: those that are allowed but not demanded are left out."""
    demanded, allowed = shingles(gold), shingles("\n".join(optional))
    return "\n".join(line for line in lines if not optional or not is_allowed(line, demanded, allowed))


def is_allowed(line: str, demanded: Counter[tuple[str, ...]], allowed: Counter[tuple[str, ...]]) -> bool:
    """Most of the line's runs are in what is allowed, and few in what is demanded."""
    runs = shingles(line)
    return len(runs & allowed) * 2 > len(runs) > len(runs & demanded) * 2


def cross_validated(samples: Sequence[Sample]) -> list[float]:
    """The line's value for every page, from a line that has seen no page of its site."""
    found = [0.0] * len(samples)
    for fold in range(FOLDS):
        model = fitted([sample for sample in samples if fold_of(sample.site, FOLDS) != fold], ())
        for place, sample in enumerate(samples):
            if fold_of(sample.site, FOLDS) == fold:
                found[place] = model.sum_of(dict(zip(NAMES, sample.figures, strict=True)))
    return found


def fitted(samples: Sequence[Sample], curve: Sequence[tuple[float, float]]) -> Model:
    """The line through the samples, with a curve of its values."""
    pages = Counter(sample.site for sample in samples)
    weights = [1 / math.sqrt(pages[sample.site]) for sample in samples]
    constant, *slopes = lowering(
        [sample.figures for sample in samples], [sample.f1 for sample in samples], weights, STRENGTH
    )
    return Model(constant, tuple(zip(NAMES, slopes, strict=True)), tuple(curve))


def scores(model: Model, samples: Sequence[Sample]) -> list[float]:
    """Confidence of every page."""
    return [model.f1_of(model.sum_of(dict(zip(NAMES, sample.figures, strict=True)))) for sample in samples]


def quality_of(samples: Sequence[Sample], predicted: Sequence[float]) -> Quality:
    """How well the predictions order the pages."""
    actual = [sample.f1 for sample in samples]
    worst = max(1, int(len(samples) * WORST))
    lowest, bad = (
        set(sorted(range(len(values)), key=lambda place: values[place])[:worst]) for values in (predicted, actual)
    )
    return Quality(
        pages=len(samples),
        sites=len({sample.site for sample in samples}),
        pearson=pearson(predicted, actual),
        spearman=spearman(predicted, actual),
        caught=len(lowest & bad),
        worst=worst,
    )


def written(model: Model) -> str:
    """The model's file."""
    content = {
        "constant": round(model.constant, 4),
        "weights": {name: round(weight, 4) for name, weight in model.weights},
        "curve": [[round(total, 4), round(f1, 4)] for total, f1 in model.curve],
    }
    return json.dumps(content, indent=1) + "\n"


def told(quality: Quality) -> str:
    """A line for a person."""
    return (
        f"{quality.pages} pages of {quality.sites} sites: Pearson {quality.pearson:.3f}, Spearman "
        f"{quality.spearman:.3f}, {quality.caught} of the worst {quality.worst} in the lowest {quality.worst}"
    )


if __name__ == "__main__":
    main()
