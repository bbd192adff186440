"""The article's pages and what can be done on them, asked without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

import pytest
from lxml.html import HtmlElement

from cleaning.clean import clean
from cleaning.extract import extract
from cleaning.values import Cut, Finding, Garble, GarbleStatus, JudgedLine, Kind, Page, Where
from review.access.ways import Access, Way
from review.article.article import seen_of, text_of
from review.article.passages import shown, spots_of
from storage.records import Event
from storage.store import Store, open_store
from tests import copy_samples, desk_attacks, desk_samples
from tests.desk_html import attribute, attributes, parsed, words_of
from tests.desk_samples import FERRY, GULLS, HOSTILE, MILL, NOON
from tests.deskserver import HOST, Visitor, visitor


@pytest.fixture
def ids(ready_url: str) -> dict[str, int]:
    return desk_samples.fill(ready_url)


@pytest.fixture
def store(ready_url: str, ids: dict[str, int]) -> Iterator[Store]:  # noqa: ARG001 - filled before
    with open_store(ready_url) as opened:
        yield opened


@pytest.fixture
def ada(store: Store) -> Visitor:
    return visitor(store)


def told_by(page: str) -> str:
    """What a reader of the page sees, white space collapsed."""
    return words_of(parsed(page))


def the_page(who: Visitor, path: str) -> HtmlElement:
    answer = who.get(path)
    assert answer.status_code == 200, answer.text
    return parsed(answer.text)


def row(page: HtmlElement, place: str) -> str:
    return words_of(page.get_element_by_id(place))


def test_the_article_is_shown_with_its_reasons(ada: Visitor, ids: dict[str, int]) -> None:
    page = the_page(ada, f"/articles/{ids[GULLS]}")
    assert row(page, "standing").startswith("flagged Score .93")
    assert "looks like: crude translation" in row(page, "standing")
    assert "Verdict: nobody judged it" in row(page, "standing")
    marks = page.cssselect("mark.find")
    assert [words_of(one) for one in marks] == ["Through Ada Quill 1", "is 2", "the lengthy run 3"]
    assert [one.get("class") for one in marks] == ["find is-strong", "find is-middle", "find is-strong"]
    assert [one.get("href") for one in page.cssselect("a.found")] == ["#finding-1", "#finding-2", "#finding-3"]
    assert row(page, "why-1") == '"Through" with a name stands for "By"'
    assert page.cssselect("a.found")[0].get("aria-describedby").strip() == "why-1"


def test_what_was_cut_stands_struck_through_beside_what_is_left(ada: Visitor, store: Store, ready_url: str) -> None:
    desk_samples.add_version(ready_url)
    page = the_page(ada, f"/articles/{store.find(FERRY)}")
    first, second = page.get_element_by_id("line-1"), page.get_element_by_id("line-2")
    assert [one.text_content() for one in first.cssselect(".raw del")] == [" Share this."]
    assert first.cssselect(".clean")[0].text_content().strip() == "The ferry sails again."
    assert second.cssselect(".clean")[0].text_content().strip() == "dropped"
    assert "cut: see also" in row(page, "line-2")
    assert "cue: see also" in row(page, "line-2")
    older = the_page(ada, f"/articles/{store.find(FERRY)}?cleaning=1")
    assert "dropped" not in row(older, "line-2")
    assert ada.get(f"/articles/{store.find(FERRY)}?cleaning=7").status_code == 404


def test_a_verdict_goes_on_to_the_next_and_to_the_list_at_the_end(
    ada: Visitor, store: Store, ids: dict[str, int]
) -> None:
    first, last = ids[GULLS], ids[HOSTILE]
    answer = ada.post(f"/articles/{first}/verdict", {"event": "garbled", "from": "verdict=-", "seen": "0"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/articles/{last}?from=verdict%3D-")
    after = ada.get(answer.headers["location"])
    assert f"Article {first}: garbled." in told_by(after.text)
    answer = ada.post(f"/articles/{last}/verdict", {"event": "fine", "from": "verdict=-"})
    assert answer.headers["location"] == "/?verdict=-"
    record = store.article(first)
    assert record is not None
    assert (record.summary.verdict, record.decisions[0].who) == (Event.GARBLED, "ada")
    answer = ada.post(f"/articles/{first}/verdict", {"event": "fine", "stay": "1"})
    assert answer.headers["location"] == f"/articles/{first}"
    assert "Verdict: fine ada" in row(the_page(ada, f"/articles/{first}"), "standing")
    assert ada.post(f"/articles/{first}/verdict", {"event": "right"}).status_code == 400
    assert ada.post("/articles/999/verdict", {"event": "fine"}).status_code in {404, 503}


def test_a_cut_line_is_won_back_and_taken_back(ada: Visitor, store: Store, ids: dict[str, int]) -> None:
    path = f"/articles/{ids[FERRY]}"
    answer = ada.post(f"{path}/lines/0", {"event": "wrongly_cut", "seen": "0"})
    assert answer.headers["location"] == f"{path}#line-1"
    page = the_page(ada, path)
    assert page.cssselect("#line-1 .clean ins")[0].text_content() == "The ferry sails again. Share this."
    assert "to be kept ada" in row(page, "line-1")
    button = page.get_element_by_id("cut-1")
    assert button.get("aria-pressed") == "true"
    answer = ada.post(button.get("formaction"), {"seen": "99"})
    assert answer.headers["location"] == f"{path}#line-1"
    page = the_page(ada, path)
    assert not page.cssselect("#line-1 .clean ins")
    assert page.get_element_by_id("cut-1").get("aria-pressed") == "false"
    record = store.article(ids[FERRY])
    assert record is not None
    assert [one.event for one in record.decisions] == [Event.UNDO, Event.WRONGLY_CUT]
    assert ada.post(f"{path}/lines/1", {"event": "wrongly_cut"}).status_code == 400
    assert ada.post(f"{path}/lines/7", {"event": "wrongly_cut"}).status_code == 404


def test_a_kept_line_should_be_cut_and_the_word_outlives_another_cleaning(
    ada: Visitor, store: Store, ids: dict[str, int], ready_url: str
) -> None:
    path = f"/articles/{ids[FERRY]}"
    form = the_page(ada, f"{path}/lines/1")
    assert form.cssselect("select option")[0].get("value") == "see_also"
    assert ada.post(f"{path}/lines/1", {"event": "should_be_cut", "kind": "body"}).status_code == 400
    ada.post(f"{path}/lines/1", {"event": "should_be_cut", "kind-1": "related"})
    page = the_page(ada, path)
    assert "to be cut: related ada" in row(page, "line-2")
    assert page.cssselect("#line-2 .clean del")[0].text_content() == "See also: Gulls return"
    desk_samples.add_version(ready_url)
    page = the_page(ada, path)
    assert "dropped" in row(page, "line-2")
    assert "seen in cleaning 1" in row(page, "journal")
    record = store.article(ids[FERRY])
    assert record is not None
    assert record.decisions[0].target is not None
    assert (record.decisions[0].target.kind, record.decisions[0].target.line) == ("related", 1)


def test_a_finding_is_right_or_wrong(ada: Visitor, ids: dict[str, int]) -> None:
    path = f"/articles/{ids[GULLS]}"
    answer = ada.post(f"{path}/findings/1", {"event": "wrong"})
    assert answer.headers["location"] == f"{path}#finding-2"
    ada.post(f"{path}/findings/0", {"event": "right"})
    page = the_page(ada, path)
    pressed = {one.get("id") for one in page.cssselect('button[aria-pressed="true"]')}
    assert pressed == {"right-1", "wrong-2"}
    ada.post(f"{path}/findings/1", {"event": "right"})
    pressed = {one.get("id") for one in the_page(ada, path).cssselect('button[aria-pressed="true"]')}
    assert pressed == {"right-1", "right-2"}
    assert ada.post(f"{path}/findings/9", {"event": "right"}).status_code == 404


def test_a_note_is_kept_and_an_empty_one_refused(ada: Visitor, ids: dict[str, int]) -> None:
    path = f"/articles/{ids[GULLS]}"
    assert ada.post(f"{path}/note", {"note": "  "}).status_code == 400
    assert ada.post(f"{path}/note", {"note": "x" * 4_001}).status_code == 400
    ada.post(f"{path}/note", {"note": "Ask the desk <b>in Torvik</b>"})
    assert "Ask the desk <b>in Torvik</b>" in row(the_page(ada, path), "journal")


def test_a_block_that_was_left_out_belongs_in(ada: Visitor, store: Store) -> None:
    number = desk_attacks.add(store, desk_attacks.attack())
    path = f"/articles/{number}"
    assert "left out" not in told_by(ada.get(path).text).split("About the page")[0].split("Clean Why")[1]
    page = the_page(ada, f"{path}?blocks=1")
    block = page.cssselect("li.is-block")[0].get("id")
    assert block == "block-9"
    answer = ada.post(f"{path}/blocks/8", {"event": "belongs_in", "blocks": "1"})
    assert answer.headers["location"] == f"{path}?blocks=1#block-9"
    assert "belongs in ada" in row(the_page(ada, f"{path}?blocks=1"), "block-9")
    assert ada.post(f"{path}/blocks/0", {"event": "belongs_in"}).status_code == 400


def test_the_second_of_two_operators_sees_what_the_first_said(store: Store, ids: dict[str, int]) -> None:
    ada, bob = visitor(store), visitor(store, Access(hosts=(HOST,), who="bob"))
    path = f"/articles/{ids[GULLS]}"
    seen = the_page(bob, path).cssselect(".bar input[name=seen]")[0].get("value")
    ada.post(f"{path}/verdict", {"event": "garbled", "note": "all of it", "seen": seen})
    answer = bob.post(f"{path}/verdict", {"event": "fine", "note": "reads well", "seen": seen})
    assert answer.status_code == 409
    page = parsed(answer.text)
    told = words_of(page)
    assert "ada garbled the article all of it" in told
    assert "You were about to say: fine with the note reads well" in told
    api = bob.call(f"/api{path}/findings/0", {"event": "right", "seen": seen})
    assert (api.status_code, api.json()["error"]["name"]) == (409, "conflict")
    form = page.cssselect("main form")[0]
    again = {attribute(one, "name"): attribute(one, "value") for one in form.cssselect("input")}
    assert bob.post(attribute(form, "action"), again).status_code == 303
    record = store.article(ids[GULLS])
    assert record is not None
    assert [one.who for one in record.decisions] == ["bob", "ada"]
    answer = ada.post(f"{path}/decisions/{record.decisions[1].id}/undo", {"seen": str(record.decisions[1].id)})
    assert answer.status_code == 409


def test_history_tells_what_another_cleaning_changed(ada: Visitor, ids: dict[str, int], ready_url: str) -> None:
    path = f"/articles/{ids[FERRY]}/history"
    assert "What cleaning" not in told_by(ada.get(path).text)
    desk_samples.add_version(ready_url)
    told = told_by(ada.get(path).text)
    assert "What cleaning 2 changed against 1" in told
    assert "rules rules-1 rules-2" in told
    assert "2 kept body See also: Gulls return dropped see also See also: Gulls return" in told
    assert "What cleaning 1 changed against 2" in told_by(ada.get(f"{path}?a=2&b=1").text)
    value = ada.get(f"/api{path}").json()
    assert [one["number"] for one in value["compared"]["changes"]] == [1]
    assert ada.get(f"{path}?a=1&b=9").status_code == 404


def test_copies_stand_beside_each_other_with_the_drift_marked(ada: Visitor, store: Store) -> None:
    first = add_story(store, "https://a.example/story", copy_samples.STORY)
    second = add_story(store, "https://b.example/story", copy_samples.SPUN)
    other = store.find(GULLS)
    page = the_page(ada, f"/articles/{first}/siblings")
    assert "Story" in page.text_content()
    assert page.cssselect(f'a[href^="/articles/{first}/beside/{second}"]')
    page = the_page(ada, f"/articles/{second}/beside/{first}")
    told = words_of(page)
    assert "Copies of one story" in told
    assert "this one drifted" in told
    marked = {one.get("data-finding").strip() for one in page.cssselect("a.found")}
    entries = {one.get("id").removeprefix("difference-") for one in page.cssselect("li.entry")}
    assert marked == entries
    assert len(entries) > 5
    told = told_by(ada.get(f"/articles/{first}/beside/{other}").text)
    assert "These are two different stories" in told
    assert ada.get(f"/articles/{first}/beside/{first}").status_code == 400
    assert ada.get(f"/articles/{first}/beside/999").status_code == 404


def add_story(store: Store, url: str, text: str) -> int:
    """An article of these lines."""
    body = "\n\n".join(["Ferries stop for a week", *text.split("\n")]).encode()
    page = Page(url, url, 200, (("content-type", "text/plain; charset=utf-8"),), body, NOON, "Ferries stop for a week")
    found = extract(page)
    cleaned = clean(found, store.context(found))
    return store.add_cleaning(store.add_page(page, url.split("/")[2], None), cleaned, None).article_id


def test_the_page_as_fetched_is_harmless_and_its_source_is_text(ada: Visitor, store: Store) -> None:
    number = desk_attacks.add(store, desk_attacks.attack())
    record = store.article(number)
    assert record is not None
    path = f"/articles/{number}/fetches/{record.summary.fetch_id}"
    page = the_page(ada, path)
    frame = page.cssselect("iframe")[0]
    assert (frame.get("sandbox"), frame.get("src")) == ("", f"{path}/raw")
    assert "<script>window.owned = 1" in page.cssselect("pre.source")[0].text_content()
    raw = ada.get(f"{path}/raw")
    policy = raw.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert raw.headers["x-dns-prefetch-control"] == "off"
    shown = parsed(raw.text)
    assert shown.get_element_by_id("end").text_content() == "Behind all of it."
    assert not {one.tag for one in shown.iter()} & {"script", "link", "meta", "base", "iframe", "form", "object", "svg"}
    values = [pair for one in shown.iter() for pair in attributes(one)]
    assert not [name for name, _ in values if name.startswith("on") or name in {"href", "srcset", "action", "poster"}]
    assert [value[:15] for name, value in values if name == "src"] == ["data:image/gif;"]


def test_bytes_that_are_no_text_say_so(ada: Visitor, store: Store, ids: dict[str, int]) -> None:
    hostile = store.article(ids[HOSTILE])
    mill = store.article(ids[MILL])
    assert hostile is not None
    assert mill is not None
    fetch = store.add_page(Page(MILL, MILL, 200, (), b"%PDF-1.7 \x00\x01", NOON), "meadow.example", None)
    store.add_cleaning(fetch, mill.cleaned, None)
    path = f"/articles/{ids[MILL]}/fetches/{fetch}"
    told = told_by(ada.get(path).text)
    assert "These bytes cannot be shown as a page: PDF, not text" in told
    assert ada.get(f"{path}/raw").text == "This page cannot be shown: PDF, not text."
    assert ada.get(f"/articles/{ids[MILL]}/fetches/{hostile.summary.fetch_id}").status_code == 404
    assert ada.get(f"/articles/{ids[MILL]}/fetches/{hostile.summary.fetch_id}/raw").status_code == 404


@pytest.mark.parametrize("path", ["", "/siblings", "/history", "/lines/0", "/beside/1", "/fetches/1", "/fetches/1/raw"])
def test_what_is_not_stored_is_not_found(ada: Visitor, path: str) -> None:
    assert ada.get(f"/articles/999{path}").status_code == 404
    if not path.endswith("raw"):
        assert ada.get(f"/api/articles/999{path}").json()["error"]["status"] == 404


def test_each_page_is_json_as_well(ada: Visitor, ids: dict[str, int]) -> None:
    number = ids[GULLS]
    value = ada.get(f"/api/articles/{number}").json()
    assert value["judged"]["score"] == 0.93
    line = value["text"]["runs"][0]["rows"][0]["line"]
    assert [one["findings"] for one in line["raw"] if one["findings"]] == [[0], [1], [2]]
    for path in ("/siblings", "/history", "/lines/0", f"/beside/{ids[FERRY]}"):
        assert ada.get(f"/api/articles/{number}{path}").status_code == 200
    done = ada.call(f"/api/articles/{number}/findings/0", {"event": "right", "seen": 0})
    assert done.json()["message"] == "Finding 1 is right."


def test_readers_see_everything_and_decide_nothing(store: Store, ids: dict[str, int]) -> None:
    proxied = Access(Way.HEADER, hosts=(HOST,), user_header="x-user", proxies=(ip_network("127.0.0.1/32"),))
    rita = visitor(store, proxied)
    path = f"/articles/{ids[GULLS]}"
    answer = rita.get(path, headers={"X-User": "rita"})
    page = parsed(answer.text)
    assert page.cssselect("mark.find")
    assert not page.cssselect("main button")
    assert not page.cssselect("main select")
    assert rita.get(f"{path}/lines/0", headers={"X-User": "rita"}).status_code == 200
    refused = rita.client.post(f"{path}/verdict", data={"event": "fine"}, headers={"X-User": "rita"})
    assert refused.status_code == 403


def test_every_link_stands_below_the_prefix(store: Store, ids: dict[str, int]) -> None:
    ada = visitor(store, Access(hosts=(HOST,), who="ada", prefix="/desk"))
    path = f"/desk/articles/{ids[GULLS]}"
    for part in ("", "/siblings", "/history", "/lines/0", f"/beside/{ids[FERRY]}"):
        for element in the_page(ada, path + part).iter():
            for name, value in attributes(element):
                if name in {"href", "src", "action", "formaction", "hx-post", "data-action"} and value.startswith("/"):
                    assert value.startswith("/desk/"), (part, value)


def test_a_part_of_the_lines_tells_only_so_much() -> None:
    lines = tuple(
        JudgedLine("x" * 5_000, cuts=tuple(Cut("ad", Kind.AD, at, at + 1) for at in range(0, 90, 2)))
        for _ in range(200)
    )
    findings = tuple(
        Finding("formula", Where.BODY, line, at, at + 3, 0.5, "why", "xxx") for line in range(200) for at in range(40)
    )
    garble = Garble(GarbleStatus.JUDGED, 0.9, flagged=True, findings=findings)
    seen = seen_of(desk_samples.cleaned(FERRY, "Much", lines, garble), ())
    text = text_of(seen, shown(spots_of((), seen.touched, 200, with_blocks=None), 1, only_touched=False))
    rows = [row.line for run in text.runs for row in run.rows if row.line]
    assert len(rows) == 200
    assert sum(len(one.cuts) + len(one.findings) for one in rows) <= 640
    assert all(len(one.cuts) + len(one.findings) + one.more == 85 for one in rows)
    assert sum(len(piece.text) for one in rows for piece in one.clean) < 400_000
