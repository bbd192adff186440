"""Pictures, precision and cases in a real browser: readable in light and dark and on a phone, axe-core content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize, expect

from storage.store import open_store
from tests.casefile import cases
from tests.desk_samples import clock, fill
from tests.deskserver import serving, visiting
from tests.test_desk_figures import SCRIPT, many, said

WIDE = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=360, height=740)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk with two sites in pictures, one of them named to do harm, and words on two articles."""
    url = f"sqlite:///{tmp_path_factory.mktemp('figures')}/desk.db"
    fill(url)
    with open_store(url, now=clock()) as store:
        many(store, "harbour.example", 60, 40)
        many(store, SCRIPT, 30, 20)
        assert said(store) == (1, 2)
        with serving(store) as served:
            yield served


@pytest.mark.parametrize(
    "path", ["/pictures", "/pictures?site=harbour.example&weeks=26", "/precision", "/articles/1/case"]
)
@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light")])
def test_axe_finds_nothing(browser: Browser, address: str, path: str, viewport: ViewportSize, scheme: str) -> None:
    with visiting(browser, address, viewport=viewport, color_scheme=scheme) as visit:
        visit.go(path)
        for one in visit.page.locator("details > summary").all():
            one.click()
        found = Axe().run(visit.page)
        assert found.violations_count == 0, found.generate_report()
        fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert visit.page.evaluate(fits), "the page is wider than the screen"
        width = "phone" if viewport is PHONE else scheme
        visit.screenshot(f"{path.strip('/').partition('?')[0].replace('/', '-')}-{width}")


def test_what_lies_beyond_the_threshold_is_hatched(browser: Browser, address: str) -> None:
    with visiting(browser, address, viewport=WIDE) as visit:
        visit.go("/pictures")
        bars = visit.page.locator("section[aria-labelledby=scores-title] rect.bar.beyond")
        assert bars.count() > 1
        assert "#hatch" in bars.first.evaluate("bar => getComputedStyle(bar).fill")


def test_a_row_leads_to_its_articles_and_a_case_is_saved(browser: Browser, address: str, tmp_path: Path) -> None:
    with visiting(browser, address, viewport=WIDE, java_script_enabled=False) as visit:
        page = visit.page
        visit.go("/pictures?site=harbour.example")
        section = page.locator("section[aria-labelledby=flag-rate-title]")
        section.locator("summary").click()
        section.locator("tbody a").first.click()
        expect(page).to_have_url(re.compile(r"since=.*site=harbour\.example"))
        visit.go("/articles/1")
        page.get_by_role("link", name="Save as case").click()
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Save the case").click()
        saved = tmp_path / "wild.md"
        waiting.value.save_as(saved)
        assert len(list(cases(saved))) == 1
