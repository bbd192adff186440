"""What an operator said last, each word with its way back: also of pages that were left long ago."""

from __future__ import annotations

from dataclasses import dataclass

from review.view import Ask
from storage.records import DecisionRecord
from storage.store import Store

MOST = 30


@dataclass(frozen=True, slots=True)
class Said:
    """One word, with the article that it is about."""

    article_id: int
    title: str
    decision: DecisionRecord


@dataclass(frozen=True, slots=True)
class Recent:
    """The last words of whoever asks, newest first."""

    words: tuple[Said, ...]


def recent(store: Store, ask: Ask) -> Recent:
    """The last words of whoever asks."""
    found = store.recent(ask.who, MOST)
    titles = {article_id: title_of(store, article_id) for article_id, _ in found}
    return Recent(tuple(Said(article_id, titles[article_id], record) for article_id, record in found))


def title_of(store: Store, article_id: int) -> str:
    """What to call an article: its title, else its address."""
    record = store.article(article_id)
    return (record.summary.title or record.summary.url) if record else f"article {article_id}"
