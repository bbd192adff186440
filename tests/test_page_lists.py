"""Doubtful pages in lists, counts and exports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from cleaning.values import PageJudgement
from copydesk import app
from storage.queries import ExportQuery, FlagQuery
from storage.records import Decision, Event
from storage.store import Store, open_store
from tests.storage_samples import SITE, cleaned, page

JUDGED = {
    "sure": PageJudgement(is_article=True, kind="article", confidence=0.95),
    "unsure": PageJudgement(is_article=True, kind="article", confidence=0.6, terms=("many lines are no paragraphs",)),
    "list": PageJudgement(is_article=False, kind="listing", confidence=0.1, terms=("listing: 9 teasers",)),
    "unjudged": PageJudgement(),
}


@pytest.fixture
def store(ready_url: str) -> Iterator[Store]:
    with open_store(ready_url) as opened:
        for name, judged in JUDGED.items():
            put(opened, name, judged)
        yield opened


def put(store: Store, name: str, judged: PageJudgement) -> int:
    url = f"https://{SITE}/{name}"
    made = replace(cleaned(url), page=judged)
    return store.add_cleaning(store.add_page(page(url), SITE, None), made, None).article_id


def names(urls: list[str]) -> list[str]:
    return [url.rpartition("/")[2] for url in urls]


def test_doubtful_pages_come_least_sure_first_with_their_reasons(store: Store) -> None:
    listed = store.flags(FlagQuery(doubtful=0.8))
    assert names([summary.url for summary in listed]) == ["list", "unsure"]
    assert names([summary.url for summary in store.flags(FlagQuery(doubtful=0.8, reverse=True))]) == ["unsure", "list"]
    first = listed[0]
    behind = store.flags(FlagQuery(doubtful=0.8, after=(first.confidence or 0, first.id)))
    assert names([summary.url for summary in behind]) == ["unsure"]
    record = store.article(first.id)
    assert record is not None
    assert record.cleaned.page == JUDGED["list"]


def test_status_counts_them_by_the_newest_cleaning(store: Store) -> None:
    counted = [(site.articles, site.not_articles, site.doubtful) for site in store.status()]
    assert counted == [(4, 1, 2)]
    put(store, "list", JUDGED["sure"])
    assert [(site.articles, site.not_articles, site.doubtful) for site in store.status()] == [(4, 0, 1)]


def test_exports_of_articles_leave_out_what_is_none_unless_an_operator_knows_better(store: Store) -> None:
    wanted = ExportQuery(articles_only=True)
    assert names([row.url for row in store.export(wanted)]) == ["sure", "unsure", "unjudged"]
    assert names([row.url for row in store.export(replace(wanted, min_confidence=0.8))]) == ["sure"]
    listed = store.flags(FlagQuery(doubtful=0.2))[0]
    store.decide([listed.id], Decision(Event.FINE))
    assert "list" in names([row.url for row in store.export(wanted)])


def test_the_commands_show_and_choose_them(store: Store, ready_url: str) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, [*arguments, "--db", ready_url])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert len(list(store.export(ExportQuery()))) == len(JUDGED)
    rows = [json.loads(row) for row in run("flags", "--doubtful", "--output", "json").splitlines()]
    assert [row["page"]["kind"] for row in rows] == ["listing", "article"]
    assert rows[0]["page"]["terms"] == ["listing: 9 teasers"]
    assert "9 teasers" in run("flags", "--doubtful")
    assert "no page is doubtful" not in run("flags", "--doubtful", "--below", "0.3")
    status = json.loads(run("status", "--output", "json"))["sites"][0]
    assert (status["not_articles"], status["doubtful"]) == (1, 2)
