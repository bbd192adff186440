"""The desk over the example sites in a real browser: their articles as they are cleaned, with copies that drifted."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from storage.queries import FlagQuery
from storage.records import Event
from storage.store import Store
from tests.deskserver import Visit, serving, visiting

PHONE = {"width": 360, "height": 740}
TALL = {"width": 1400, "height": 6000}
"""Nothing lies under the bar at the bottom: axe takes what is hidden by it for a target that is too small."""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def address(example_store: Store) -> Iterator[str]:
    with serving(example_store) as found:
        yield found


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Visit]:
    with visiting(browser, address) as visit:
        yield visit


def flagged(store: Store) -> list[int]:
    return [one.id for one in store.flags(FlagQuery())]


def verdict_of(store: Store, article_id: int) -> Event | None:
    journal = store.journal(article_id)
    assert journal is not None
    return journal.verdict


def title(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_from_the_queue_to_a_verdict_to_undo_to_the_next_without_a_pointer(desk: Visit, example_store: Store) -> None:
    first, second, *_ = flagged(example_store)
    desk.go("/")
    desk.page.keyboard.press("j")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url(re.compile(rf"/articles/{first}\b"))  # until its scripts listen to keys
    opened = title(desk.page)
    desk.page.keyboard.press("g")
    desk.page.wait_for_url(re.compile(rf"/articles/{second}\b"))
    expect(desk.page.locator("#said")).to_contain_text(re.compile("garbled", re.IGNORECASE))
    expect(desk.page.locator("h1")).not_to_have_text(opened)
    assert verdict_of(example_store, first) is Event.GARBLED
    desk.page.keyboard.press("u")
    expect(desk.page.locator("#said")).to_contain_text(re.compile("taken back", re.IGNORECASE))
    assert verdict_of(example_store, first) is None
    journal = example_store.journal(first)
    assert journal is not None
    assert [one.event for one in journal.decisions] == [Event.UNDO, Event.GARBLED]


def test_search_and_a_filter_narrow_the_list(desk: Visit) -> None:
    desk.go("/?scope=all")
    before = desk.page.locator("tr[data-item]").count()
    desk.page.keyboard.press("/")
    desk.page.keyboard.type("glacier")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".chips")).to_contain_text("glacier")
    found = desk.page.locator("tr[data-item]").count()
    assert 0 < found < before
    desk.page.locator("#filters .choices a").first.click()
    expect(desk.page.locator(".chips li").first).to_be_visible()
    assert 0 < desk.page.locator("tr[data-item]").count() <= found


def test_a_copy_is_compared_and_the_way_back_holds(desk: Visit, example_store: Store) -> None:
    first = flagged(example_store)[0]
    desk.go(f"/articles/{first}?from=")
    desk.page.keyboard.press("s")
    expect(desk.page).to_have_url(re.compile(rf"/articles/{first}/siblings"))
    desk.page.get_by_role("link", name="beside").first.click()
    expect(desk.page.locator("mark").first).to_be_visible()
    desk.page.wait_for_load_state()
    desk.page.keyboard.press("j")
    expect(desk.page.locator("[data-item].is-current")).to_have_count(1)
    desk.page.keyboard.press("q")
    expect(desk.page).to_have_url(re.compile(rf"/articles/{first}\b"))


def test_a_block_is_brought_in_without_a_pointer(desk: Visit, example_store: Store) -> None:
    first = flagged(example_store)[0]
    desk.go(f"/articles/{first}?from=")
    desk.page.keyboard.press("b")
    expect(desk.page.locator(".line.is-block").first).to_be_attached()
    for _ in range(60):
        desk.page.keyboard.press(".")
        if desk.page.evaluate("document.activeElement.matches('summary')"):
            desk.page.keyboard.press("Enter")
        if desk.page.evaluate("document.activeElement.closest('.is-block') !== null"):
            break
    desk.page.keyboard.press("x")
    expect(desk.page.locator(".line.is-block .decided")).to_have_count(1)
    journal = example_store.journal(first)
    assert journal is not None
    assert [one.event for one in journal.decisions] == [Event.BELONGS_IN]


def pages_of(store: Store) -> list[str]:
    """Every page of the desk with something on it."""
    first, *_ = flagged(store)
    copies = store.copies(first)
    assert copies is not None
    other = copies.copies[0].id
    record = store.article(first)
    assert record is not None
    fetch = record.fetches[0].id
    at = f"/articles/{first}"
    return [
        "/",
        "/?scope=all&q=nothing+of+the+kind",
        "/?scope=doubtful",
        "/?scope=all",
        "/bulk?list=&verdict=fine&all=1",
        "/recent",
        f"{at}?from=",
        f"{at}?from=&blocks=1",
        f"{at}/siblings?from=",
        f"{at}/beside/{other}?from=",
        f"{at}/history?from=",
        f"{at}/fetches/{fetch}?from=",
        f"{at}/lines/0?from=",
        f"{at}/case?from=",
        "/pictures",
        "/precision",
        "/nowhere",
        "/api",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_keeps_anybody_out(browser: Browser, address: str, example_store: Store, scheme: str) -> None:
    axe = Axe()
    with visiting(browser, address, color_scheme=scheme, viewport=TALL) as visit:
        for path in pages_of(example_store):
            visit.go(path)
            visit.page.wait_for_load_state("networkidle")
            found = axe.run(visit.page, options=RULES)
            told = [
                (one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found.response["violations"]
            ]
            assert not told, path


def test_nothing_is_wider_than_a_phone(browser: Browser, address: str, example_store: Store) -> None:
    axe = Axe()
    with visiting(browser, address, viewport=PHONE, has_touch=True) as visit:
        for path in pages_of(example_store):
            visit.go(path)
            visit.page.wait_for_load_state("networkidle")
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
            found = axe.run(visit.page, options=RULES)
            assert not [(one["id"], one["nodes"][0]["html"][:200]) for one in found.response["violations"]], path
