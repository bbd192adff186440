"""The article in a real browser: the whole way by keyboard, marks in their place, attacks, no scripts, a phone, axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from review.access.ways import Access
from storage.queries import FlagQuery
from storage.records import Event
from storage.store import Store
from tests import copy_samples, desk_attacks
from tests.desk_samples import FERRY, GULLS, HOSTILE
from tests.deskserver import serving, visiting
from tests.test_desk_pages import add_story

WIDE = {"width": 1400, "height": 900}
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def address(desk_store: Store) -> Iterator[str]:
    with serving(desk_store) as address:
        yield address


def event_of(store: Store, article: int) -> Event | None:
    record = store.article(article)
    assert record is not None
    return record.summary.verdict


def find(store: Store, url: str) -> int:
    found = store.find(url)
    assert found is not None
    return found


def test_three_articles_by_keyboard_alone(browser: Browser, many_store: Store) -> None:
    with serving(many_store) as address, visiting(browser, address, viewport=WIDE) as visit:
        page = visit.page
        first, second, third, fourth = (one.id for one in many_store.flags(FlagQuery(undecided=True, limit=4)))
        visit.go("/?verdict=-")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/articles/{first}?from=verdict*")
        page.keyboard.press("g")
        page.wait_for_url(f"**/articles/{second}?from=verdict*")
        expect(page.locator("#said")).to_contain_text(f"Article {first}: garbled.")
        page.keyboard.press("f")
        page.wait_for_url(f"**/articles/{third}?from=verdict*")
        expect(page.locator("#said")).to_contain_text(f"Article {second}: fine.")
        page.keyboard.press("u")
        page.wait_for_url(f"**/articles/{second}?*")
        expect(page.locator("#said")).to_contain_text("Taken back")
        page.keyboard.press("c")
        page.wait_for_url(f"**/articles/{third}?from=verdict*")
        expect(page.locator("#said")).to_contain_text(f"Article {second}: needs cleaning.")
        page.keyboard.press("n")
        page.wait_for_url(f"**/articles/{fourth}?from=verdict*")
        expect(page.locator("[data-article]")).to_have_attribute("data-article", str(fourth))
        page.keyboard.press("p")
        page.wait_for_url(f"**/articles/{third}?from=verdict*")
        expect(page.locator(".bar a[rel=next]")).to_be_visible()
        page.keyboard.press("q")
        page.wait_for_url("**/?verdict=-*")
        verdicts = [event_of(many_store, one) for one in (first, second, third)]
        assert verdicts == [Event.GARBLED, Event.NEEDS_CLEANING, None]


def test_findings_by_keyboard_and_marks_without_leaving_the_page(
    browser: Browser, address: str, desk_store: Store
) -> None:
    with visiting(browser, address, viewport=WIDE) as visit:
        page = visit.page
        visit.go(f"/articles/{find(desk_store, GULLS)}")
        page.evaluate("window.stayed = true")
        page.keyboard.press("j")
        expect(page.locator("#finding-1")).to_have_class("entry is-strong is-current")
        expect(page.locator("#mark-1")).to_have_class("found is-at")
        page.keyboard.press("j")
        page.keyboard.press("w")
        expect(page.locator("#wrong-2")).to_have_attribute("aria-pressed", "true")
        expect(page.locator("#said")).to_contain_text("Finding 2 is wrong.")
        expect(page.locator("#journal")).to_contain_text("finding grammar in line 1")
        assert page.evaluate("window.stayed") is True
        page.keyboard.press("j")
        expect(page.locator("#finding-3")).to_have_class("entry is-strong is-current")
        page.keyboard.press("r")
        expect(page.locator("#right-3")).to_have_attribute("aria-pressed", "true")
        expect(page.locator("#wrong-2")).to_have_attribute("aria-pressed", "true")
        page.keyboard.press("r")
        expect(page.locator("#right-3")).to_have_attribute("aria-pressed", "false")
        page.keyboard.press("k")
        expect(page.locator("#finding-2")).to_have_class("entry is-middle is-current")
        page.keyboard.press("m")
        page.keyboard.type("gfca: the sea, I think")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#journal")).to_contain_text("gfca: the sea, I think")
        assert page.evaluate("window.stayed") is True
        assert event_of(desk_store, find(desk_store, GULLS)) is None


def test_lines_are_won_back_and_cut_by_keyboard(browser: Browser, address: str, desk_store: Store) -> None:
    with visiting(browser, address, viewport=WIDE) as visit:
        page = visit.page
        visit.go(f"/articles/{find(desk_store, FERRY)}")
        page.keyboard.press("x")
        expect(page.locator("#said")).to_contain_text("Go to a line first")
        page.keyboard.press(".")
        page.keyboard.press("x")
        expect(page.locator("#line-1 .clean")).to_contain_text("to be kept")
        page.keyboard.press("x")
        expect(page.locator("#line-1 .clean")).not_to_contain_text("to be kept")
        page.keyboard.press(".")
        page.keyboard.press("x")
        expect(page.locator("#line-2 .kinds select")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(".line .kinds")).to_have_count(0)
        page.keyboard.press("x")
        page.keyboard.type("rel")
        page.keyboard.press("Enter")
        expect(page.locator("#line-2 .clean")).to_contain_text("to be cut: related")
        page.keyboard.press("u")
        expect(page.locator("#said")).to_contain_text("Taken back")
        expect(page.locator("#line-2 .clean")).not_to_contain_text("to be cut")


def test_two_operators_at_one_article(browser: Browser, desk_store: Store) -> None:
    number = find(desk_store, GULLS)
    with (
        serving(desk_store) as ours,
        serving(desk_store, Access(who="bob")) as theirs,
        visiting(browser, ours, viewport=WIDE) as ada,
        visiting(browser, theirs, viewport=WIDE) as bob,
    ):
        ada.go(f"/articles/{number}")
        bob.go(f"/articles/{number}")
        ada.page.keyboard.press("g")
        ada.page.wait_for_url("**/articles/*")
        expect(ada.page.locator("#said")).to_contain_text("garbled")
        bob.page.keyboard.press("f")
        expect(bob.page.locator("h1")).to_contain_text("Somebody was faster")
        expect(bob.page.locator("main")).to_contain_text("You were about to say: fine")
        assert event_of(desk_store, number) is Event.GARBLED
        bob.page.get_by_role("button", name="Say it all the same").click()
        expect(bob.page.locator("#said")).to_contain_text("fine")
        assert event_of(desk_store, number) is Event.FINE
        bob.go(f"/articles/{number}")
        ada.go(f"/articles/{number}")
        ada.page.locator("#right-1").click()
        expect(ada.page.locator("#right-1")).to_have_attribute("aria-pressed", "true")
        bob.page.locator("#wrong-1").click()
        expect(bob.page.locator("h1")).to_contain_text("Somebody was faster")


def test_nothing_of_an_attack_runs_or_leaves(browser: Browser, address: str, desk_store: Store) -> None:
    number = desk_attacks.add(desk_store, desk_attacks.attack())
    desk_attacks.add(desk_store, desk_attacks.changed(desk_attacks.attack()))
    record = desk_store.article(number)
    assert record is not None
    fetch = f"/fetches/{record.summary.fetch_id}"
    dialogs: list[str] = []
    with visiting(browser, address, viewport=WIDE) as visit:
        visit.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        for path in ("", "?blocks=1", "/siblings", "/history", f"/beside/{find(desk_store, GULLS)}", "/lines/0", fetch):
            visit.go(f"/articles/{number}{path}")
            visit.page.wait_for_load_state("networkidle")
            assert visit.page.evaluate("window.owned") is None
            assert visit.page.title()
        visit.go(f"/articles/{number}")
        for key in ("j", "j", "r", "j", "b"):
            visit.page.keyboard.press(key)
        visit.page.wait_for_load_state("networkidle")
        visit.go(f"/articles/{number}{fetch}")
        inner = visit.page.frame_locator("iframe.picture")
        expect(inner.locator("#end")).to_have_text("Behind all of it.")
        inner.locator("#link").click()
        visit.go(f"/articles/{number}{fetch}/raw")
        visit.page.wait_for_load_state("networkidle")
        assert visit.page.evaluate("window.owned") is None
        visit.page.locator("#link").click()
        assert visit.page.url.endswith(f"{fetch}/raw")
        assert [one for one in visit.asked if not one.startswith((address, "data:"))] == []
        visit.wrong[:] = [
            one for one in visit.wrong if "frame is sandboxed" not in one
        ]  # by which it is kept from running
    assert not dialogs


def test_everything_is_done_without_scripts(browser: Browser, address: str, desk_store: Store) -> None:
    number = find(desk_store, FERRY)
    with visiting(browser, address, viewport=WIDE, java_script_enabled=False) as visit:
        page = visit.page
        visit.go(f"/articles/{number}?from=scope%3Dall")
        page.locator("#cut-1").click()
        assert page.url.endswith(f"/articles/{number}?from=scope%3Dall#line-1")
        expect(page.locator("#line-1 .clean")).to_contain_text("to be kept")
        page.locator("#line-2").hover()
        page.locator("#should-2").click()
        page.get_by_label("It is").select_option("related")
        page.get_by_role("button", name="Should be cut").click()
        assert page.url.endswith("#line-2")
        expect(page.locator("#line-2 .clean")).to_contain_text("to be cut: related")
        page.locator("#should-2").click()
        expect(page.locator("#line-2 .clean")).not_to_contain_text("to be cut")
        page.get_by_label("Note").fill("Looked at without scripts.")
        page.get_by_role("button", name="Save note").click()
        expect(page.locator("#journal")).to_contain_text("Looked at without scripts.")
        page.get_by_role("button", name="Fine").click()
        expect(page.locator("#said")).to_contain_text(f"Article {number}: fine.")
        assert event_of(desk_store, number) is Event.FINE
        assert f"/articles/{number}" not in page.url


def check_axe(page: Page) -> None:
    """No violation, of any standard that axe knows."""
    found = Axe().run(page)
    told = [
        f"{one['id']}: {one['help']} at {[node['target'] for node in one['nodes']][:4]}"
        for one in found.response["violations"]
    ]
    assert not told


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_on_any_page(
    browser: Browser, address: str, desk_store: Store, scheme: str, viewport: dict[str, int]
) -> None:
    first = add_story(desk_store, "https://a.example/story", copy_samples.STORY)
    second = add_story(desk_store, "https://b.example/story", copy_samples.SPUN)
    attacked = desk_attacks.add(desk_store, desk_attacks.attack())
    desk_attacks.add(desk_store, desk_attacks.changed(desk_attacks.attack()))
    fetch = desk_store.article(attacked)
    assert fetch is not None
    paths = (
        f"/articles/{find(desk_store, GULLS)}",
        f"/articles/{attacked}?blocks=1",
        f"/articles/{second}/siblings",
        f"/articles/{second}/beside/{first}",
        f"/articles/{attacked}/history",
        f"/articles/{attacked}/fetches/{fetch.summary.fetch_id}",
        f"/articles/{attacked}/lines/0",
    )
    with visiting(browser, address, viewport=viewport, color_scheme=scheme) as visit:
        for path in paths:
            visit.go(path)
            check_axe(visit.page)
            wide = visit.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= viewport["width"], path
            visit.screenshot(
                f"article-{scheme}-{viewport['width']}-{path.strip('/').replace('/', '-').partition('?')[0]}"
            )


def test_what_is_to_be_pressed_is_large_enough(browser: Browser, address: str, desk_store: Store) -> None:
    with visiting(browser, address, viewport=PHONE, has_touch=True) as visit:
        visit.go(f"/articles/{find(desk_store, HOSTILE)}")
        for one in visit.page.locator("main button:visible, main a.button:visible, main a.number:visible").all():
            box = one.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 24, one.text_content()
