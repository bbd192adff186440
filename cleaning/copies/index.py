"""Finds the faces that a text could be a copy of, among all that were added, without comparing it with any.

A face hangs on hooks: the bands of its shingles and its rarest terms. A text is worth comparing with those that share
a band or several rare terms; how many are looked at is bounded, whatever the size of the index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cleaning.copies.fingerprint import Fingerprint

WINDOW_DAYS = 45
"""Days around a text's own within which its copies are looked for, where both are known."""

MOST_HOLDERS = 200
"""Faces on one hook; one that holds more says nothing and is not asked."""

MOST_SIFTED = 2_000
"""Faces on one hook among which those within the window are counted."""

BAND_HITS, LEAST_HITS = 2, 2
"""What a shared band counts, a rare term being 1; and what makes a face worth comparing."""

MOST_FACES = 30
"""Faces that are compared with one text."""

BAND = 1 << 62
"""Tells keys of bands from those of terms, which have 32 bits."""


class Index:
    """Hooks with the faces that hang on them, by number, in the order in which they came."""

    def __init__(self) -> None:
        self._holders: dict[int, int | list[int]] = {}  # most hold one face, and a list of one costs 90 bytes
        self._days: dict[int, int] = {}

    def add(self, face: int, text: Fingerprint, day: int | None = None) -> None:
        """Hang a face on its hooks.

        Args:
            face: its number.
            text: what it is found by.
            day: of publication, any count of days; None = unknown.
        """
        if day is not None:
            self._days[face] = day
        for key in hooks_of(text):
            held = self._holders.setdefault(key, face)
            if isinstance(held, list):
                held.append(face)
            elif held != face:
                self._holders[key] = [held, face]

    def candidates(self, text: Fingerprint, day: int | None = None) -> tuple[int, ...]:
        """Faces worth comparing with the text, those that share most first, of equal ones the first added."""
        hits: Counter[int] = Counter()
        crowded: list[list[int]] = []
        quiet = 0
        for key in hooks_of(text):
            held = self.near(key, day)
            if len(held) > MOST_HOLDERS:
                crowded.append(held)
                continue
            quiet += key < BAND
            hits.update(dict.fromkeys(held, BAND_HITS if key >= BAND else 1))
        if quiet < LEAST_HITS:
            for held in crowded:
                hits.update(dict.fromkeys(held[-MOST_HOLDERS:], 1))
        likely = [(-count, face) for face, count in hits.items() if count >= LEAST_HITS]
        return tuple(face for _, face in sorted(likely)[:MOST_FACES])

    def near(self, key: int, day: int | None) -> list[int]:
        """Faces on the hook, without those that were published too long before or after."""
        held = self._holders.get(key)
        if held is None:
            return []
        if isinstance(held, int):
            held = [held]
        if day is None or len(held) > MOST_SIFTED:
            return held
        return [face for face in held if abs(self._days.get(face, day) - day) <= WINDOW_DAYS]


def hooks_of(text: Fingerprint) -> Iterator[int]:
    """Keys of the text's bands and of its rarest terms, in one space."""
    for band in text.bands:
        yield band | BAND
    yield from text.rare
