"""Site memory in storage: counted once, frozen, never changed, found again, and what it makes stale."""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from multiprocessing.queues import Queue

import pytest
from sqlalchemy import func, select

from cleaning.habits import FIXED_ARTICLES, LEAST_ARTICLES, count_in, fingerprint, line_key
from cleaning.values import Article, Block, CleanedArticle, Context, Garble, GarbleStatus, JudgedLine, Link, SiteRate
from storage import habits
from storage.site_tables import HabitRow, ProfileRow
from storage.store import Store, open_store
from tests.storage_samples import SITE, VERSIONS, cleaned, page

STANDING = "Harbour news since 1903"
SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def store(ready_url: str) -> Iterator[Store]:
    with open_store(ready_url) as opened:
        yield opened


def address(number: int) -> str:
    return f"https://{SITE}/{number}"


def story(number: int, *, words: str = "", context: str = "empty") -> CleanedArticle:
    """An article with its own paragraph, a standing line, and a pointer whose headline changes."""
    name = "".join("abcdefghij"[int(digit)] for digit in f"{number:03}") * 2
    texts = (
        f"The boat {name} sailed for the outer islands on Monday with {words or name} aboard, its owner said.",
        f"More here {name} returns",
        STANDING,
    )
    blocks = tuple(Block(text, tag="p", path="html/body/p") for text in texts)
    return replace(
        cleaned(address(number)),
        article=Article(address(number), title=f"Boat number {number}", blocks=blocks),
        lines=tuple(JudgedLine(text) for text in texts),
        versions=replace(VERSIONS, context=context),
    )


def judged(number: int, *, flagged: bool, lifted: bool = False) -> CleanedArticle:
    """An article of its own words that was flagged or not."""
    one = story(number)
    article = replace(one.article, blocks=one.article.blocks[:1])
    garble = replace(one.garble, score=0.9 if flagged else 0.1, flagged=flagged, lifted=lifted)
    return replace(one, article=article, lines=one.lines[:1], garble=garble)


def add_judged(store: Store, flags: Sequence[bool], *, start: int = 0, lifted: bool = False) -> None:
    numbers = range(start, start + len(flags))
    fetches = store.add_pages([(page(address(n)), SITE) for n in numbers], None)
    ready = [judged(n, flagged=flag, lifted=lifted) for n, flag in zip(numbers, flags, strict=True)]
    store.add_cleanings(list(zip(fetches, ready, strict=True)), None)


def test_a_sites_rate_is_frozen_with_its_profile_and_leaves_out_the_article_itself(store: Store) -> None:
    add_judged(store, [True, False] * 5)
    assert store.context(story(99).article).rate == SiteRate(10, 5)
    assert store.context(story(0).article).rate == SiteRate(9, 4)
    assert store.context(story(1).article).rate == SiteRate(9, 5)
    add_judged(store, [True] * 9, start=10)
    assert store.context(story(99).article).rate == SiteRate(10, 5)
    add_judged(store, [True], start=19)
    assert store.context(story(99).article).rate == SiteRate(20, 15)


def test_a_flag_that_the_sites_rate_lifted_is_not_counted(store: Store) -> None:
    add_judged(store, [True] * 5)
    add_judged(store, [True] * 5, start=5, lifted=True)
    assert store.context(story(99).article).rate == SiteRate(10, 5)


def test_a_rate_makes_its_site_stale_only_where_it_says_something(store: Store) -> None:
    add_judged(store, [False] * 9 + [True])
    first = store.context(story(99).article)
    assert first.rate is None
    add_judged(store, [False] * 10, start=10)
    assert store.context(story(99).article).id == first.id
    add_judged(store, [True] * 20, start=20)
    assert store.context(story(99).article).id != first.id


def test_articles_that_were_not_judged_are_no_part_of_a_rate(store: Store) -> None:
    fetches = store.add_pages([(page(address(n)), SITE) for n in range(FIXED_ARTICLES)], None)
    limited = Garble(GarbleStatus.LANGUAGE_LIMITED, flagged=True)
    store.add_cleanings([(f, replace(story(n), garble=limited)) for n, f in enumerate(fetches)], None)
    assert store.context(story(99).article).rate is None


