"""Bytes to text, as browsers do it: byte order mark, then header, then the page's own declaration."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass

import ftfy.bad_codecs  # noqa: F401 - makes "sloppy-windows-1252" known: bytes that cp1252 leaves open stay themselves
from charset_normalizer import from_bytes
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
    to_unicode,
)

from cleaning.values import DecodeError, Page

MAX_BYTES = 20_000_000
"""trafilatura 2.3.1's own limit; a larger body is a film or a dump, not an article."""

SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"RIFF", "RIFF media"),
    (b"PK\x03\x04", "ZIP archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (b"BZh", "bzip2 data"),
    (b"\x7fELF", "program"),
    (b"OggS", "Ogg media"),
    (b"ID3", "MP3 media"),
    (b"wOF", "font"),
)
"""How files that are no text begin, and what they are."""

MAX_NULS = 0.001
"""Share of NUL characters from which a text is none; a stray one is dropped later, as browsers do."""

MAX_CONTROLS = 0.05
"""Share of other control characters from which a text is none."""

SAMPLE = 20_000
"""Bytes or characters that are looked at where looking at all would cost too much."""

MIXED = 0.25
"""Share of the marks of a text read as UTF-8 that may be unreadable before its declaration counts as a lie."""

ASCII = bytes(range(128))
ENCODING_NAMES = """
utf-8 utf-16 utf-16-le utf-16-be cp866 cp874 cp932 cp949 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258
iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15
iso8859-16 koi8-r koi8-u mac-roman mac-cyrillic gb18030 big5hkscs euc_jp iso2022_jp
"""
ENCODINGS = frozenset(ENCODING_NAMES.split())
"""Encodings that browsers know, as Python calls them. Python knows more, and some of them ("hex", "idna", "undefined")
raise or run on what a stranger sends."""

CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
FEW_HIGH_BYTES = 0.12
"""Share of bytes beyond ASCII up to which an undeclared text is Western: quotation marks, accents, umlauts."""

KIN = {"euc_jis_2004": "euc_jp", "euc_jisx0213": "euc_jp", "shift_jis_2004": "cp932", "shift_jisx0213": "cp932"}
"""Supersets that the detector likes to name, and what browsers read instead."""

LATIN = ("cp1252", "cp1250", "iso8859-2", "cp1254")
"""Encodings of Latin letters, the commonest first; they differ in what they read as a letter."""

SPOILED, SPOILED_LEAST = re.compile("[\x80-\xffŒœŸŠšŽž]" * 3 + "+"), 100
"""Letters beyond ASCII in a row, as text in another script looks when it was read as Western, and how many stand so in
a page that was; a Western one has hardly any."""

WESTERN = ("latin-1", "iso8859-15", "sloppy-windows-1252")
"""As what bytes are read that are no such thing."""

MOST_READINGS, MAX_UNREADABLE = 3, 0.001
"""How often a text is read anew at most, and the share of it that may be unreadable then."""

SYMBOL_IN_WORD = re.compile("[a-z][¦§¨ª«¬¯°±²³¶·¸¹º»¼½¾¿Ð¡¢£¤¥\ufffd][a-z]")
"""What a Polish or Czech word read as Western looks like."""

