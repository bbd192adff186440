"""What lists show of an article beside its figures, on both databases."""

from __future__ import annotations

from storage.queries import FlagQuery
from storage.records import Decision, Event
from storage.store import open_store
from tests.desk_samples import FERRY, GULLS, fill


def test_a_glimpse_has_the_surest_finding_and_all_signs(ready_url: str) -> None:
    ids = fill(ready_url)
    with open_store(ready_url) as store:
        articles = store.flags(FlagQuery(everything=True))
        found = store.glimpses(articles)
        assert [one.article_id for one in found.articles] == [one.id for one in articles]
        by_id = {one.article_id: one for one in found.articles}
        gulls, ferry = by_id[ids[GULLS]], by_id[ids[FERRY]]
        assert (gulls.signal, gulls.text) == ("formula", "Through Ada Quill")
        assert gulls.signs == (("formula", 2), ("grammar", 1))
        assert (ferry.signal, ferry.reason, ferry.signs, ferry.copies) == (None, "", (), 0)
        assert {one.page_terms for one in found.articles} == {()}
        assert found.newest == 0
        store.decide([ids[FERRY]], Decision(Event.FINE))
        assert store.glimpses(()).newest == 1
