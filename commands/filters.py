"""Options that narrow a list of articles: by evidence, look, story, day and words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import typer

from storage.evidence_kinds import EVIDENCE

DAY = "%Y-%m-%d"

Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--evidence", metavar="KIND", help=f"Only with evidence of this kind; may be repeated. {', '.join(EVIDENCE)}."
    ),
]
Look = Annotated[
    str | None, typer.Option("--looks-like", metavar="LOOK", help="Only what looks like this, as the list says it.")
]
Story = Annotated[
    int | None, typer.Option("--cluster", metavar="N", help="Only copies of this story, as `show` numbers it.")
]
Since = Annotated[
    datetime | None, typer.Option("--since", formats=[DAY], metavar="DAY", help="Published on this day or later.")
]
Until = Annotated[
    datetime | None, typer.Option("--until", formats=[DAY], metavar="DAY", help="Published on this day or before.")
]
Words = Annotated[
    str, typer.Option("--search", metavar="WORDS", help='Only with these words in title or text; "in this order".')
]


def check_kinds(kinds: Sequence[str]) -> None:
    """Refuse kinds of evidence that there are not."""
    unknown = [kind for kind in kinds if kind not in EVIDENCE]
    if unknown:
        raise typer.BadParameter(f"--evidence {unknown[0]!r} is no kind of evidence; they are {', '.join(EVIDENCE)}")
