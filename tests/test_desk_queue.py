"""The queue: lists, filters with their counts, search, places in the list, saved lists, verdicts on one and on many."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from review.keys import ARTICLE_KEYS, EVERYWHERE, QUEUE_KEYS, Key
from review.queue import articles as queue_module
from review.queue.filters import FILTERS, KEPT, SCOPES, Filter
from storage.desk_records import Facets
from storage.queries import FlagQuery
from storage.records import Decision, Event
from storage.store import Store
from tests.desk_samples import GULLS, HOSTILE
from tests.deskserver import Visitor, visitor
from tests.queue_samples import MANY, SITES


@pytest.fixture
def ada(many_store: Store) -> Visitor:
    return visitor(many_store)


def ids(answer: object) -> list[int]:
    assert isinstance(answer, dict)
    return [row["article"]["id"] for row in answer["rows"]]


def asked(who: Visitor, **fields: object) -> dict[str, object]:
    answer = who.get(f"/api/?{urlencode(fields, doseq=True)}")
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def links(html: str, within: str) -> list[str]:
    """Addresses of the links in the first element of this class."""
    part = html.split(f'class="{within}"', 1)[1].split("</ul>", 1)[0]
    return [unescape(found) for found in re.findall(r'href="([^"]+)"', part)]


# Lists and filters


def test_the_queue_is_what_is_flagged_the_surest_first(ada: Visitor, many_store: Store) -> None:
    expected = [one.id for one in many_store.flags(FlagQuery(limit=50))]
    assert ids(asked(ada)) == expected
    assert ids(asked(ada, order="reverse"))[0] == many_store.flags(FlagQuery(reverse=True, limit=1))[0].id


@pytest.mark.parametrize("scope", [scope.name for scope in SCOPES])
def test_every_list_is_shown(ada: Visitor, scope: str) -> None:
    page = ada.get(f"/?scope={scope}")
    assert page.status_code == 200
    assert asked(ada, scope=scope)["scope"] == scope


@pytest.mark.parametrize("row", FILTERS, ids=lambda row: row.name)
def test_every_filter_narrows_the_list_and_is_taken_away_by_its_chip(
    ada: Visitor, many_store: Store, row: Filter
) -> None:
    many_store.decide([many_store.flags(FlagQuery())[0].id], Decision(Event.FINE))
    some = {
        "verdict": "fine",
        "site": SITES[1],
        "since": "2026-03-01",
        "until": "2026-03-31",
        "cluster": "1",
        "q": "market",
    }
    listed = asked(ada, scope="all", limit=200)
    counted = listed["counted"]
    assert isinstance(counted, dict)
    groups = {group["name"]: group["choices"] for group in counted["groups"]}
    value = some.get(row.name) or groups[row.name][-1]["value"]
    narrowed = asked(ada, scope="all", limit=200, **{row.name: value})
    assert set(ids(narrowed)) < set(ids(listed))
    chips = narrowed["chips"]
    assert isinstance(chips, list)
    assert [chip["title"] for chip in chips] == [row.title]
    assert parse_qs(chips[0]["to"]) == {"scope": ["all"]}


def test_a_doubtful_page_says_why_it_is_doubted(ada: Visitor) -> None:
    rows = asked(ada, scope="doubtful")["rows"]
    assert isinstance(rows, list)
    assert (rows[0]["reason"], rows[0]["others"]) == ("few sentences for so many lines", 1)


def test_what_is_decided_waits_no_longer_and_is_found_by_its_verdict(ada: Visitor, many_store: Store) -> None:
    first = ids(asked(ada))[0]
    many_store.decide([first], Decision(Event.FINE))
    assert first not in ids(asked(ada, limit=200))
    assert first in ids(asked(ada, scope="flagged"))
    assert ids(asked(ada, verdict="fine")) == [first]


def test_every_count_is_what_its_filter_leaves(ada: Visitor) -> None:
    counted = asked(ada, scope="all", language="en")["counted"]
    assert isinstance(counted, dict)
    assert counted["total"] == len(ids(asked(ada, scope="all", language="en", limit=200)))
    for group in counted["groups"]:
        for choice in group["choices"]:
            if choice["articles"] and not choice["chosen"]:
                left = ids(ada.get(f"/api/?limit=200&{choice['to']}").json())
                assert len(left) == choice["articles"], (group["name"], choice)


def test_kinds_of_evidence_add_up_and_other_filters_replace_each_other(ada: Visitor) -> None:
    both = asked(ada, evidence=["grammar", "names"], limit=200)
    assert set(ids(both)) >= set(ids(asked(ada, evidence="grammar", limit=200)))
    page = ada.get("/?evidence=grammar&site=meadow.example").text
    assert f"/?evidence=grammar&site={SITES[0]}" in unescape(page)
    assert len(links(page, "row chips")) == 3  # two chips, and the link that takes all away


def test_counts_come_later_where_there_are_many_articles(ada: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_module, "COUNTED_AT_ONCE", 0)
    page = ada.get("/?site=meadow.example").text
    assert 'hx-get="/facets?site=meadow.example"' in page
    assert "counts=1" in page
    assert 'class="groups"' not in page
    assert 'class="groups"' in ada.get("/?site=meadow.example&counts=1").text
    part = ada.get("/facets?site=meadow.example").text
    assert part.strip().startswith('<div class="groups">')


def test_all_counts_of_the_store_are_shown() -> None:
    shown = {row.facet for row in FILTERS if row.facet}
    assert shown == {name for name in Facets.__dataclass_fields__ if name != "total"}


@pytest.mark.parametrize(
    "query",
    [
        "scope=nothing",
        "score=2",
        "score=x",
        "score=nan",
        "sure=-1",
        "evidence=hearsay",
        "verdict=guilty",
        "month=2026-13",
        "month=0000-01",
        "since=yesterday",
        "cluster=-1",
        "cluster=999999999999999999999999",
        "after=x",
        "after=nan:1",
        "after=0.5:99999999999999999999",
        "limit=x",
        "at=x",
        "q=%00",
    ],
)
def test_what_cannot_be_understood_is_said(ada: Visitor, query: str) -> None:
    answer = ada.get(f"/api/?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.json()["error"]["message"]
    assert ada.get(f"/?{query}").status_code == 400


def test_search_finds_words_in_titles_and_texts(ada: Visitor) -> None:
    found = asked(ada, q="stalls ramp", limit=200)
    assert ids(found)
    assert not ids(asked(ada, q="zeppelin"))
    assert ids(asked(ada, q='"half of its stalls"'))
    assert not ids(asked(ada, q='"stalls its half"'))
    for odd in ('"', "*", "AND OR NOT", "a" * 5000, "%_'\\", "(NEAR", "\u202e"):
        assert ada.get(f"/?{urlencode({'q': odd})}").status_code == 200


# Places in the list


def test_the_list_goes_on_where_it_ended_and_knows_its_way_back(ada: Visitor) -> None:
    seen: list[int] = []
    more: object = "limit=10"
    while more is not None:
        part = ada.get(f"/api/?{more}&limit=10").json()
        seen += ids(part)
        more = part["more"]
    assert len(seen) == len(set(seen)) == len(ids(asked(ada, limit=200)))


def test_one_comes_back_to_the_article_one_left(ada: Visitor) -> None:
    second = ids(asked(ada))[1]
    assert f'data-id="{second}" data-at' in ada.get(f"/?at={second}").text
    assert "data-at>" not in ada.get("/?at=999999").text


def test_an_empty_list_says_why_and_what_to_do(ada: Visitor, sqlite_url: str) -> None:
    assert "Take one away above" in ada.get("/?site=nowhere.example").text
    assert "No article drifted" in ada.get("/?scope=drifted").text
    from storage.store import open_store  # noqa: PLC0415

    with open_store(sqlite_url) as store:
        assert "Run `copydesk crawl`" in visitor(store).get("/").text


def test_what_pages_say_is_shown_as_text(desk_store: Store) -> None:
    page = visitor(desk_store).get("/").text
    assert "<script>x" not in page
    assert "[/red]" in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_a_list_is_kept_under_a_name(ada: Visitor, many_store: Store) -> None:
    kept = ada.post("/filters", {"list": "site=meadow.example&after=0.5:3&order=reverse", "name": "Meadow <b>"})
    assert kept.headers["location"] == "/?site=meadow.example&order=reverse"
    [saved] = many_store.filters()
    assert (saved.name, saved.query, saved.who) == ("Meadow <b>", "site=meadow.example&order=reverse", "ada")
    page = ada.get("/").text
    assert "/?site=meadow.example&amp;order=reverse" in page
    assert "Meadow &lt;b&gt;" in page
    assert ada.post("/filters", {"list": "score=x", "name": "wrong"}).status_code == 400
    assert ada.post("/filters", {"list": "", "name": " "}).status_code == 400
    assert ada.post(f"/filters/{saved.id}/delete", {"to": "/?scope=all"}).headers["location"] == "/?scope=all"
    assert not many_store.filters()
    assert ada.post(f"/filters/{saved.id}/delete").status_code == 404


def test_fields_that_make_a_list_are_all_kept() -> None:
    assert ("scope", *(row.name for row in FILTERS), "order") == KEPT


# Verdicts


def judge_one(who: Visitor, article_id: int, newest: object = 0, **more: object) -> object:
    fields = {"article": article_id, "verdict": "fine", "newest": newest, "list": "site=meadow.example", **more}
    return who.call("/api/queue/decide", fields).json()


def test_one_key_judges_the_article_at_hand_and_the_list_goes_on(ada: Visitor, many_store: Store) -> None:
    listed = asked(ada, site=SITES[1])
    first, second = ids(listed)[:2]
    done = judge_one(ada, first, listed["newest"], at=second)
    assert isinstance(done, dict)
    assert done["to"] == f"/?site=meadow.example&at={second}"
    assert done["back"] == f"/?site=meadow.example&at={first}"
    assert done["message"].startswith("Fine: ")
    record = many_store.article(first)
    assert record is not None
    assert record.summary.verdict is Event.FINE
    taken = ada.call("/api/undo", {"decision": done["undo"], "to": done["back"]}).json()
    assert taken["to"] == done["back"]
    again = many_store.article(first)
    assert again is not None
    assert again.summary.verdict is None


def test_the_next_page_says_what_was_done_once_and_offers_to_take_it_back(ada: Visitor) -> None:
    first = ids(asked(ada))[0]
    done = ada.post("/queue/decide", {"article": first, "verdict": "not_an_article", "newest": 0})
    ahead = ada.get("/", headers={"X-Desk-Preload": "1"}).text
    page = ada.get(done.headers["location"]).text
    assert "Not an article: " not in ahead
    assert "Not an article: " in page
    undo = page.split('action="/undo"', 1)[1].split("</form>", 1)[0]
    assert 'data-key="u"' in undo
    assert "Not an article: " not in ada.get("/").text


def test_what_was_said_is_believed_from_the_desk_alone(ada: Visitor) -> None:
    ada.client.cookies.set("copydesk_said", "eyJtZXNzYWdlIjogIngifQ==.0000")
    assert ada.get("/").text.count("eyJ") == 0


def test_a_script_with_the_next_page_at_hand_gets_only_what_is_to_be_said(ada: Visitor) -> None:
    first, second = ids(asked(ada))[:2]
    fields = {"article": first, "verdict": "fine", "newest": 0, "at": second}
    part = ada.post("/queue/decide", fields, headers={"X-Desk-Go": f"/?at={second}"})
    assert part.headers["X-Desk-To"] == f"/?at={second}"
    assert "Fine: " in part.text
    assert "<html" not in part.text
    other = ada.post("/queue/decide", {**fields, "verdict": "garbled"}, headers={"X-Desk-Go": "/elsewhere"})
    assert (other.text, other.headers["X-Desk-To"]) == ("", f"/?at={second}")
    assert "Garbled: " in ada.get("/").text


def test_two_who_judge_one_article_do_not_overwrite_each_other(ada: Visitor, many_store: Store) -> None:
    listed = asked(ada)
    first = ids(listed)[0]
    many_store.decide([first], Decision(Event.GARBLED, who="bob"))
    answer = ada.call("/api/queue/decide", {"article": first, "verdict": "fine", "newest": listed["newest"]})
    assert answer.status_code == 409
    assert answer.json()["error"]["again"] == f"/articles/{first}"
    record = many_store.article(first)
    assert record is not None
    assert record.summary.verdict is Event.GARBLED
    page = ada.post("/queue/decide", {"article": first, "verdict": "fine", "newest": listed["newest"]})
    assert "Look again" in page.text


@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": "guilty", "article": 1, "newest": 0},
        {"verdict": "undo", "article": 1, "newest": 0},
        {"verdict": "fine", "newest": 0},
        {"verdict": "fine", "article": "x", "newest": 0},
        {"verdict": "fine", "article": "9" * 30, "newest": 0},
        {"verdict": "fine", "article": 1},
        {"verdict": "fine", "article": 1, "newest": -1},
        {"verdict": "fine", "article": 1, "newest": "1e99"},
        {"verdict": "fine", "article": 1, "newest": "inf"},
        {"verdict": {"a": 1}, "article": 1, "newest": 0},
    ],
)
def test_a_verdict_that_is_none_is_refused(ada: Visitor, many_store: Store, fields: dict[str, object]) -> None:
    assert ada.call("/api/queue/decide", fields).status_code == 400
    assert not many_store.recent("ada")


def test_what_is_not_there_cannot_be_judged(ada: Visitor) -> None:
    assert ada.call("/api/queue/decide", {"article": 999999, "verdict": "fine", "newest": 0}).status_code == 404
    assert ada.call("/api/undo", {"decision": 999999}).status_code == 404
    assert ada.call("/api/bulk/undo", {"batch": 999999}).status_code == 404


def test_a_bulk_says_first_what_it_touches(ada: Visitor, many_store: Store) -> None:
    first = ids(asked(ada, site=SITES[2]))[0]
    many_store.decide([first], Decision(Event.GARBLED, who="bob"))
    page = ada.get(f"/bulk?verdict=fine&all=1&list=scope%3Dflagged%26site%3D{SITES[2]}")
    assert "Some were decided before" in page.text
    preview = ada.get(f"/api/bulk?verdict=fine&all=1&list=scope%3Dflagged%26site%3D{SITES[2]}").json()["preview"]
    assert sum(tick["articles"] for tick in preview["by_verdict"]) == preview["articles"]
    assert len(preview["examples"]) == min(preview["articles"], 10)


def test_a_bulk_is_done_as_shown_and_taken_back_as_a_whole(ada: Visitor, many_store: Store) -> None:
    query = {"verdict": "fine", "all": "1", "list": f"scope=flagged&site={SITES[2]}"}
    preview = ada.get(f"/api/bulk?{urlencode(query)}").json()["preview"]
    sent = {**query, "expected": preview["articles"], "newest": preview["newest"], "note": "all read"}
    done = ada.call("/api/bulk", sent).json()
    assert done["undo_by"] == "undo_bulk"
    assert len(many_store.flags(FlagQuery(site=SITES[2], verdict=Event.FINE, limit=200))) == preview["articles"]
    shown = ada.post("/bulk", {**sent, "verdict": "garbled", "newest": many_store.preview(FlagQuery()).newest})
    page = ada.get(shown.headers["location"]).text
    assert 'action="/bulk/undo"' in page
    taken = ada.call("/api/bulk/undo", {"batch": done["undo"] + 0, "to": "/"}).json()
    assert "Taken back on" in taken["message"]


def test_a_bulk_on_chosen_articles_touches_these_alone(ada: Visitor, many_store: Store) -> None:
    chosen = ids(asked(ada))[3:6]
    preview = ada.get(f"/api/bulk?{urlencode({'verdict': 'fine', 'article': chosen}, doseq=True)}").json()
    assert preview["chosen"] == chosen
    sent = {"verdict": "fine", "article": chosen, "expected": 3, "newest": preview["preview"]["newest"]}
    assert ada.call("/api/bulk", sent).json()["message"] == "Fine: 3 articles"
    assert {one.id for one in many_store.flags(FlagQuery(verdict=Event.FINE))} == set(chosen)


def test_a_bulk_that_is_no_longer_what_was_shown_is_refused(ada: Visitor, many_store: Store) -> None:
    query = {"verdict": "fine", "all": "1", "list": f"scope=flagged&site={SITES[2]}"}
    preview = ada.get(f"/api/bulk?{urlencode(query)}").json()["preview"]
    sent = {**query, "expected": preview["articles"] - 1, "newest": preview["newest"]}
    fewer = ada.call("/api/bulk", sent)
    assert fewer.status_code == 409
    again = urlsplit(fewer.json()["error"]["again"])
    assert again.path == "/bulk"
    assert parse_qs(again.query) == {name: [value] for name, value in query.items()}
    many_store.decide([ids(asked(ada, site=SITES[2]))[0]], Decision(Event.GARBLED, who="bob"))
    assert ada.call("/api/bulk", {**sent, "expected": preview["articles"]}).status_code == 409
    assert not many_store.flags(FlagQuery(verdict=Event.FINE))


def test_a_bulk_on_nothing_is_refused(ada: Visitor) -> None:
    assert "Select articles first" in ada.get("/bulk?verdict=fine").text
    assert "Back to the list" in ada.get("/bulk?verdict=fine&all=1&list=site%3Dnowhere.example").text
    sent = {"verdict": "fine", "all": "1", "list": "site=nowhere.example", "expected": 0, "newest": 0}
    assert ada.call("/api/bulk", sent).status_code == 400


def test_last_words_stand_on_a_page_each_with_its_way_back(ada: Visitor, many_store: Store) -> None:
    first, second = ids(asked(ada))[:2]
    judge_one(ada, first)
    many_store.decide([second], Decision(Event.FINE, who="bob"))
    words = ada.get("/api/recent").json()["words"]
    assert [one["article_id"] for one in words] == [first]
    assert 'action="/undo"' in ada.get("/recent").text
    ada.post("/undo", {"decision": words[0]["decision"]["id"], "to": "/recent"})
    assert "does not stand any more" in ada.get("/recent").text
    assert ada.post("/undo", {"decision": words[0]["decision"]["id"]}).status_code == 409


# Keys


@pytest.mark.parametrize("table", [QUEUE_KEYS, ARTICLE_KEYS], ids=["queue", "article"])
def test_no_key_of_a_page_does_two_things(table: tuple[Key, ...]) -> None:
    keys = [key for row in (*table, *EVERYWHERE) for key in row.key.split()]
    assert len(keys) == len(set(keys))


def test_a_verdict_has_one_key_on_all_pages() -> None:
    names = {"garbled", "fine", "needs_cleaning", "not_an_article"}
    assert {row.name: row.key for row in QUEUE_KEYS if row.name in names} == {
        row.name: row.key for row in ARTICLE_KEYS if row.name in names
    }


def test_every_key_of_the_queue_is_on_its_page_and_in_its_help(ada: Visitor) -> None:
    page = unescape(ada.get("/?limit=10").text)
    second = unescape(ada.get(f"/?{asked(ada, limit=10)['more']}").text)
    for row in (*QUEUE_KEYS, *EVERYWHERE):
        assert row.does in page
        is_there = f'data-key="{row.key}"' in page or f'data-key="{row.key}"' in second
        assert is_there or row.name == "undo", row


def test_samples_are_what_these_tests_take_them_for(many_store: Store) -> None:
    assert len(many_store.flags(FlagQuery(everything=True, limit=500))) == MANY
    assert GULLS != HOSTILE
