"""Where a story came from, said in any order of the few words that such notes are made of.

"Material from Unipress was used in this report", "The Norwire agency contributed to this story", "Unipress, with inputs
from the Lagos desk": each word is a name or one of a small vocabulary, and nothing else is said.
"""

from __future__ import annotations

import re

from cleaning.lines import Line, Place
from cleaning.rules.evidence import is_agency, is_heading, is_row, words_of
from cleaning.rules.phrases import Found
from cleaning.values import Article
from cleaning.verdict import STRONG, SURE

CORE = frozenset(
    {
        *("reporting", "reported", "reports", "report", "story", "article", "dispatch", "contributed", "contributing"),
        *("contribution", "material", "materials", "information", "input", "inputs", "copy", "editing", "edited"),
        *("compiled", "agency", "agencies", "wire", "wires", "staff", "newsdesk", "correspondent", "correspondents"),
        *("translated", "translation", "version", "collaboration", "text", "texts", "footage", "photographs", "photos"),
    }
)
"""Words of which such a note holds one."""

SMALL = frozenset(
    {
        *(
            "a",
            "an",
            "the",
            "this",
            "our",
            "own",
            "some",
            "other",
            "all",
            "its",
            "with",
            "from",
            "by",
            "of",
            "in",
            "on",
            "to",
        ),
        *("at", "for", "and", "or", "as", "was", "were", "is", "are", "came", "comes", "also", "additional", "extra"),
        *("further", "more", "used", "includes", "include", "included", "contains", "supplied", "provided", "prepared"),
        *(
            "written",
            "based",
            "taken",
            "produced",
            "added",
            "first",
            "originally",
            "published",
            "carried",
            "distributed",
        ),
        *("news", "service", "services", "press", "writer", "writers", "reporter", "reporters", "editor", "editors"),
        *("desk", "bureau", "team", "journalist", "journalists", "video", "graphics", "research", "item", "piece"),
        *("sources", "source", "here", "republished", "permission", "contribute", "contributes", "part", "parts"),
    }
)
"""What else it may say; all other words are names, which have a capital."""

GIVER = re.compile(r"\b(?:from|by|with|of|contribut\w+|used|material|inputs?|agenc\w+|staff|wires?)\b|:", re.IGNORECASE)
INITIALS = re.compile(
    r"\(?[A-Za-z]{2,4}(?:\s?/\s?[A-Za-z]{2,4}){1,3}\)?|-[a-z]{2,3}-|(?:[A-Z][A-Za-z]+/){1,3}[a-z]{2,3}"
)
TWO_NAMES = re.compile(r"\(?(?P<first>[A-Z][A-Za-z]+)\s?/\s?(?P<second>[A-Z][A-Za-z]+(?: [A-Z][\w’'-]+)?)\)?")
END = re.compile(r"[#*]\s?[#*]\s?[#*]|[-–—]\s?30\s?[-–—]")
NOTE_LEAST, NOTE_WORDS, NOTE_LAST = 2, 20, 3
"""Words of a note, and lines from the end in which initials or two agencies sign."""

NO_NAMES = frozenset({"i", "he", "she", "they", "we", "it", "what", "why", "how", "about", "contact", "key"})
"""Words with a capital at the head of a line that are no names."""


def supplied(line: Line, article: Article) -> Found:
    """A note behind the story of nothing but names and words of supplying, or what agencies sign with."""
    shape, text = line.shape, line.shape.piece.text.strip()
    if not closes(line) or is_heading(shape) or is_row(shape) or '"' in text or text.endswith(("?", "!", ":")):
        return None
    place = f"place: {line.place}"
    if (
        line.left < NOTE_LAST
        and (END.fullmatch(text) or INITIALS.fullmatch(text) or TWO_NAMES.fullmatch(text))
        and not shape.ends_sentence
    ):
        return STRONG, ("shape: initials, names that a slash joins, or the sign of the end", place)
    words = words_of(text)
    if not NOTE_LEAST <= len(words) <= NOTE_WORDS or CORE.isdisjoint(shape.tokens) or not GIVER.search(text):
        return None
    folded = [word.casefold().removesuffix("'s") for word in words]
    if not NO_NAMES.isdisjoint(folded):
        return None
    names = [word for word, fold in zip(words, folded, strict=True) if fold not in CORE and fold not in SMALL]
    known = any(is_agency(name, line, article) for name in names)
    if not all(name[0].isupper() for name in names) or not (names or folded == ["staff", "report"]):
        return None
    term = "shape: names, and words that say what they supplied"
    return (SURE if known or shape.is_prose else STRONG), (term, place)


def closes(line: Line) -> bool:
    """Behind the last paragraph, or itself the last line of prose."""
    return line.place is Place.CLOSING or (line.ends_story and line.prose_left == 0)
