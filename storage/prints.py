"""Fingerprints on their way into the database and back: as values, as bytes, and with their day."""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass

from cleaning.copies.fingerprint import COUNTED, Fingerprint, fingerprint
from cleaning.copies.origin import origin_of
from cleaning.metadata.origin import is_foreign
from cleaning.values import Article, CleanedArticle
from storage.identity import host_of, key_of
from storage.statements import AnyRow

HEAD = struct.Struct("<II5H")
"""Words, grams; then how many bands, places, terms, numbers, rare terms."""


@dataclass(frozen=True, slots=True)
class Print:
    """A fingerprint on its way into the database.

    Attributes:
        published: as the article says; None where it says nothing.
        is_own: the page is the original by its own word.
        origin_key: key of the address on another site that it names as the original.
    """

    fingerprint: Fingerprint
    published: str | None
    packed: bytes
    is_own: bool
    origin_key: bytes | None


def print_of(cleaned: CleanedArticle) -> Print | None:
    """What is kept of the article's clean text; None where it has none, or is surely no article."""
    text = cleaned.text
    if cleaned.page.is_article is False or not text:
        return None
    made = fingerprint(text, cleaned.article.language)
    if not made.words:
        return None
    return Print(made, cleaned.known.published, pack(made), origin_of(cleaned).is_own, origin_key(cleaned.article))


def origin_key(article: Article) -> bytes | None:
    """Key of the address on another site that the page names as the original."""
    named, own = article.canonical_url, article.url
    if not named or not own or not is_foreign(host_of(named), host_of(own)):
        return None
    return key_of(named)


def pack(made: Fingerprint) -> bytes:
    """The fingerprint without its digest, as bytes."""
    parts = (made.bands, made.signature, made.terms, made.numbers, made.rare)
    head = HEAD.pack(made.words, made.grams, *map(len, parts))
    tails = (array("I", part).tobytes() for part in (made.terms, made.numbers, made.rare))
    return head + array("Q", made.bands).tobytes() + made.signature + b"".join(tails)


def unpack(row: AnyRow) -> Fingerprint | None:
    """The fingerprint again; None where another release counted in another way."""
    if row.counted != COUNTED:
        return None
    digest, packed = row.digest, row.packed
    words, grams, *sizes = HEAD.unpack_from(packed)
    bands, places, *lists = sizes
    start = HEAD.size
    ends = [start := start + size for size in (8 * bands, places, *(4 * size for size in lists))]
    first, second, *rest = (packed[a:b] for a, b in zip([HEAD.size, *ends], ends, strict=False))
    terms, numbers, rare = (tuple(array("I", part)) for part in rest)
    return Fingerprint(digest, words, tuple(array("Q", first)), grams, second, terms, numbers, rare)


def hooks_of(made: Fingerprint) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Keys of its bands and of its rare terms; both in one space, terms below 2^33."""
    return tuple(band | 1 << 62 for band in made.bands), made.rare
