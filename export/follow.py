"""Rows of a dataset whose text follows what operators said of its lines and blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from export.decided import decided
from storage.desk_records import Journal
from storage.records import ArticleRecord, ExportRow


def following(rows: Iterable[ExportRow], said: Iterable[tuple[ArticleRecord, Journal]]) -> Iterator[ExportRow]:
    """The rows with their words applied and counted; both come by id, and are read side by side."""
    words = iter(said)
    journal = next_journal(words)
    for row in rows:
        while journal is not None and journal.article_id < row.article_id:
            journal = next_journal(words)
        if journal is not None and journal.article_id == row.article_id:
            kept = decided(row.cleaned, journal.decisions)
            yield replace(row, cleaned=kept.cleaned, decisions=len({one.id for one in kept.words.values()}))
        else:
            yield replace(row, decisions=0)


def next_journal(words: Iterator[tuple[ArticleRecord, Journal]]) -> Journal | None:
    """The next article's decisions; None behind the last."""
    found = next(words, None)
    return None if found is None else found[1]