def test_cleaning_again_changes_a_rate_and_what_was_frozen_stays(store: Store) -> None:
    add_judged(store, [True] * 10)
    before = store.context(story(99).article)
    add_judged(store, [False] * 5 + [True] * 5)
    assert store.context(story(99).article) == before
    assert store.renew_profiles(every=True) == 1
    assert store.context(story(99).article).rate == SiteRate(10, 5)
    assert store.renew_profiles(every=True) == 0


def add(store: Store, *numbers: int, words: str = "") -> None:
    fetches = store.add_pages([(page(address(n), words.encode() or b"<p>x</p>"), SITE) for n in numbers], None)
    store.add_cleanings([(f, story(n, words=words)) for f, n in zip(fetches, numbers, strict=True)], None)


def profiles(store: Store) -> list[tuple[int, str, int]]:
    wanted = select(ProfileRow.version, ProfileRow.context, ProfileRow.articles).order_by(ProfileRow.version)
    return [
        (version, context, articles)
        for version, context, articles in store.database.read(lambda c: c.execute(wanted).all())
    ]


def test_there_is_none_before_there_are_enough_articles(store: Store) -> None:
    add(store, *range(FIXED_ARTICLES - 1))
    assert profiles(store) == []
    assert store.context(story(1).article) == Context.empty()
    assert list(store.stale(VERSIONS)) == []


def test_enough_articles_freeze_one_and_the_double_the_next(store: Store) -> None:
    for number in range(2 * LEAST_ARTICLES):
        add(store, number)
    assert [(version, articles) for version, _, articles in profiles(store)] == [(1, 10), (2, 20), (3, 40)]
    context = store.context(story(999).article)
    assert context.site is not None
    assert (context.site.host, context.site.version, context.site.articles) == (SITE, 3, 2 * LEAST_ARTICLES)
    assert count_in(context.site.lines, line_key(STANDING)) == 2 * LEAST_ARTICLES
    assert count_in(context.site.openings, fingerprint("more here")) == 2 * LEAST_ARTICLES


def test_a_frozen_one_is_never_changed(store: Store) -> None:
    add(store, *range(LEAST_ARTICLES))
    first = profiles(store)
    add(store, *range(LEAST_ARTICLES, 2 * LEAST_ARTICLES))
    assert profiles(store)[:1] == first
    assert store.renew_profiles(every=True) == 0


def test_the_same_articles_again_count_once_and_what_changed_is_counted_anew(store: Store) -> None:
    numbers = range(LEAST_ARTICLES)
    add(store, *numbers)
    add(store, *numbers)
    rows = store.database.read(lambda c: c.execute(select(func.count()).select_from(HabitRow)).scalar_one())
    assert rows == LEAST_ARTICLES
    assert len(profiles(store)) == 1
    add(store, 3, words="cattle and hay")
    assert store.renew_profiles() == 0
    assert store.renew_profiles(every=True) == 0  # that paragraph is nobody's habit
    sample = store.database.read(lambda c: habits.sample(c, 1))
    assert len(sample) == LEAST_ARTICLES
    assert len({traces[0].line for traces in sample}) == LEAST_ARTICLES


def test_a_new_profile_makes_the_articles_of_its_site_stale_and_no_others(store: Store) -> None:
    other = store.add_page(page("https://meadow.example/1"), "meadow.example", None)
    store.add_cleaning(other, replace(story(1), article=Article("https://meadow.example/1")), None)
    add(store, *range(LEAST_ARTICLES))
    stale = [one.url for _, one in store.stale(VERSIONS)]
    assert sorted(map(str, stale)) == sorted(address(n) for n in range(LEAST_ARTICLES))
    context = store.context(story(0).article)
    for fetch_id, one in list(store.stale(VERSIONS)):
        number = int(str(one.url).rsplit("/", 1)[1])
        store.add_cleaning(fetch_id, story(number, context=context.id), None)
    assert list(store.stale(VERSIONS)) == []
    assert [one.url for _, one in store.stale(replace(VERSIONS, rules="rules-2"), SITE)] != []


