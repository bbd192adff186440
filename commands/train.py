"""`copydesk train`: models made from named inputs."""

from __future__ import annotations

from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from cleaning.values import CopydeskError

EPILOG = """
[bold]copydesk train litter pages.jsonl.gz judge.json[/] learns from pages with gold text which blocks belong.

[bold]copydesk train lines training/lines.txt news.jsonl.gz manner.json[/] learns how pages word what is no story.

[bold]copydesk train abroad training/languages/*.txt pages.jsonl.gz abroad.json[/] learns the same of other languages.

[bold]copydesk train confidence pages.jsonl.gz cleaning/page/confidence.json[/] learns how good a clean text will be.

[bold]copydesk train garble labelled.jsonl.gz news.jsonl.gz cleaning/garble --leave-out ap_es[/] learns what garbled
text is told by; rows with a label are learned from, those without one are genuine and counted.
"""


class Model(StrEnum):
    """What can be trained."""

    LITTER = "litter"
    LINES = "lines"
    ABROAD = "abroad"
    CONFIDENCE = "confidence"
    GARBLE = "garble"


def train(
    model: Annotated[
        Model,
        typer.Argument(
            help="litter: the judge of blocks, cleaning/judge.json; lines: how litter is worded, the file "
            "cleaning/rules/manner.json; abroad: how in other languages, cleaning/rules/abroad.json; confidence: of "
            "pages, cleaning/page/; garble: of wording, the folder cleaning/garble."
        ),
    ],
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="INPUT... OUT",
            help="JSON lines of id, url, html, gold, gold_optional?, set?, for garble of id, text, source?, label?, "
            "engine?, source_id?; for lines and abroad lists (.txt) and texts (text or gold); then what to write.",
        ),
    ],
    seed: Annotated[int, typer.Option("--seed", help="Of the draw of rows and evidence.")] = 0,
    folds: Annotated[int, typer.Option("--folds", min=2, help="Parts of the sites, for cross-validation.")] = 5,
    leave_out: Annotated[
        list[str] | None,
        typer.Option("--leave-out", metavar="ENGINE", help="Garble: report on this engine unseen; several by commas."),
    ] = None,
) -> None:
    """Train a model from pages with their gold text, and say what it is worth on sites it has not seen.

    Of the judge it prints F1 (precision/recall) by set without and with it, of the confidence how well it orders pages,
    of lines and abroad what is found of lists not seen, of the garble model AUROC and hits at 1 % false alarms by
    engine, seen and left out. The same inputs and seed give the same file. The judge, lines, abroad and the garble
    model need numpy, the extra "train"; confidence has no seed and is trained again whenever extraction or rules have
    changed.
    """
    if len(files) < 2:  # noqa: PLR2004 - an input and the output
        raise typer.BadParameter("name one input at least, and the file to write", param_hint="INPUT... OUT")
    *inputs, out = files
    if missing := [path for path in inputs if not path.is_file()]:
        raise CopydeskError(f"{missing[0]}: no such file")
    if model is Model.CONFIDENCE:
        from training import confidence

        typer.echo(confidence.told(confidence.train(inputs, out)))
        return
    if find_spec("numpy") is None:
        raise CopydeskError("training needs numpy: install it with `pip install copydesk[train]`")
    if model is Model.GARBLE:
        from training import garble

        garble.train(inputs, out, leave_out=leave_out or (), seed=seed, say=typer.echo)
        return
    if model in {Model.LINES, Model.ABROAD}:
        from training import lines

        reading = lines.ENGLISH if model is Model.LINES else lines.ABROAD
        for told in lines.train(reading, inputs, out, seed=seed, folds=folds):
            typer.echo(told)
        return
    from training import litter

    litter.train(inputs, out, seed=seed, folds=folds, say=typer.echo)
