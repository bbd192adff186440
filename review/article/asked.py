"""What the article's pages ask the store first, and what of an address they check."""

from __future__ import annotations

from review.view import NotFoundError
from storage.records import ArticleRecord
from storage.store import Store


def found_article(store: Store, article_id: int) -> ArticleRecord:
    """The article; NotFoundError where there is none, or it was never cleaned."""
    record = store.article(article_id)
    if record is not None:
        return record
    if store.find(str(article_id)) is not None:
        raise NotFoundError(f"article {article_id} waits for its first cleaning: run `copydesk reclean`")
    raise NotFoundError(f"no article {article_id} is stored here")