@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_arrival_does_not_matter_once_profiles_are_renewed(store: Store, seed: int) -> None:
    numbers = list(range(LEAST_ARTICLES * 2 + 7))
    random.Random(seed).shuffle(numbers)
    for start in range(0, len(numbers), 5):
        add(store, *numbers[start : start + 5])
    store.renew_profiles(every=True)
    context = store.context(story(0).article)
    assert context.site is not None
    assert (context.id, context.site.articles) == (profiles(store)[-1][1], len(numbers))
    assert context.id == EXPECTED.setdefault("id", context.id)


EXPECTED: dict[str, str] = {}
"""The id that the first order gave, on the first database."""


def test_a_large_site_is_counted_by_a_sample_that_order_does_not_change(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(habits, "MOST_ARTICLES", 25)
    add(store, *range(30))
    keys = store.database.read(lambda c: c.execute(select(HabitRow.key).order_by(HabitRow.key)).scalars().all())
    add(store, *range(30, 60))
    after = store.database.read(lambda c: c.execute(select(HabitRow.key).order_by(HabitRow.key)).scalars().all())
    assert len(keys) == len(after) == 25
    assert max(after) <= max(keys)
    assert profiles(store)[-1][2] == 25


def test_what_another_release_counted_is_neither_read_nor_mixed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, *range(LEAST_ARTICLES))
    before = store.context(story(0).article)
    monkeypatch.setattr(habits, "COUNTED", 2)
    monkeypatch.setattr("storage.profiles.COUNTED", 2)
    store.profiles.clear()
    found = store.context(story(0).article)
    assert found.id == before.id
    assert found.site is not None
    assert found.site.lines == ()
    assert store.renew_profiles() == 0
    add(store, *range(LEAST_ARTICLES))
    assert store.renew_profiles() == 1
    assert store.renew_profiles() == 0


def test_titles_behind_the_articles_own_links(store: Store) -> None:
    add(store, *range(LEAST_ARTICLES))
    text = "Boat number 3 sailed, as boat 5 did, and nobody has seen Boat number 99 since."
    links = (
        Link(0, 13, f"{address(3)}?utm_source=x", same_site=True),
        Link(25, 31, address(5), same_site=True),
        Link(57, 71, address(99), same_site=True),
    )
    article = Article(address(500), blocks=(Block(text, links=links),))
    assert store.context(article).titles == ((f"{address(3)}?utm_source=x", "Boat number 3"),)


def write_all(db_url: str, order: int, results: Queue[str]) -> None:
    """One of two writers: the same articles in its own order, in small batches."""
    numbers = list(range(LEAST_ARTICLES * 2))[:: 1 if order else -1]
    try:
        with open_store(db_url) as store:
            for start in range(0, len(numbers), 3):
                add(store, *numbers[start : start + 3])
        results.put("")
    except BaseException as error:  # a message for the parent
        results.put(repr(error))
        raise


def test_writers_at_once_count_every_article_once(ready_url: str) -> None:
    results: Queue[str] = SPAWN.Queue()
    writers = [SPAWN.Process(target=write_all, args=(ready_url, order, results)) for order in range(2)]
    for writer in writers:
        writer.start()
    errors = [results.get(timeout=120) for _ in writers]
    for writer in writers:
        writer.join()
    assert errors == ["", ""]
    with open_store(ready_url) as store:
        versions = [version for version, _, _ in profiles(store)]
        assert versions == [1, 2, 3]
        assert profiles(store)[-1][2] == 2 * LEAST_ARTICLES
        assert store.renew_profiles(every=True) == 0


def test_status_and_article_tell_the_profiles(store: Store) -> None:
    assert store.status() == ()
    add(store, *range(LEAST_ARTICLES))
    (site,) = store.status()
    assert site.profile is not None
    assert (site.profile.version, site.profile.articles) == (1, LEAST_ARTICLES)
    record = store.article(1)
    assert record is not None
    assert record.profiles == (site.profile,)
