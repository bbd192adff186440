"""A text in short: enough to find its copies among millions and to tell them from other texts, and no text itself.

Signatures are MinHash's (A. Broder, 1997): the share of equal places estimates the share of common shingles. Shingles
of five words find plain copies, rare terms find translated and spun ones; terms, numbers and the signature of grams of
five characters tell which of what was found are copies.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rensa import RMinHash

from cleaning.copies.terms import numbers_of, rarest, terms_of
from cleaning.garble.news import hash_of
from cleaning.wording import FIRST, UNSPACED, fold, tokens_in

COUNTED = 1
"""How fingerprints are made; raised when a part means something else than before, 255 at most."""

WORDS = 3000
"""Words of a text that are read: a book costs no more than a long article."""

SHINGLE, GRAM = 5, 5
"""Words of a shingle; characters of a gram."""

SEED = 20_050
BANDS, ROWS = 16, 3
"""A plain copy whose shingles are half the same shares one of the bands in 88 of 100 cases, one with .7 in 99; texts
that share one shingle in a hundred do in 2 of 100,000."""

PLACES = 128
"""Of the grams' signature, a byte each."""

TERMS, NUMBERS, RARE = 256, 64, 16
"""Most terms and numbers that are kept, those with the smallest hashes; terms by which copies are looked for."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a text.

    Attributes:
        digest: of all its words in order: copies that differ in signs and spaces only have the same.
        words: how many were read.
        bands: hash of each band of the shingles' signature.
        grams: how many different ones there are.
        signature: of the grams, a byte a place.
        terms, numbers: hashes, in order: all, or of many the smallest.
        rare: hashes of the rarest terms, the rarest first.
    """

    digest: bytes
    words: int
    bands: tuple[int, ...]
    grams: int
    signature: bytes
    terms: tuple[int, ...]
    numbers: tuple[int, ...]
    rare: tuple[int, ...]


def fingerprint(text: str, language: str | None = None) -> Fingerprint:
    """The text's fingerprint.

    Args:
        text: clean, as `CleanedArticle.text`.
        language: ISO 639-1, where it is known.

    >>> fingerprint("Rain fell.").digest == fingerprint("rain -- FELL").digest
    True
    """
    words = words_in(text)
    shingles, grams = shingles_of(words), grams_of(words)
    return Fingerprint(
        digest=hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=16).digest(),
        words=len(words),
        bands=bands_of(signature_of(shingles, BANDS * ROWS)) if shingles else (),
        grams=len(grams),
        signature=bytes(place & 0xFF for place in signature_of(grams, PLACES)) if grams else b"",
        terms=smallest(terms_of(words), TERMS),
        numbers=smallest(numbers_of(text), NUMBERS),
        rare=rarest(FIRST.findall(text)[:WORDS], language, RARE),
    )


def words_in(text: str) -> tuple[str, ...]:
    """The text's words without case; single characters in scripts without spaces."""
    words = tokens_in(fold(text))[:WORDS]
    if text.isascii() or not UNSPACED.search(text):
        return words
    split = (list(word) if UNSPACED.search(word) else [word] for word in words)
    return tuple(piece for pieces in split for piece in pieces)[:WORDS]


def shingles_of(words: Sequence[str]) -> set[str]:
    """Runs of words; a shorter text is one."""
    if len(words) < SHINGLE:
        return {" ".join(words)} if words else set()
    return set(map(" ".join, zip(*(words[start:] for start in range(SHINGLE)), strict=False)))


def grams_of(words: Sequence[str]) -> set[str]:
    """Runs of characters over the words and the spaces between them."""
    text = " ".join(words)
    return {text[start : start + GRAM] for start in range(max(1, len(text) - GRAM + 1))} if text else set()


def signature_of(shingles: set[str], places: int) -> list[int]:
    """MinHash signature, 32 bits a place."""
    made = RMinHash(num_perm=places, seed=SEED)
    made.update(list(shingles))
    found: list[int] = made.digest()
    return found


def bands_of(signature: Sequence[int]) -> tuple[int, ...]:
    """Hash of each band, 63 bits: databases know no unsigned numbers."""
    packed = struct.pack(f"<{len(signature)}I", *signature)
    size = 4 * ROWS
    pieces = (bytes([band]) + packed[band * size : (band + 1) * size] for band in range(BANDS))
    return tuple(int.from_bytes(hashlib.blake2b(piece, digest_size=8).digest(), "little") >> 1 for piece in pieces)


def smallest(terms: Iterable[str], most: int) -> tuple[int, ...]:
    """Hashes of the terms in order; of too many the smallest, which are the same ones in every copy."""
    return tuple(sorted(set(map(hash_of, terms)))[:most])
