"""The queue in a real browser: by keyboard, many at once, without JavaScript, on a phone; axe-core on every page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from review.access.passwords import hashed
from review.access.ways import Access, Way
from storage.desk_records import Role
from storage.queries import FlagQuery
from storage.records import Decision, Event
from storage.store import Store
from tests import desk_attacks
from tests.deskserver import serving, visiting
from tests.queue_samples import SITES

WIDE = {"width": 1400, "height": 900}
PHONE = {"width": 360, "height": 740}
PATHS = (
    "/",
    "/?scope=all&site=meadow.example&q=market",
    "/?site=nowhere.example",
    "/bulk?verdict=fine&all=1",
    "/recent",
    "/api",
    "/nothing",
)


@pytest.fixture
def address(many_store: Store) -> Iterator[str]:
    with serving(many_store) as address:
        yield address


def current(page: Page) -> str:
    return page.locator("tr.is-current").get_attribute("data-id") or ""


def test_a_day_at_the_queue_by_keyboard(browser: Browser, address: str, many_store: Store) -> None:
    with visiting(browser, address, viewport=WIDE) as visit:
        page = visit.page
        visit.go("/")
        page.keyboard.press("j")
        page.keyboard.press("j")
        first = int(current(page))
        page.keyboard.press("f")
        expect(page.locator("#said")).to_contain_text("Fine:")
        assert current(page) != str(first)
        assert [one.id for one in many_store.flags(FlagQuery(verdict=Event.FINE))] == [first]
        page.keyboard.press("u")
        expect(page.locator("#said")).to_contain_text("Taken back")
        assert not many_store.flags(FlagQuery(verdict=Event.FINE))
        assert current(page) == str(first)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/articles/{first}*")
        page.go_back()
        page.keyboard.press("/")
        page.keyboard.type("market")
        page.keyboard.press("Enter")
        expect(page.locator(".chip")).to_contain_text("market")
        page.keyboard.press("?")
        expect(page.locator("#help")).to_be_visible()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        page.keyboard.press("g")
        page.keyboard.press("Escape")
        expect(page.locator("#help")).to_be_hidden()
        assert not many_store.flags(FlagQuery(verdict=Event.GARBLED))


def test_from_article_to_article_with_the_next_one_at_hand(browser: Browser, address: str, many_store: Store) -> None:
    first, second, third = (one.id for one in many_store.flags(FlagQuery(limit=3)))
    with visiting(browser, address, viewport=WIDE) as visit:
        page = visit.page
        visit.go("/")
        page.keyboard.press("j")
        with page.expect_request(f"**/articles/{second}"):
            page.keyboard.press("Enter")
        page.wait_for_load_state("networkidle")
        asked = len(visit.asked)
        with page.expect_request(f"**/articles/{third}"):
            page.keyboard.press("g")
        expect(page.locator("#said")).to_contain_text("garbled")
        assert page.url.endswith(f"/articles/{second}")
        pages = [url.rpartition("/")[2] for url in visit.asked[asked:] if "static" not in url]
        assert pages == ["verdict", str(third)]
        page.keyboard.press("u")
        page.wait_for_url(f"**/articles/{first}")
        assert not many_store.flags(FlagQuery(verdict=Event.GARBLED))
        page.wait_for_load_state("networkidle")
        page.keyboard.press("n")
        page.wait_for_url(f"**/articles/{second}")
        page.keyboard.press("q")
        page.wait_for_url(f"**/?at={second}")
        assert current(page) == str(second)


def test_many_at_once_are_shown_before_they_are_judged(browser: Browser, address: str, many_store: Store) -> None:
    with visiting(browser, address, viewport=WIDE) as visit:
        page = visit.page
        visit.go("/")
        for key in ("j", "x", "j", "x", "j", "x"):
            page.keyboard.press(key)
        expect(page.locator("#many")).to_have_text("3 selected")
        page.keyboard.press("c")
        expect(page.locator("h1")).to_contain_text("Needs cleaning: 3 articles?")
        page.get_by_role("button", name="Needs cleaning: 3 articles").click()
        expect(page.locator("#said")).to_contain_text("Needs cleaning: 3 articles")
        assert len(many_store.flags(FlagQuery(verdict=Event.NEEDS_CLEANING))) == 3
        page.keyboard.press("u")
        expect(page.locator("#said")).to_contain_text("Taken back on 3 articles")
        assert not many_store.flags(FlagQuery(verdict=Event.NEEDS_CLEANING))


def test_shift_selects_all_between(browser: Browser, address: str) -> None:
    with visiting(browser, address, viewport=WIDE) as visit:
        visit.go("/")
        boxes = visit.page.locator("input[name=article]")
        boxes.nth(2).click()
        boxes.nth(6).click(modifiers=["Shift"])
        expect(visit.page.locator("#many")).to_have_text("5 selected")
        visit.page.keyboard.press("*")
        expect(visit.page.locator("#many")).to_have_text("50 selected")


def test_single_keys_rest_in_fields_with_other_keys_and_when_turned_off(
    browser: Browser, address: str, many_store: Store
) -> None:
    with visiting(browser, address, viewport=WIDE) as visit:
        page = visit.page
        visit.go("/")
        page.keyboard.press("j")
        page.locator("#q").focus()
        page.keyboard.type("gfca")
        expect(page.locator("#q")).to_have_value("gfca")
        page.keyboard.press("Escape")
        for keys in ("Control+f", "Alt+g", "Meta+c"):
            page.keyboard.press(keys)
        page.keyboard.press("?")
        page.get_by_label("Single keys work").uncheck()
        page.keyboard.press("Escape")
        page.reload()
        page.keyboard.press("j")
        assert page.locator("tr.is-current").count() == 0
        page.keyboard.press("ArrowDown")
        assert page.locator("tr.is-current").count() == 1
        assert not many_store.recent("ada")


def test_a_click_on_a_count_filters_and_a_chip_takes_it_away(browser: Browser, address: str) -> None:
    with visiting(browser, address, viewport=WIDE) as visit:
        page = visit.page
        visit.go("/")
        page.get_by_role("link", name=SITES[1]).first.click()
        expect(page.locator(".chip")).to_have_count(1)
        page.locator(".chip").click()
        expect(page.locator(".chip")).to_have_count(0)


def test_counts_come_by_themselves_where_they_come_later(
    browser: Browser, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.queue.articles.COUNTED_AT_ONCE", 0)
    with visiting(browser, address, viewport=WIDE) as visit:
        visit.go("/")
        expect(visit.page.locator(".groups")).to_be_visible()


def test_without_javascript_everything_is_there(browser: Browser, address: str, many_store: Store) -> None:
    with visiting(browser, address, viewport=WIDE, java_script_enabled=False) as visit:
        page = visit.page
        visit.go(f"/?site={SITES[1]}")
        page.locator("input[name=article]").first.check()
        page.get_by_role("button", name="Garbled").click()
        page.get_by_role("button", name="Garbled: 1 articles").click()
        assert "Garbled: 1 articles" in page.locator("#said").inner_text()
        assert len(many_store.flags(FlagQuery(verdict=Event.GARBLED))) == 1
        page.get_by_role("button", name="Undo").click()
        assert not many_store.flags(FlagQuery(verdict=Event.GARBLED))


def test_articles_that_attack_are_text_in_every_list(browser: Browser, desk_store: Store) -> None:
    article_id = desk_attacks.add(desk_store, desk_attacks.attack())
    desk_store.save_filter(desk_attacks.ALL[:90], f"q={desk_attacks.SCRIPT}", "ada")
    desk_store.decide([article_id], Decision(Event.FINE, note=desk_attacks.ALL, who="ada"))
    with serving(desk_store) as address, visiting(browser, address, viewport=WIDE) as visit:
        for path in ("/?scope=all", "/?scope=doubtful", "/bulk?verdict=fine&all=1&list=scope%3Dall", "/recent"):
            visit.go(path)
            assert visit.page.evaluate("window.owned") is None, path
            assert "window.owned = 1; alert(1)" in visit.page.locator("main").inner_text(), path
        visit.go(f"/?scope=all&q={quote(desk_attacks.IMAGE)}&site={quote(desk_attacks.SVG)}")
        assert visit.page.evaluate("window.owned") is None
        assert visit.page.locator(".chip").count() == 2


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("scheme", "viewport"), [("light", WIDE), ("dark", PHONE)], ids=["light", "dark phone"])
def test_no_page_keeps_anybody_out(
    browser: Browser, address: str, path: str, scheme: str, viewport: dict[str, int]
) -> None:
    with visiting(browser, address, viewport=viewport, color_scheme=scheme) as visit:
        visit.go(path)
        found = Axe().run(visit.page)
        assert found.violations_count == 0, found.generate_report()
        fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert visit.page.evaluate(fits), "the page is wider than the screen"
        visit.screenshot(f"{path.strip('/').partition('?')[0] or 'queue'}-{scheme}")


def test_the_page_for_signing_in_and_what_it_says(browser: Browser, many_store: Store) -> None:
    with team_desk(many_store) as address, visiting(browser, address, viewport=PHONE, color_scheme="dark") as visit:
        page = visit.page
        visit.go("/?scope=all")
        page.get_by_label("Name").fill("ada")
        page.get_by_label("Password").fill("wrong password")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_have_text("Name or password is wrong.")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        visit.screenshot("sign-in")
        page.get_by_label("Password").fill("correct horse battery")
        page.keyboard.press("Enter")
        page.wait_for_url("**/?scope=all")
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in")


@contextmanager
def team_desk(store: Store) -> Iterator[str]:
    """A desk at which one signs in; its address."""
    store.put_user("ada", Role.OPERATOR, hashed("correct horse battery"))
    with serving(store, Access(Way.PASSWORD)) as address:
        yield address
