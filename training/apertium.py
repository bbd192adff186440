"""Round trips through Apertium, the rule-based translator, if its programs are installed (https://apertium.org)."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from cleaning.values import CopydeskError

BORDER = "\n\n§§§\n\n"
"""Stands between texts that are translated in one run: no word of any language, so that it comes back as it is."""

BLANKS = re.compile(r"[ \t]+")
BEFORE_MARK = re.compile(r"(?m) (?=[,.;:!?](?:\s|$))| $")

BATCH = 40
"""Texts in one run: starting the programs costs as much as some hundred words."""


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """English to another language and back.

    Attributes:
        name: what its rows are called.
        there, back: Apertium's names of the two directions.
    """

    name: str
    there: str
    back: str


ROUND_TRIPS: tuple[RoundTrip, ...] = (
    RoundTrip("ap_es", "eng-spa", "spa-eng"),
    RoundTrip("ap_ca", "eng-cat", "cat-eng"),
    RoundTrip("ap_gl", "en-gl", "gl-en"),
    RoundTrip("ap_eo", "en-eo", "eo-en"),
    RoundTrip("ap_hbs", "eng-hbs", "hbs-eng"),
)


def directions() -> frozenset[str]:
    """Directions that are installed.

    Raises:
        CopydeskError: Apertium is not there.
    """
    program = shutil.which("apertium")
    if program is None:
        raise CopydeskError("apertium: no such program; install it and its language pairs (Debian: apertium-eng-spa)")
    listed = subprocess.run([program, "-l"], capture_output=True, text=True, check=True)  # noqa: S603 - a fixed call
    return frozenset(listed.stdout.split())


def ask_for(trip: RoundTrip) -> None:
    """Nothing, if both directions are installed.

    Raises:
        CopydeskError: one is not.
    """
    if missing := [name for name in (trip.there, trip.back) if name not in directions()]:
        raise CopydeskError(f"{missing[0]}: Apertium has no such direction here; `apertium -l` lists those it has")


def round_trips(texts: Sequence[str], trip: RoundTrip) -> list[str]:
    """The texts there and back; unknown words stay without Apertium's marks."""
    found: list[str] = []
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        back = batch_there_and_back(batch, trip)
        found += back if len(back) == len(batch) else [batch_there_and_back([text], trip)[0] for text in batch]
    return found


def batch_there_and_back(texts: Sequence[str], trip: RoundTrip) -> list[str]:
    """Some texts in one run; the wrong number where a border got lost."""
    foreign = translate(BORDER.join(texts), trip.there)
    return [squeezed(text) for text in translate(foreign, trip.back).split(BORDER.strip())]


def squeezed(text: str) -> str:
    """Without the blanks that dropped words leave behind, as no page shows them.

    >>> squeezed("one  two , three ")
    'one two, three'
    """
    return BEFORE_MARK.sub("", BLANKS.sub(" ", text)).strip()


def translate(text: str, direction: str) -> str:
    """What Apertium makes of a text.

    Raises:
        CopydeskError: it failed.
    """
    program = shutil.which("apertium") or "apertium"
    done = subprocess.run(  # noqa: S603 - a fixed program, the text goes to its standard input
        [program, "-u", direction], input=text, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CopydeskError(f"apertium {direction}: {done.stderr.strip() or done.returncode}")
    return done.stdout
