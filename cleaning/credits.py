"""What the lines that go, and those that stay marked, say of who, when and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from cleaning.addresses import host_of, site_of
from cleaning.metadata.agencies import agency_named, credited, dateline_of
from cleaning.metadata.byline import join, writers_in
from cleaning.metadata.days import days_in
from cleaning.metadata.headline import is_outlet
from cleaning.metadata.origin import origin_in
from cleaning.metadata.people import LABEL, UNCASED, agencies_of, people_of
from cleaning.metadata.subjects import MAX_SECTIONS, MAX_TAGS, several
from cleaning.rules.authors import BIO
from cleaning.rules.credits import CONTRIBUTED, ROLE, WITH_FILES
from cleaning.rules.frames import CRUMBS, FILED, TAGS, TAGS_CAPITAL
from cleaning.values import Article, Credits, JudgedLine, Kind

Told = tuple[str, str]
"""Name of a field of Credits, and what a line says for it."""

SINGLE = ("byline", "agency", "dateline", "published", "updated", "copyright", "syndicated_from")
EDGE_LINES, EDGE_WORDS, LONGEST_CORRECTION = 5, 60, 1_000
"""Lines from either end, and words of one, that are read for the origin though kept; characters of a correction."""

EDITING = re.compile(
    r"edit|redact|redig|redak|redac|redaz|édit|modif|enhanc|revis|proofread|редакт|bearbeit", re.IGNORECASE
)
WRITING = re.compile(r"writ|compil|translat|geschrieben|übersetz|escrit|scritt|rédig|traduc|a\s+cura", re.IGNORECASE)
CHANGE = re.compile(
    r"""
    \b(?: updated? | modified | last\ edit\w* | aktualisiert | mis\ à\ jour | modifié | actualizad\w | actualización
      | aggiornat\w | modifica | atualizad\w | bijgewerkt | oppdatert | uppdaterad | opdateret | päivitetty
      | aktualizacja | aktualizováno | aktualizované | frissítve | actualizat | обновлено | оновлено | ενημέρωση
      | güncelle\w* | diperbarui | cập\ nhật )\b
    | تحديث | 更新 | 수정 | 업데이트 | अपडेट
    """,
    re.IGNORECASE | re.VERBOSE,
)
LEFT = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
HOLDER = re.compile(
    r"""
    (?:©|\(c\)|\bcopyright\b) [\s:©(c)-]* (?:copyright\s*)? (?:by\s+)? (?:\d{4}(?:\s*[-–/,]\s*\d{2,4})?)? [\s,]*
    (?:by\s+)? (?P<holder>(?![\s.])[^\d.|;©()\n]{2,60}?) \s*
    (?=$|[.|;,(©]|\b\d{4}\b|\b(?:all|alle|tous|todos|tutti|wszelkie|все)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
NO_HOLDER = re.compile(
    r"\b(?:this|may|material|reserved|rights|notice|protected|laws?|content|and|of|the\ author)\b", re.IGNORECASE
)
PLACE = re.compile(r"[^\W\d_][\w.'’\ -]{1,40}(?:\s*[,/]\s*[^\W\d_][\w.'’\ -]{1,40}){0,2}")
HASHTAG = re.compile(r"#([\w-]+)")
OF_OUTLET = re.compile(r"^[^\s,]+(?:’s|'s)\s+(?=\S+\s+\S)")
SENTENCE = re.compile(r"[;.]\s+(?=\W*[A-ZÀ-Þ])|;")


def credits_of(article: Article, lines: Sequence[JudgedLine]) -> Credits:
    """What the lines tell, each field from the first line that says it, lists from all of them. Pure."""
    found: dict[str, list[str]] = {}
    for name, value in told(article, lines):
        known = found.setdefault(name, [])
        if value and value not in known:
            known.append(value)
    said = {name: values for name, values in found.items() if values}
    fields: dict[str, Any] = {name: said[name][0] if name in SINGLE else tuple(said[name]) for name in said}
    return Credits(**fields)


def told(article: Article, lines: Sequence[JudgedLine]) -> Iterator[Told]:
    """Everything that any line says, in order."""
    for number, line in enumerate(lines):
        for cut in line.cuts:
            text = line.text[cut.start : cut.end].strip()
            yield from READERS.get(cut.kind, nothing)(text, article)
        if line.kind is Kind.CORRECTION:
            yield "corrections", line.text[:LONGEST_CORRECTION]
        at_edge = number < EDGE_LINES or number >= len(lines) - EDGE_LINES
        if (line.cuts or at_edge) and len(line.text.split()) <= EDGE_WORDS:
            yield from origin(line.text, article)


def origin(text: str, article: Article) -> Iterator[Told]:
    """Where the story stood first, unless that is the outlet itself; an agency is one that supplied it too."""
    name = origin_in(text)
    own = [known for known in (article.publisher, host_label(host_of(article.url or ""))) if known]
    if name and not is_outlet(name, own) and not is_outlet(host_label(name), own):
        yield "syndicated_from", name
        if agency := agency_named(name):
            yield "agency", agency


def host_label(host: str) -> str:
    """The name in a host by which an outlet calls itself: "harbourpost" of www.harbourpost.example."""
    return site_of(host.casefold()).partition(".")[0] if "." in host else ""


def nothing(text: str, article: Article) -> Iterator[Told]:
    """Kinds of lines that say nothing about the article."""
    del text, article
    yield from ()


def byline(text: str, article: Article) -> Iterator[Told]:
    """The writers, the agency that is named among them, and the day beside them."""
    outlets = [article.publisher] if article.publisher else []
    people = people_of(text, outlets)
    if people and (LABEL.match(text) or not people[0].isupper()):  # "PORT VELA" without a "By" is a place
        yield "byline", join(people)
        yield from (("writers", name) for name in people)
    yield from (("agency", name) for name in agencies_of(text))
    yield from days(text)


def timestamp(text: str, article: Article) -> Iterator[Told]:
    """The days, and the writers where it opens with their names."""
    if LABEL.match(text) and (people := writers_in(text)):
        outlets = [article.publisher] if article.publisher else []
        yield from (("writers", name) for name in people if not is_outlet(name, outlets))
    yield from days(text)


def days(text: str) -> Iterator[Told]:
    """The days, each of publication unless the words before it say that something was changed."""
    change = CHANGE.search(text)
    before, behind = (text[: change.start()], text[change.start() :]) if change else (text, "")
    yield from (("published", day) for day in days_in(before)[:1])
    yield from (("updated", day) for day in days_in(behind)[:1])


def dateline(text: str, article: Article) -> Iterator[Told]:
    """The place that stands alone, and the agency and the day beside it."""
    del article
    if opening := dateline_of(f"{text.rstrip(' .:-–—')} — X"):
        yield from (("dateline", opening.place or ""), ("agency", opening.agency or ""))
    elif place := PLACE.match(text):
        yield "dateline", place[0].strip(" -–,")
    yield from days(text)


def wire_credit(text: str, article: Article) -> Iterator[Told]:
    """Reporters, writers and editors by their roles, in whatever words they came back; agencies."""
    bare = text.strip(" ()[]–—-|*")
    roles = list(ROLE.finditer(bare))
    ends = [*(role.start() for role in roles[1:]), len(bare)]
    named = False
    for role, end in zip(roles, ends, strict=False):
        names = SENTENCE.split(bare[role.end() : end])[0]
        people = full_people(names)
        named = named or bool(people)
        yield from ((field_of(role["role"]), name) for name in people)
        yield from (("agency", name) for name in agencies_of(names) if field_of(role["role"]) == "reporters")
    if not named and (found := CONTRIBUTED.search(bare)):
        yield from (("reporters", name) for name in full_people(OF_OUTLET.sub("", bare[: found.start()])))
        yield from (("agency", name) for name in agencies_of(bare[: found.start()]))
    if not roles and (found := WITH_FILES.match(bare)):
        yield from (("agency", name) for name in agencies_of(bare[found.end() :]))
        yield from (("reporters", name) for name in people_of(bare[found.end() :]))
    if agency := credited([bare, *re.split(r"[/+,(]\s*", bare)]):
        yield "agency", agency
    yield from copyright_line(text, article)


def full_people(text: str) -> list[str]:
    """People of a text that may as well name a place or an agency: a word alone is none of them.

    >>> full_people("Ines Okafor in Vela"), full_people("Vela")
    (['Ines Okafor'], [])
    """
    return [name for name in people_of(text) if " " in name or UNCASED.search(name)]


def field_of(role: str) -> str:
    """The field for a role.

    >>> field_of("Reporting"), field_of("Modifying"), field_of("Written")
    ('reporters', 'editors', 'writers')
    """
    if WRITING.match(role):
        return "writers"
    return "editors" if EDITING.match(role) else "reporters"


def author_bio(text: str, article: Article) -> Iterator[Told]:
    """The name that opens it."""
    del article
    if found := BIO.match(text):
        yield from (("writers", name) for name in people_of(found["name"]))


def copyright_line(text: str, article: Article) -> Iterator[Told]:
    """The holder; an agency among them supplied the text."""
    del article
    if LEFT.search(text) is None or (found := HOLDER.search(text)) is None:
        return
    holder = found["holder"].strip(" ,-–—:")
    if holder and not NO_HOLDER.search(holder):
        yield "copyright", holder
        yield "agency", agency_named(holder) or ""


def tags(text: str, article: Article) -> Iterator[Told]:
    """Tags behind their label, between bars, or each behind a sign."""
    del article
    label = TAGS.match(text) or TAGS_CAPITAL.match(text)
    rest = text[label.end() :] if label else text
    names = HASHTAG.findall(rest) or several([rest], MAX_TAGS)
    yield from (("tags", name) for name in names)


def sections(text: str, article: Article) -> Iterator[Told]:
    """Sections behind their label or behind one another."""
    del article
    label = FILED.match(text)
    rest = text[label.end() :] if label else text
    yield from (("sections", name) for name in several(CRUMBS.split(rest), MAX_SECTIONS))


READERS: Mapping[Kind, Callable[[str, Article], Iterator[Told]]] = {
    Kind.BYLINE: byline,
    Kind.TIMESTAMP: timestamp,
    Kind.DATELINE: dateline,
    Kind.WIRE_CREDIT: wire_credit,
    Kind.AUTHOR_BIO: author_bio,
    Kind.COPYRIGHT: copyright_line,
    Kind.TAG_LIST: tags,
    Kind.POSTED_IN: sections,
}
"""How the text of a cut is read, by its kind."""
