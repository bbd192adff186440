"""The learned judge trained from pages with their gold text, and what it is worth on domains it has not seen.

`copydesk train litter` is the command. Every page is extracted, each of its blocks near the main text gets a label from
the gold and the figures of `judge_features`; folds are divided by domain, so that no site is judged by what was learned
from it. With the same inputs and the same seed the weights are the same, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from cleaning.addresses import host_of, site_of
from cleaning.clean import Options, clean
from cleaning.extract import settled, voted_blocks
from cleaning.judge import FORMAT, Judge
from cleaning.judge_features import FEATURES
from cleaning.judge_sight import look
from cleaning.pages import page_from_html
from cleaning.values import Article, Context, CopydeskError
from training import gold
from training.boost import USUAL, Settings, grow
from training.inputs import fold_of, opened

Say = Callable[[str], None]
"""Where the report goes, line by line."""

PAGE_WEIGHT, FULL_PAGE = 40.0, 30
"""What all blocks of one page count together, and the labelled blocks that a page needs for it."""

DOUBTED = frozenset({"fundus_tests"})
"""Sets whose gold is known to miss true lines: they count half."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One page to learn from.

    Attributes:
        key: its id.
        site: registrable domain, or the id where there is no address.
        group: name of its set.
        article: url, title and language with trafilatura's blocks.
        gold, optional: the text that belongs, and paragraphs that may stand or not.
        figures: of the blocks that the judge is asked about.
        labels, words: of the same blocks.
    """

    key: str
    site: str
    group: str
    article: Article
    gold: str
    optional: tuple[str, ...]
    figures: tuple[tuple[float, ...], ...]
    labels: tuple[bool | None, ...]
    words: tuple[int, ...]


def train(inputs: Sequence[Path], out: Path, *, seed: int, folds: int, say: Say) -> None:
    """Reads the inputs, says what the judge is worth by cross-validation, writes its weights.

    Raises:
        CopydeskError: an input is not as described, or has too little to learn from.
    """
    samples = [sample for path in inputs for sample in read(path, say)]
    if len({sample.site for sample in samples}) < folds:
        raise CopydeskError(
            f"pages of {folds} sites at least are needed; these are of {len({s.site for s in samples})}"
        )
    say(f"{len(samples)} pages, {sum(len(s.labels) for s in samples)} blocks; {folds} folds by domain")
    say("set                pages  without judge          with judge")
    for line in report(samples, seed, folds):
        say(line)
    stored = weights(samples, seed)
    stored["trained"] = facts_of(samples, inputs, seed)
    out.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    say(f"wrote {out}: {out.stat().st_size:,} bytes")


def read(path: Path, say: Say) -> Iterator[Sample]:
    """Samples of one file; rows without gold and pages without an article are passed over and counted."""
    passed = 0
    with opened(path) as file:
        for number, line in enumerate(file, 1):
            try:
                row = json.loads(line)
                key, html = str(row["id"]), row["html"]
            except (ValueError, KeyError, TypeError) as error:
                raise CopydeskError(
                    f"{path}:{number}: needs an object with id, url, html and gold ({type(error).__name__}: {error})"
                ) from error
            sample = sample_of(key, html, row) if gold.words_of(row.get("gold") or "") else None
            passed += sample is None
            if sample:
                yield sample
    if passed:
        say(f"{path.name}: {passed} rows without gold or without an article passed over")


def sample_of(key: str, html: str, row: dict[str, Any]) -> Sample | None:
    """A row as a sample."""
    url = row.get("url")
    try:
        title, blocks = voted_blocks(page_from_html(html, url))
    except CopydeskError:
        return None
    sight = look(blocks, title)
    if sight is None:
        return None
    optional = tuple(row.get("gold_optional") or ())
    labels = gold.labels_of(blocks, row["gold"], optional, title)
    asked = sight.asked
    figures = tuple(zip(*(feature.read(sight, asked) for feature in FEATURES), strict=True))
    article = Article(url, title=title, language=row.get("lang") or None, blocks=tuple(blocks))
    return Sample(
        key,
        site_of(host_of(url)) if url else key,
        str(row.get("set") or "all"),
        article,
        row["gold"],
        optional,
        figures,
        tuple(labels[sight.start + number] for number in asked),
        tuple(len(gold.words_of(sight.facts[number].block.text)) for number in asked),
    )


def weights(samples: Sequence[Sample], seed: int, settings: Settings = USUAL) -> dict[str, Any]:
    """The judge of these samples as stored; evidence that no tree asks for is left out."""
    rows, labels, values = list[tuple[float, ...]](), list[bool](), list[float]()
    for sample in samples:
        for row, label, value in zip(sample.figures, sample.labels, values_of(sample), strict=True):
            if label is not None:
                rows.append(row)
                labels.append(label)
                values.append(value)
    if not any(labels) or all(labels):
        raise CopydeskError("the gold supports all blocks or none: nothing to learn")
    base, trees = grow(np.array(rows), np.array(labels, float), np.array(values), seed, settings)
    asked = sorted({feature for tree in trees for feature in asked_of(tree)})
    numbers = {feature: number for number, feature in enumerate(asked)}
    return {
        "format": FORMAT,
        "features": [FEATURES[feature].name for feature in asked],
        "base": round(base, 4),
        "trees": [renumbered(tree, numbers) for tree in trees],
    }


def values_of(sample: Sample) -> list[float]:
    """What each block counts: the root of its words, so that a page counts like another, whatever its length."""
    roots = [0.0 if label is None else math.sqrt(size) for label, size in zip(sample.labels, sample.words, strict=True)]
    known = sum(label is not None for label in sample.labels)
    share = PAGE_WEIGHT * min(1.0, known / FULL_PAGE) * (0.5 if sample.group in DOUBTED else 1.0)
    return [share * root / max(1e-9, sum(roots)) for root in roots]


def asked_of(tree: Any) -> Iterator[int]:  # noqa: ANN401 - nested
    """Features that a tree asks for."""
    if isinstance(tree, list):
        yield tree[0]
        yield from asked_of(tree[3])
        yield from asked_of(tree[4])


def renumbered(tree: Any, numbers: dict[int, int]) -> Any:  # noqa: ANN401 - nested
    """The tree with other numbers of features."""
    if not isinstance(tree, list):
        return tree
    return [numbers[tree[0]], tree[1], tree[2], renumbered(tree[3], numbers), renumbered(tree[4], numbers)]


def report(samples: Sequence[Sample], seed: int, folds: int) -> Iterator[str]:
    """Lines of F1 (precision/recall) by set, without the judge and with one that saw no page of the same domain."""
    without, with_judge = defaultdict[str, list[gold.Parts]](list), defaultdict[str, list[gold.Parts]](list)
    for fold in range(folds):
        held = [sample for sample in samples if fold_of(sample.site, folds) == fold]
        others = [sample for sample in samples if fold_of(sample.site, folds) != fold]
        if not held or not others:
            continue
        judge = Judge.of(weights(others, seed))
        for sample in held:
            before, after = agreement(sample, None), agreement(sample, judge)
            for name in (sample.group, "all"):
                without[name].append(before)
                with_judge[name].append(after)
    for name in sorted(without):
        scores = "  ".join(figures(gold.score(parts[name])) for parts in (without, with_judge))
        yield f"{name:18} {len(without[name]):5}  {scores}"


def agreement(sample: Sample, judge: Judge | None) -> gold.Parts:
    """How the cleaned text of a sample agrees with its gold."""
    blocks = settled(list(sample.article.blocks), sample.article.title, judge)
    article = replace(sample.article, blocks=tuple(blocks))
    text = clean(article, Context.empty(), Options(garble=False)).text
    return gold.compare(sample.gold, text, sample.optional)


def figures(scores: tuple[float, float, float]) -> str:
    """F1 (precision/recall)."""
    return f"{scores[0]:.4f} ({scores[1]:.3f}/{scores[2]:.3f})"


def facts_of(samples: Sequence[Sample], inputs: Sequence[Path], seed: int) -> dict[str, Any]:
    """What the weights were made from, for whoever reads the file."""
    sets = sorted({sample.group for sample in samples})
    labels = [label for sample in samples for label in sample.labels]
    return {
        "inputs": [path.name for path in inputs],
        "digests": [hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in inputs],
        "pages": {name: sum(sample.group == name for sample in samples) for name in sets},
        "sites": len({sample.site for sample in samples}),
        "blocks": len(labels),
        "belonging": sum(label is True for label in labels),
        "left_out": sum(label is None for label in labels),
        "seed": seed,
    }