TEXTUAL = re.compile(r"\s*(?:text/|application/(?:xhtml|xml|[\w.+-]+\+xml))|[^/]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text and the name of the encoding it was read with."""

    text: str
    encoding: str


def decode(page: Page) -> Decoded:
    """The page's text.

    Where the declaration is missing, or says UTF-8 and the bytes are not, the bytes decide.

    Raises:
        DecodeError: empty, binary, larger than MAX_BYTES, or said to be something else than text.
    """
    body, kind = page.body, page.header("content-type")
    check(body, kind)
    encoding = marked(body) or declared(body, kind) or detect(body)
    text = to_unicode(body, encoding)
    if encoding == "utf-8" and "\ufffd" in text and is_lie(body, text):
        encoding = detect(body)
        text = to_unicode(body, encoding)
    text = text.removeprefix("\ufeff")
    if encoding == "utf-8" and body.count(b"\xc3") >= SPOILED_LEAST // 2:  # which opens half of those letters
        text = unspoiled(text)
    if not text.strip("\ufeff\x00 \t\r\n"):
        raise DecodeError("empty body")
    head = text[:SAMPLE]
    if text.count("\x00") > MAX_NULS * len(text) or len(CONTROLS.findall(head)) > MAX_CONTROLS * len(head):
        raise DecodeError("binary data, not text")
    return Decoded(text, encoding)


def marked(body: bytes) -> str | None:
    """Encoding that a byte order mark names; one of UTF-32 counts as well, although browsers do not know it."""
    return read_bom(body)[0]


def declared(body: bytes, kind: str | None) -> str | None:
    """Encoding that the header or the page names, when a page can be written in it.

    UTF-16 without a mark is little-endian, as browsers have it, and only where every other byte is empty: a page whose
    own declaration could be read as ASCII is not written in it.
    """
    found = (http_content_type_encoding(kind), html_body_declared_encoding(body))
    name = next((name for name in found if name in ENCODINGS), None)
    if name and name.startswith("utf-16"):
        is_wide = body[:SAMPLE].count(0) > len(body[:SAMPLE]) // 8
        return (name if name != "utf-16" else "utf-16-le") if is_wide else "utf-8"
    return name


def check(body: bytes, kind: str | None) -> None:
    """Refuses what cannot be text, before anything is decoded."""
    if not body.strip():
        raise DecodeError("empty body")
    if len(body) > MAX_BYTES:
        raise DecodeError(f"body of {len(body):,} bytes, limit is {MAX_BYTES:,}")
    if kind and not TEXTUAL.match(kind.partition(";")[0]):
        raise DecodeError(f"content type is {kind.partition(';')[0].strip()[:60]}, neither markup nor text")
    name = next((name for signature, name in SIGNATURES if body.startswith(signature)), None)
    if name and (b"\x00" in body[:SAMPLE] or name == "PDF"):
        raise DecodeError(f"{name}, not text")


def is_lie(body: bytes, text: str) -> bool:
    """UTF-8 was declared, but too much of what is not ASCII cannot be read as it.

    Browsers show a replacement character for each such byte. A few of them in a long text are kept so; where they are
    many, the bytes were written in another encoding, and reading them in it wins the characters back.
    """
    bad = text.count("\ufffd") - body.count(b"\xef\xbf\xbd")
    return bad > MIXED * (len(text) - len(text.encode("ascii", "ignore")))


def unspoiled(text: str) -> str:
    """The text as it was before somebody read its bytes as Western, as libraries do where a server declares nothing.

    Whole words of letters beyond ASCII stand in no Western text. It comes back where its bytes are UTF-8, or what the
    page declares for itself, and then has no such words; twice, since the damage is done twice as well.
    """
    found = text
    for _ in range(MOST_READINGS):
        if sum(map(len, SPOILED.findall(found))) < SPOILED_LEAST:
            return found
        anew = reread(found)
        if anew is None:
            break
        found = anew
    return text


def reread(text: str) -> str | None:
    """A text's Western bytes read as UTF-8, else as the page declares; None where it has none, or neither fits."""
    for western in WESTERN:
        try:
            raw = text.encode(western)
        except UnicodeEncodeError:
            continue
        with suppress(UnicodeDecodeError):
            return raw.decode("utf-8")  # one proper accent on the page, and it is not
        name = html_body_declared_encoding(raw)
        if name is not None and name in ENCODINGS and name not in LATIN and not name.startswith("utf"):
            found = to_unicode(raw, name)
            if found.count("\ufffd") <= MAX_UNREADABLE * len(found):
                return found
    return None


def detect(body: bytes) -> str:
    r"""Encoding of bytes about which nothing is declared.

    UTF-8 if they are it, Western if few are beyond ASCII, else the likeliest by frequency of characters.

    >>> detect("Où est “Zoé”?".encode()), detect(b"It\x92s raining, he said.")
    ('utf-8', 'cp1252')
    """
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return "utf-8"  # cut off inside a character
    else:
        return "utf-8"
    sample = body[:SAMPLE]
    high = len(sample.translate(None, ASCII))
    best = from_bytes(sample).best() if high > FEW_HIGH_BYTES * len(sample) else None
    name = (resolve_encoding(KIN.get(best.encoding, best.encoding)) if best else None) or "cp1252"
    if name in ENCODINGS and name not in LATIN:
        return name
    return min(LATIN, key=lambda latin: len(SYMBOL_IN_WORD.findall(sample.decode(latin, "replace"))))
