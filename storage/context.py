"""What the store knows about an article, asked from a worker process."""

from __future__ import annotations

import atexit
import functools
from dataclasses import dataclass

from cleaning.values import Article, Context
from storage.store import Store, open_store


@dataclass(frozen=True, slots=True)
class StoreContext:
    """`context_of` for engine.attempt: picklable, opens the database read-only on first use in its process."""

    db_url: str

    def __call__(self, article: Article) -> Context:
        """The article's context."""
        return opened(self.db_url).context(article)


@functools.lru_cache(maxsize=4)
def opened(db_url: str) -> Store:
    """One store for each process and address: a worker asks for every page."""
    store = open_store(db_url, read_only=True)
    atexit.register(store.close)
    return store
