"""Who reported, edited and supplied it: credits known by their build, not by one spelling.

A credit that went through a machine keeps its build ("Report by A; Modifying by B", "Our Requirements: The C Code"), so
roles, the small word before a name and the names are looked for, and each of them may be garbled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaning.lines import Line, Place
from cleaning.pieces import Piece
from cleaning.rules.evidence import PARTICLES, in_tail, is_agency, is_heading, is_names, words_of
from cleaning.rules.phrases import ATTRIBUTED, SPEECH, Found
from cleaning.rules.tables import plain
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import STRONG, SURE, WEAK

CREDIT_CHARACTERS, CREDIT_WORDS = 700, 90
FEW_CAPITALS = 0.35
"""Characters and words of the longest credit; share of capitalised words below which a line is none."""

KNOWN_ROLE = (
    r"report\w*|writ\w*|edit\w*|redact\w*|compil\w*|translat\w*|contribut\w*|graphic\w*|redig\w*|rédig\w*|édit\w*"
    r"|bearbeit\w*|redak\w*|redac\w*|redaz\w*|geschrieben|übersetz\w*|bericht\w*|escrit\w*|editad\w*|traduc\w*|scritt\w*"
    r"|a\ cura|modif\w*|enhanc\w*|revis\w*|proofread\w*|добав\w*|редакт\w*"
)
NAME_START = r"(?=(?-i:[A-ZÀ-ÞΑ-ΩА-Я]))"
# A role, a small word, a capital: "Additional reporting by J", "Redaction: C", "edited from K".
ROLE = re.compile(
    rf"""
    \b (?: [^\W\d_]+ \s+ (?:and\s+)? ){{0,3}}? \b (?P<role>{KNOWN_ROLE}) (?: \s+and\s+ \w{{4,20}} )?
    (?: \s+ (?:by|from|of|through|via|par|von|por|da|di|door|av|af) | \s*: ) \s* {NAME_START}
    """,
    re.IGNORECASE | re.VERBOSE,
)
ROLE_HINT = re.compile(rf"\b(?:{KNOWN_ROLE})", re.IGNORECASE)
ROLE_PARTS = (
    *("report", "writ", "edit", "redac", "compil", "translat", "contribut", "graphic", "redig", "rédig", "édit"),
    *("bearbeit", "redak", "redaz", "geschrieben", "übersetz", "bericht", "escrit", "traduc", "scritt", "a cura"),
    *("modif", "enhanc", "revis", "proofread", "добав", "редакт"),
)
"""One of them is in whatever ROLE_HINT finds: looked for first, since it is faster."""

UNKNOWN_ROLE = re.compile(rf"\b[^\W\d_]{{3,20}}(?:\s+[^\W\d_]{{3,20}})?\s+(?:by|from)\s+{NAME_START}", re.IGNORECASE)
BYLINE_ROLES = frozenset({"written", "edited", "compiled", "translated"})
REPORTING = re.compile(r"\b(?:report|contribut|edit|writ|file|input|agenc|source|rédig|redak|redac)", re.IGNORECASE)
REPORTING_PARTS = ("report", "contribut", "edit", "writ", "file", "input", "agenc", "source", "rédig", "reda")
"""One of them is in whatever REPORTING finds: looked for first, since it is much faster."""

CONTRIBUTED = re.compile(
    r"""
    contributed\s+ (?: to\s+(?:this|the|that) | reporting | research | from )\b .{0,60} \Z
  | contributed\W* \Z
  | (?:reported|reports|reporting|wrote|writes)\s+(?:for|from)\s+ (?=[A-Z])
    """,
    re.VERBOSE,
)
CONTRIBUTED_PARTS = ("contributed", "report", "wrote", "writes")
"""One of them is in whatever CONTRIBUTED finds."""

WITH_FILES = re.compile(
    r"""
    \W* (?:with\s+)? (?: (?:additional|extra|further|more)\s+ )?
    (?: (?:inputs?|files|reporting|(?:an?\s)?reports?|information|agency)\s+ (?:from|by)\s+ (?=[A-Z]|agenc)
      | (?=[A-Z]{2,6}\s+inputs?\b) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
SOURCE = re.compile(
    r"""
    \W* (?: sources? | via | quellen? | fuentes? | fontes? | fonte | bron | źródło | zdroj | forrás | sursa | источник
      | джерело | извор | izvor | πηγή | kaynak | sumber | nguồn | المصدر | स्रोत | 来源 | 來源 | 出典
    ) \s* [:：] \s* (?=\S)
    """,
    re.IGNORECASE | re.VERBOSE,
)
SOURCE_WORDS = 14
RIGHTS = re.compile(r"\W*(?:©|\(c\)|copyright)\s*(?:\d{4})?\s*(?:by\s+)?(.{2,40}?)\s*(?:\d{4})?\W*", re.IGNORECASE)
RIGHTS_SIGN = re.compile(r"\W{0,3}(?:©|\(c\)\s?\d{4})", re.IGNORECASE)
RIGHTS_WORDS = 40
SIGNATURE = re.compile(r"[a-zäöüß]{2,4}(?:[/,]\s?[a-zäöüß]{2,4}){0,3}")
OPENING, CLOSING = frozenset("([（［【"), frozenset(")]）］】")
"""Brackets around a credit."""

SIGNED = re.compile(r"[^\W\d_][^|/;:,=\d]*")
PARTS = re.compile(r"[/,|+()（）=＝]")
INITIALS, SIGNED_WORDS, LAST_LINES, PEOPLE = 4, 3, 4, 30
"""Letters of initials, words of a signature, lines from the end where it stands, words of a list of contributors."""

HEADINGS = frozenset(
    {"sources", "references", "notes", "footnotes", "resources", "summary", "results", "conclusion"}
) | {
    *("cheers", "applause", "laughter", "crosstalk", "music", "silence", "inaudible"),
}
"""Words that head what belongs to the story, or tell what was heard, though they stand where a name signs."""

STANDARDS = re.compile(
    r"""
    \W* (?: our | unser\w* | nos | nuestr\w* | i\ nostri | onze | nasze | наши | v[åa]re? )\s+
    [^\W\d_]+ (?:\s+[^\W\d_]+)? \s* : \s* (?=\S)
    """,
    re.IGNORECASE | re.VERBOSE,
)
STANDARDS_WORDS = 16
PRINCIPLES = re.compile(
    r"""\b(?: princip\w* | trust | code | standards? | ethic\w* | guid\w* | polic(?:y|ies) | practice | charter | rules?
    | kodex | codice | código | thomson | reuters )\b""",
    re.IGNORECASE | re.VERBOSE,
)


# "The Gazette is a member of the Press Council", "Norwire follows the code of the ombudsman".
MEMBER = re.compile(
    r"""
    (?: (?i:this\ (?:news)?paper | this\ (?:web)?site | we) \s | (?:[Tt]he\s)? (?:[A-Z][\w.'’-]*\s){1,4} )
    (?: follows? | subscribes?\ to | adheres?\ to | abides?\ by | complies\ with | comply\ with
      | (?:is|are)\ (?:a\ |proud\ )?members?\ of | (?:is|are)\ (?:regulated|bound|overseen)\ by ) \s
    [^.]{0,60}? \b
    (?i: press\ (?:council|standards|complaints|ombuds\w+) | ombuds\w+ | editors['’]?\ code
      | code\ of\ (?:practice|conduct|ethics) | journalis\w+\ (?:code|standards|trust\ initiative)
      | trust\ (?:principles|project) | standards\ (?:authority|body) )
    """,
    re.VERBOSE,
)


def credit(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """Credits in the line, or behind the last sentence of a paragraph."""
    del context
    reports = len(line.pieces) > 1 and names_part(REPORTING_PARTS, line.shape.piece.text)
    pieces = line.pieces if reports else [piece for piece in line.pieces if piece.whole or is_bracketed(piece.text)]
    return tuple(
        [
            Opinion(piece.start, piece.end, Kind.WIRE_CREDIT, weight, terms)
            for piece in pieces
            for weight, terms in credit_of(piece, line, article)
        ]
    )


def is_bracketed(text: str) -> bool:
    """Stands in brackets, narrow or wide, a full stop behind them allowed."""
    text = text.strip()
    return text[:1] in OPENING and text.rstrip(".。")[-1:] in CLOSING


def names_part(parts: tuple[str, ...], text: str) -> bool:
    """One of these parts of words stands in the text."""
    folded = plain(text)
    return any(part in folded for part in parts)


def credit_of(piece: Piece, line: Line, article: Article) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Every way in which a part can be a credit."""
    text = piece.text.strip()
    if not text or len(text) > CREDIT_CHARACTERS or '"' in text:
        return
    bracketed = is_bracketed(text)
    if not (bracketed or could_sign(piece, line)):
        return
    if (";" in text or names_role(text)) and (terms := roles(text, bracketed=bracketed)) is not None:
        yield SURE, terms
    elif contributed(text):
        yield SURE, ("shape: names, and that they contributed",)
    elif with_files(text):
        yield SURE, ("cue: with files from", "shape: only names follow")
    elif piece.whole or bracketed:
        yield from signed(text, line, article, bracketed=bracketed)


def names_role(text: str) -> bool:
    """A word of reporting or editing stands in it."""
    return names_part(ROLE_PARTS, text) and ROLE_HINT.search(text) is not None


def could_sign(piece: Piece, line: Line) -> bool:
    """A cheap look that spares most lines the rest: many capitals, or words of reporting behind a paragraph."""
    if piece.whole:
        return line.shape.words <= SOURCE_WORDS or line.shape.capitals >= FEW_CAPITALS
    return names_part(REPORTING_PARTS, piece.text) and REPORTING.search(piece.text) is not None


def roles(text: str, *, bracketed: bool) -> tuple[str, ...] | None:
    """Roles with names and nothing else: one known role, or two of any kind."""
    known = [found["role"] for found in ROLE.finditer(text)]
    rest = ROLE.sub(" ", text)
    unknown = UNKNOWN_ROLE.findall(rest)
    if not known and not (len(unknown) > 1 and ";" in text):
        return None
    if bracketed or ";" in text or len(known) > 1:
        rest = UNKNOWN_ROLE.sub(" ", rest)
    if not is_names(rest, at_most=CREDIT_WORDS):
        return None
    if len(known) == 1 and not unknown and not bracketed and known[0].casefold() in BYLINE_ROLES:
        return None
    return (f"cue: {', '.join([*known, *unknown])[:80]}", "shape: roles and names, nothing else")


def contributed(text: str) -> bool:
    """Whether it reads like "Ada Brown contributed to this report" or "Ada Brown reported for Norwire".

    >>> contributed("Ada Brown contributed to this report."), contributed("Rain contributed to the flood")
    (True, True)
    """
    found = CONTRIBUTED.search(text) if any(part in text for part in CONTRIBUTED_PARTS) else None
    if found is None or found.start() == 0 or not is_names(text[: found.start()], at_most=PEOPLE):
        return False
    after = text[found.end() :]
    return not after.strip(" .") or is_names(after, at_most=PEOPLE)


def with_files(text: str) -> bool:
    """Whether it reads like "With files from the Northern Press and Ada Brown"."""
    found = WITH_FILES.match(text)
    return found is not None and (is_names(text[found.end() :]) or text[found.end() :].casefold().startswith("agenc"))


def signed(text: str, line: Line, article: Article, *, bracketed: bool) -> Iterator[tuple[float, tuple[str, ...]]]:
    """A name alone at the end: of an agency, or short and in the place where agencies sign."""
    name = text.strip(" ()[]（）［］【】–—―-.。|")
    rights = RIGHTS.fullmatch(text)
    if is_agency(name, line, article) or (rights and is_agency(rights[1], line, article)):
        where = in_tail(line) or line.place is Place.OPENING
        at_end = bracketed and line.text.rstrip().endswith(text)
        weight = SURE if at_end and line.shape.is_prose else STRONG if where else WEAK
        yield weight, ("agency: its name alone", f"place: {line.place}")
    elif agency_and_initials(name, line, article):
        yield STRONG, ("agency: its name and initials",)
    elif (source := SOURCE.match(text)) and line.shape.words <= SOURCE_WORDS and in_tail(line):
        yield STRONG + WEAK, (f"cue: {source[0].strip()}", f"place: {line.place}")
    elif bracketed and in_tail(line) and SIGNATURE.fullmatch(name):
        yield STRONG, ("shape: initials in brackets", f"place: {line.place}")
    elif line.place is Place.CLOSING and signs_off(name, line):
        yield STRONG, ("shape: a name alone", "place: the line after the last paragraph")


def agency_and_initials(name: str, line: Line, article: Article) -> bool:
    """Whether it reads like "dpa/lnw" or "Norwire (jk)": an agency's name and more."""
    if PARTS.search(name) is None:
        return False
    parts = [part.strip() for part in PARTS.split(name) if part.strip()]
    agencies = [part for part in parts if is_agency(part, line, article)]
    return bool(agencies) and all(part in agencies or len(part) <= INITIALS for part in parts)


def signs_off(name: str, line: Line) -> bool:
    """One to three capitalised words right after the last paragraph, no heading, and no list that they could open."""
    words, before, after = words_of(name), line.previous, line.following
    if is_heading(line.shape) or not HEADINGS.isdisjoint(line.shape.tokens):
        return False
    if not 0 < len(words) <= SIGNED_WORDS or before is None or not before.is_prose or line.left > LAST_LINES:
        return False
    if (
        not SIGNED.fullmatch(name)
        or line.text.rstrip().endswith(("!", "?", ":"))
        or (after is not None and is_names(after.block.text))
        or (after is not None and len(words) == 1 and after.words > SIGNED_WORDS)  # "Verdict", "Skip": what it opens
    ):
        return False
    return all(word[0].isupper() for word in words) and words[0].casefold() not in PARTICLES


def rights(line: Line, article: Article) -> Found:
    """A line that opens with the sign of copyright."""
    del article
    sign = RIGHTS_SIGN.match(line.text)
    if sign is None or line.shape.words > RIGHTS_WORDS:
        return None
    return SURE, (f"cue: {sign[0].strip()}",)


def standards(line: Line, article: Article) -> Found:
    """A line of the build "Our Standards: The Thomson Reuters Trust Principles.", in whatever words it came back."""
    del article
    if line.shape.words > STANDARDS_WORDS:
        return None
    member = MEMBER.match(line.text) if line.ends_story and line.prose_left == 0 else None
    if member and not (SPEECH.search(line.text) or ATTRIBUTED.search(line.text)):
        return SURE, (f"cue: {member[0].strip()[:60]}", "place: the last line of prose")
    found = STANDARDS.match(line.text)
    if found is None:
        return None
    rest = line.text[found.end() :]
    if not PRINCIPLES.search(rest) or rest[:1].islower():
        return None
    return (SURE if in_tail(line) else STRONG), (f"cue: {found[0].strip()}", f"shape: names a code ({rest[:40]})")
