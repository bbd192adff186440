"""Raw pages, addresses and failures: what is stored before anything is cleaned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import func, select

from cleaning.values import Failure, Page, Stage
from storage.store import Store, open_store
from storage.tables import BodyRow
from tests.any_values import any_value, hostile_text
from tests.storage_samples import NOON, SITE, URL, Clock, cleaned, page

BROKEN = Failure(Stage.EXTRACT, "holds no text")
SILENT = Failure(Stage.FETCH, "no answer within 20 seconds")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(ready_url: str, clock: Clock) -> Iterator[Store]:
    with open_store(ready_url, now=clock) as opened:
        yield opened


def fail(store: Store, failure: Failure, url: str = URL, fetch_id: int | None = None) -> None:
    store.add_failure(failure, run_id=None, site=SITE, url=url, fetch_id=fetch_id)


def test_a_page_waits_as_it_was_received(store: Store) -> None:
    stored = page(requested_url="https://harbour.example/f", body=bytes(range(256)) * 50)
    fetch_id = store.add_page(stored, SITE, store.begin_run("crawl"))
    assert list(store.pending()) == [(fetch_id, stored)]


@given(hostile=any_value(Page).map(lambda one: replace(one, url=one.url or URL)))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_page_comes_back_as_it_was(store: Store, hostile: Page) -> None:
    expected = replace(
        hostile, requested_url=hostile.requested_url or hostile.url, fetched_at=hostile.fetched_at or NOON
    )
    assert store.page(store.add_page(hostile, SITE, None)) == expected


def test_a_page_without_any_address_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="address"):
        store.add_page(page(url=None), SITE, None)


def test_the_same_bytes_from_the_same_address_are_one_fetch(store: Store) -> None:
    first = store.add_page(page(), SITE, None)
    assert store.add_page(page(), SITE, None) == first
    assert store.add_pages([(page(), SITE), (page(), SITE)], None) == [first, first]
    assert len(list(store.pending())) == 1
    assert store.status()[0].pages == 1


def test_other_bytes_or_another_address_are_another_fetch(store: Store) -> None:
    same = page()
    others = [page(body=b"changed"), page("https://harbour.example/pier"), page(requested_url="https://hbr.example/f")]
    ids = {store.add_page(one, SITE, None) for one in [same, *others]}
    assert len(ids) == 4
    assert store.database.read(lambda c: c.execute(select(func.count()).select_from(BodyRow)).scalar()) == 2


def test_bytes_that_come_back_are_news_again(store: Store, clock: Clock) -> None:
    first = store.add_page(page(body=b"A"), SITE, None)
    store.add_cleaning(first, cleaned(text="Text A of the page."), None)
    clock.forward(hours=1)
    second = store.add_page(page(body=b"B"), SITE, None)
    store.add_cleaning(second, cleaned(text="Text B of the page."), None)
    clock.forward(hours=1)
    assert store.add_page(page(body=b"A"), SITE, None) == first
    assert [fetch_id for fetch_id, _ in store.pending()] == [first]
    added = store.add_cleaning(first, cleaned(text="Text A of the page."), None)
    assert added.is_new_version
    record = store.article(added.article_id)
    assert record is not None
    assert [version.number for version in record.extractions] == [3, 2, 1]
    assert [fetch.id for fetch in record.fetches] == [first, second]


def test_the_same_bytes_seen_again_wait_for_nothing(store: Store, clock: Clock) -> None:
    fetch_id = store.add_page(page(), SITE, None)
    store.add_cleaning(fetch_id, cleaned(), None)
    later = clock.forward(days=1)
    store.add_page(page(fetched_at=later, headers=(("etag", '"8"'),)), SITE, None)
    assert list(store.pending()) == []
    seen = store.page(fetch_id)
    assert seen is not None
    assert (seen.fetched_at, seen.headers) == (later, (("etag", '"8"'),))


def test_pending_gives_oldest_first_and_one_site_if_asked(store: Store) -> None:
    ids = [store.add_page(page(f"https://{n}.example/"), f"{n % 2}.example", None) for n in range(45)]
    assert [fetch_id for fetch_id, _ in store.pending()] == ids
    assert [fetch_id for fetch_id, _ in store.pending("1.example")] == ids[1::2]
    assert list(store.pending("unknown.example")) == []


def test_what_is_added_while_pages_are_read_is_for_the_next_time(store: Store) -> None:
    store.add_page(page(), SITE, None)
    seen = [store.add_page(page(f"https://harbour.example/{n}"), SITE, None) for n, _ in enumerate(store.pending())]
    assert len(seen) == 1
    assert len(list(store.pending())) == 2


def test_a_cleaning_that_fails_three_times_is_set_aside(store: Store) -> None:
    fetch_id = store.add_page(page(), SITE, None)
    for _ in range(2):
        fail(store, BROKEN, fetch_id=fetch_id)
        assert [one for one, _ in store.pending()] == [fetch_id]
    fail(store, BROKEN, fetch_id=fetch_id)
    assert list(store.pending()) == []
    assert [one for one, _ in store.failed()] == [fetch_id]
    status = store.status()[0]
    assert (status.pending, status.failed, status.failures) == (0, 1, (("extract", 3),))
    store.add_cleaning(fetch_id, cleaned(), None)
    assert list(store.failed()) == []
    assert store.failures() == ()
    assert len(store.failures(resolved=True)) == 3


def test_a_page_that_failed_once_can_be_tried_again_at_once(store: Store) -> None:
    fetch_id = store.add_page(page(), SITE, None)
    assert list(store.failed()) == []
    fail(store, BROKEN, fetch_id=fetch_id)
    assert [one for one, _ in store.failed()] == [fetch_id]


def test_a_page_that_was_cleaned_does_not_wait_again_when_a_recleaning_fails(store: Store) -> None:
    fetch_id = store.add_page(page(), SITE, None)
    store.add_cleaning(fetch_id, cleaned(), None)
    for _ in range(3):
        fail(store, BROKEN, fetch_id=fetch_id)
    assert list(store.pending()) == list(store.failed()) == []
    assert len(store.failures()) == 3


def test_failures_of_fetching_rest_longer_each_time_and_end(store: Store, clock: Clock) -> None:
    for hours in (1, 4, 16, 64):
        assert store.wants(URL)
        fail(store, SILENT)
        clock.forward(hours=hours, minutes=-1)
        assert not store.wants(URL)
        clock.forward(minutes=1)
    assert store.wants(URL)
    fail(store, SILENT)
    clock.forward(days=3650)
    assert not store.wants(URL)
    assert store.wants("https://harbour.example/other")


def test_a_good_answer_resolves_failures_of_fetching_only(store: Store, clock: Clock) -> None:
    fail(store, SILENT)
    clock.forward(hours=2)
    fetch_id = store.add_page(page(), SITE, None)
    assert store.failures() == ()
    fail(store, BROKEN, fetch_id=fetch_id)
    store.add_page(page(body=b"other"), SITE, None)
    assert [failure.stage for failure in store.failures()] == [Stage.EXTRACT]
    assert not store.wants(URL)


def test_a_feed_that_answers_again_is_resolved_by_name(store: Store) -> None:
    fail(store, SILENT, "https://harbour.example/feed.xml")
    fail(store, SILENT, "https://harbour.example/news.xml")
    store.resolve("https://harbour.example/feed.xml")
    assert [failure.url for failure in store.failures()] == ["https://harbour.example/news.xml"]


def test_an_address_is_wanted_again_only_when_it_changed_since(store: Store, clock: Clock) -> None:
    hour = timedelta(hours=1)
    assert store.wants(URL, None)
    assert store.wants(URL, NOON - hour)
    store.add_page(page(), SITE, None)
    clock.forward(days=1)
    assert not store.wants(URL)
    assert not store.wants(URL, NOON - hour)
    assert not store.wants(URL, NOON)
    assert store.wants(URL, NOON + hour)


def test_a_stamp_that_was_answered_to_says_nothing_new(store: Store) -> None:
    tomorrow = NOON + timedelta(days=1)
    store.add_page(page(), SITE, None, changed=tomorrow)
    assert not store.wants(URL, tomorrow)
    assert store.wants(URL, tomorrow + timedelta(minutes=1))


def test_redirects_and_tracking_lead_to_what_was_fetched(store: Store) -> None:
    asked = "https://hbr.example/f?utm_source=feed"
    store.add_page(page(requested_url=asked), SITE, None)
    known = {asked, "https://hbr.example/f", URL, URL + "#comments", URL + "?fbclid=x", "HTTPS://Harbour.Example/ferry"}
    unknown = {
        URL + "?page=2",
        "http://harbour.example/ferry",
        "https://harbour.example/",
        "https://harbour.example/FERRY",
    }
    assert store.unwanted([(url, None) for url in known | unknown]) == known


def test_many_addresses_are_asked_in_one_go(store: Store) -> None:
    urls = [f"https://harbour.example/{number}" for number in range(1_200)]
    store.add_pages([(page(url), SITE) for url in urls[:600]], None)
    assert store.unwanted([(url, None) for url in urls]) == set(urls[:600])


@given(reason=hostile_text, note=hostile_text)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_can_be_a_reason(store: Store, reason: str, note: str) -> None:
    run_id = store.begin_run("crawl", note)
    store.add_failure(Failure(Stage.READ, reason), run_id=run_id, site=SITE, url=URL + reason)
    failure, run = store.failures(limit=1)[0], store.runs(1)[0]
    assert (failure.reason, failure.url, failure.run_id, run.note) == (reason, URL + reason, run_id, note)


def test_an_address_may_be_very_long(store: Store) -> None:
    url = URL + "?q=" + "".join(chr(65 + n * 7919 % 26) for n in range(9_000))
    store.add_page(page(url), SITE, None)
    fail(store, BROKEN, url)
    assert not store.wants(url)
    assert store.failures()[0].url == url
