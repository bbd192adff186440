"""What litter says in each language: one file a language, `<code>.txt`, beside the English tables.

A file begins with a remark that names the language and where its phrases come from. Its sections name the table that
they add to, then the table's own section:

    [see_also alone]            rows of `see_also.txt`, section [alone]
    [prompts newsletter thing]  words of `prompts.txt`, section [newsletter thing]

Word lists that only these files have: what an author is and does, and the words behind which follows what somebody
writes ([prompts author trade], [... act], [... that]: `cleaning.rules.biographies`); verbs of speech ([prompts said]).

What the sections of phrase tables mean, and the signs in a phrase, stand in `cleaning.rules.phrases`. Tables that exist
in language files only (byline, caption, posted_in, source, tag_list, timestamp) hold labels; English ones are known by
their build. A phrase in [sure] condemns its whole part, so it is long enough that no story opens a sentence with it.
"""

from __future__ import annotations

from functools import cache
from importlib import resources


def codes() -> tuple[str, ...]:
    """Languages that have a file, in order."""
    files = resources.files("cleaning.rules.languages").iterdir()
    return tuple(sorted(file.name.removesuffix(".txt") for file in files if file.name.endswith(".txt")))


@cache
def sections_of(code: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(table, section, rows) of one language's file, remarks left out."""
    text = (resources.files("cleaning.rules.languages") / f"{code}.txt").read_text(encoding="utf-8")
    found: list[tuple[str, str, list[str]]] = []
    for row in (raw.strip() for raw in text.splitlines()):
        if row.startswith("["):
            table, _, section = row.strip("[]").partition(" ")
            found.append((table, section, []))
        elif row and not row.startswith("# ") and row != "#":
            found[-1][2].append(row)
    return tuple((table, section, tuple(rows)) for table, section, rows in found)


@cache
def rows_of(table: str) -> tuple[str, ...]:
    """What all languages add to a table: its rows, each run under the header of its section."""
    return tuple(
        row
        for code in codes()
        for name, section, rows in sections_of(code)
        if name == table
        for row in (f"[{section}]", *rows)
    )
