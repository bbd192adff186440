"""What made a result: one short id a part, so that a stored result can be told from today's."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import replace
from importlib import metadata, resources
from importlib.resources.abc import Traversable

from cleaning.values import Context, Versions

TEXT_LIBRARIES = (
    "trafilatura",
    "lxml",
    "beautifulsoup4",
    "ftfy",
    "w3lib",
    "langdetect",
    "htmldate",
    "courlan",
    "charset-normalizer",
    "justext",
    "tldextract",
)
"""Libraries whose release can change a word of what is extracted."""

EXTRACTION = (
    "value.py",
    "values.py",
    "decode.py",
    "densest.py",
    "markup.py",
    "repair.py",
    "addresses.py",
    "rows.py",
    "shown.py",
    "blocks.py",
    "places.py",
    "unread.py",
    "search.py",
    "frame.py",
    "selectors.py",
    "align.py",
    "vote.py",
    "stated.py",
    "choose.py",
    "corrections.py",
    "repeats.py",
    "judge.py",
    "judge.json",
    "judge_marks.py",
    "judge_facts.py",
    "judge_sight.py",
    "judge_features.py",
    "extract.py",
    "tables.py",
    "language.py",
    "languages.txt",
    "wording.py",  # count_words: whether there is an article at all
    "lines.py",  # SENTENCE_END: which blocks read like paragraphs
)
"""Modules that turn a page into an article, beside the package that reads its metadata."""

JUDGING = (
    "wording.py",
    "lines.py",
    "pieces.py",
    "corrections.py",
    "scene.py",
    "echoes.py",
    "seams.py",
    "habits.py",
    "rates.py",
    "verdict.py",
    "clean.py",
    "credits.py",
)
"""Modules that judge its lines, beside the rules themselves."""

PUT_BACK = ("garble/phrases.py", "garble/formulas.py", "garble/substitutes.txt", "garble/synonyms.txt")
"""What machines put for words: a rule puts them back in cue phrases."""

METADATA = "cleaning.metadata"
RULES = ("cleaning.rules", "cleaning.rules.languages", "cleaning.rules.senses", "cleaning.page", METADATA)
"""Packages with a say in what is judged; credits are read with the metadata's lists."""


COPIES = ("cleaning.copies", "cleaning.copies.differences", "cleaning.copies.leans")
"""Packages that find copies and what drifted between them."""

TABLES, NO_MODEL = "model.zst", " (no model)"
"""File of the garble model, and what its version says where it was taken out."""


def digest(*parts: str) -> str:
    """Twelve hexadecimal digits over the parts.

    >>> digest("a", "b") == digest("a", "b") != digest("ab")
    True
    """
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:12]


def sources(package: str) -> list[str]:
    """Name and text of every code and data file of a package, in order of name."""
    files = sorted(resources.files(package).iterdir(), key=lambda file: file.name)
    wanted = [file for file in files if file.name.endswith((".py", ".txt", ".json", ".zst"))]
    return [part for file in wanted for part in (file.name, content(file))]


def is_complete() -> bool:
    """The garble model's files are there; without them wording is not judged."""
    return (resources.files("cleaning.garble") / TABLES).is_file()


def content(file: Traversable) -> str:
    """A file's text, or the digest of one that holds none."""
    if file.name.endswith(".zst"):
        return hashlib.sha256(file.read_bytes()).hexdigest()
    return file.read_text(encoding="utf-8")


def current(context_id: str = Context.empty().id) -> Versions:
    """Today's versions, together with the context at hand."""
    return replace(installed(), context=context_id)


@functools.cache
def comparing() -> str:
    """What made an assessment: the code and tables that compare copies, and what reads their texts."""
    return digest(*(part for package in COPIES for part in sources(package)), installed().model)


@functools.cache
def installed() -> Versions:
    """Versions of the code and data as installed, for the empty context; read once, they cannot change under way.

    Code is hashed, not declared: nobody has to remember to raise a number. A changed comment then makes results stale
    too, which costs a recleaning and never a wrong answer.
    """
    modules = resources.files("cleaning")
    files = [modules / name for name in EXTRACTION]
    texts = [file.read_text(encoding="utf-8") for file in files if file.is_file()]  # the judge's weights may be missing
    judging = [(modules / name).read_text(encoding="utf-8") for name in (*JUDGING, *PUT_BACK)]
    libraries = [f"{name}={metadata.version(name)}" for name in TEXT_LIBRARIES]
    return Versions(
        copydesk=metadata.version("copydesk"),
        extract=digest(*texts, *sources(METADATA), *libraries),
        rules=digest(*judging, *(part for package in RULES for part in sources(package))),
        model=digest(*sources("cleaning.garble")) + ("" if is_complete() else NO_MODEL),
        context=Context.empty().id,
    )
