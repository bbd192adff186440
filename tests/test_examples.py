"""The example sites: what they hold, how they are served, and how well copydesk reads them."""

import gzip
import re
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from cleaning.clean import clean
from cleaning.extract import extract
from cleaning.values import KEPT, CleanedArticle, Context, Garble, Kind, Page
from examples.expected import Expected, ExpectedLine, expected
from examples.outlets import outlets
from examples.render import article, unmarked
from examples.serve import ExampleSites, Reply, serve, table_of

EXPECTED = expected()
HONEST = [one for one in EXPECTED if one.label != "garbled"]
GARBLED = [one for one in EXPECTED if one.label == "garbled"]

BODY_KEPT = 0.98
LITTER_CUT = 0.85
FRAME_LEFT = 0.02

KNOWN_MISSES = {
    "worldpulse/glacier-garbled": "translated word for word, all words English: nothing looks at their order yet",
}
"""What we get wrong today; each is an xfail below, so that a fix announces itself."""

SHORT = 3
"""Litter of fewer words than this counts as left only when it is a whole line of the clean text."""


# What they hold


def test_there_are_five_outlets_and_thirty_pages() -> None:
    assert len({one.outlet for one in EXPECTED}) == 5
    assert len(EXPECTED) >= 30
    assert len({one.url for one in EXPECTED}) == len(EXPECTED)


def test_stories_are_syndicated_and_some_copies_are_garbled() -> None:
    copies = defaultdict(set)
    for one in EXPECTED:
        copies[one.story].add(one.outlet)
    assert sum(len(found) >= 2 for found in copies.values()) >= 5
    assert 4 <= len(GARBLED) <= 6
    assert all(any(one.story == bad.story for one in HONEST) for bad in GARBLED)


@pytest.mark.parametrize("one", EXPECTED, ids=lambda one: one.id)
def test_every_line_outside_the_story_is_marked(one: Expected) -> None:
    assert {line.kind for line in one.lines} <= set(Kind)
    assert not [line for line in one.lines if not line.in_story and line.kind in KEPT]
    assert [line for line in one.lines if line.in_story and line.kind in KEPT]


def test_marks_are_not_served() -> None:
    for outlet in outlets():
        for page in outlet.pages:
            assert "data-kind" not in unmarked(article(outlet, page))
            assert "data-story" not in unmarked(article(outlet, page))


def test_quotations_are_verbatim_in_honest_copies() -> None:
    quotes = defaultdict(list)
    for one in HONEST:
        text = plain(" ".join(line.text for line in one.lines if line.kind in KEPT))
        quotes[one.story].append(set(re.findall(r'"([^"]{30,})"', text)))
    for story, found in quotes.items():
        longest = max(found, key=len)
        assert all(quoted <= longest for quoted in found), story


def plain(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


# How they are served


@pytest.fixture(scope="module")
def sites() -> Iterator[ExampleSites]:
    with serve() as served:
        yield served


def ask(sites: ExampleSites, url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": sites.proxy}), NoRedirect())
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with opener.open(request) as response:
            return response.status, dict(response.headers), response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("http://brightpath.example/?p=412", 301),
        ("http://northline.example/world/2025/03/04/lady-maren-alarm-was-broken", 302),
        ("http://brightpath.example/2025/03/lottie-vance-quits-talent-show/", 404),
        ("http://brightpath.example/nothing/here/", 404),
        ("http://lagoon.example/2025/03/11/ministry-promises-new-transformers", 500),
        ("http://elsewhere.example/", 404),
    ],
)
def test_what_goes_wrong_goes_wrong(sites: ExampleSites, url: str, status: int) -> None:
    assert ask(sites, url)[0] == status


def test_redirects_lead_to_pages(sites: ExampleSites) -> None:
    for outlet in outlets():
        for answer in outlet.answers:
            if answer.to:
                assert ask(sites, answer.url)[1]["Location"] == answer.to
                assert ask(sites, outlet.base + answer.to)[0] == 200


def test_a_page_in_cp1252_is_declared_as_latin_1(sites: ExampleSites) -> None:
    status, headers, body = ask(sites, "http://vale.example/sport/rovers0308.htm")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=iso-8859-1")
    assert b"\x93I thought we were done for,\x94" in body


def test_an_unchanged_page_is_not_sent_twice(sites: ExampleSites) -> None:
    url = "http://northline.example/world/2025/03/04/ferry-inquiry-alarm"
    _, headers, _ = ask(sites, url)
    status, _, body = ask(sites, url, If_None_Match=headers["ETag"])
    assert (status, body) == (304, b"")
    assert headers["Last-Modified"].startswith("Tue, 04 Mar 2025")


def test_the_archive_sitemap_is_gzipped_and_the_news_sitemap_is_not(sites: ExampleSites) -> None:
    archive = gzip.decompress(ask(sites, "http://northline.example/sitemaps/2025-03.xml.gz")[2])
    assert b"<lastmod>2025-03-04T18:30:00+00:00</lastmod>" in archive
    assert b"<news:title>" in ask(sites, "http://northline.example/news-sitemap.xml")[2]


def test_every_page_is_listed_somewhere(sites: ExampleSites) -> None:
    for outlet in outlets():
        paths = [*outlet.sections, *outlet.feed.values(), *outlet.sitemap.values()]
        bodies = [ask(sites, outlet.base + path)[2] for path in paths if path.startswith("/")]
        text = b"".join(gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body for body in bodies)
        assert not [page.url for page in outlet.pages if page.url.encode() not in text]
        assert not [one.url for one in outlet.answers if one.listed and one.url.encode() not in text]


def test_on_its_own_port_an_outlet_links_to_ports(sites: ExampleSites) -> None:
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(sites.bases["lagoon"] + "/rss.xml") as found:
        feed = found.read().decode()
    assert sites.bases["lagoon"] in feed
    assert "lagoon.example/" not in feed


def test_what_is_noise_is_no_text() -> None:
    for url in (
        "http://vale.example/news/supplement0306.htm",
        "http://worldpulse.example/2025/03/tess-marlowe-swaps-stage.html",
    ):
        assert b"\x00" in reply_to(url).body


# How well copydesk reads them


@dataclass(frozen=True, slots=True)
class Read:
    """One page as it was meant and as copydesk read it."""

    meant: Expected
    cleaned: CleanedArticle

    def is_kept(self, line: ExpectedLine) -> bool:
        return occurrences(line.text, self.cleaned.text.splitlines()) > 0

    def is_left(self, line: ExpectedLine) -> bool:
        """Whether litter stands in the clean text more often than the story itself has its words."""
        clean_lines = self.cleaned.text.splitlines()
        body = [one.text for one in self.meant.lines if one.in_story and one.kind in KEPT]
        return occurrences(line.text, clean_lines) > occurrences(line.text, body)

    def is_frame_only(self, line: ExpectedLine) -> bool:
        """Whether the words stand around the story and not in it as well."""
        return not occurrences(line.text, [one.text for one in self.meant.lines if one.in_story])


def occurrences(text: str, lines: list[str]) -> int:
    wanted = words(text)
    if not wanted:
        return 0
    if len(wanted) < SHORT:
        return sum(words(line) == wanted for line in lines)
    return f" {' '.join(word for line in lines for word in words(line))} ".count(f" {' '.join(wanted)} ")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def reply_to(url: str) -> Reply:
    outlet = next(one for one in outlets() if url.startswith(one.base))
    return table_of(outlet)[url.removeprefix(outlet.base)]


@pytest.fixture(scope="module")
def reads() -> dict[str, Read]:
    return {one.id: Read(one, read(one.url)) for one in EXPECTED}


def read(url: str) -> CleanedArticle:
    reply = reply_to(url)
    page = Page(url, url, reply.status, (("content-type", reply.content_type),), reply.body)
    return clean(extract(page), Context.empty())


def test_body_lines_are_kept(reads: dict[str, Read]) -> None:
    lines = [(read, line) for read in reads.values() for line in read.meant.lines if line.kind in KEPT]
    lost = [f"{read.meant.id}: {line.text}" for read, line in lines if not read.is_kept(line)]
    assert 1 - len(lost) / len(lines) >= BODY_KEPT, "\n".join(lost)


def test_litter_in_stories_is_cut(reads: dict[str, Read]) -> None:
    share, left = litter_cut(reads)
    assert share >= LITTER_CUT, "\n".join(left)


def litter_cut(reads: dict[str, Read]) -> tuple[float, list[str]]:
    """Share of the litter inside stories that went, and what is left."""
    lines = [(read, line) for read in reads.values() for line in read.meant.lines if is_litter(line) and line.in_story]
    left = [f"{read.meant.id}: {line.kind}: {line.text}" for read, line in lines if read.is_left(line)]
    return 1 - len(left) / len(lines), left


def unless_known(names: Iterable[str]) -> list[Any]:
    """Parameters, those that we get wrong marked as such."""
    known = {name: pytest.mark.xfail(strict=True, reason=reason) for name, reason in KNOWN_MISSES.items()}
    return [pytest.param(name, marks=[known[name]] if name in known else [], id=name) for name in names]


@pytest.mark.parametrize("outlet", unless_known(outlet.key for outlet in outlets()))
def test_the_frame_of_a_page_stays_outside(reads: dict[str, Read], outlet: str) -> None:
    own = [read for read in reads.values() if read.meant.outlet == outlet]
    lines = [(read, line) for read in own for line in read.meant.lines if read.is_frame_only(line)]
    left = [f"{read.meant.id}: {line.kind}: {line.text}" for read, line in lines if read.is_left(line)]
    assert len(left) / len(lines) <= FRAME_LEFT, "\n".join(left)


def is_litter(line: ExpectedLine) -> bool:
    return line.kind not in KEPT


@pytest.mark.parametrize("name", unless_known(one.id for one in HONEST))
def test_no_honest_page_is_flagged(reads: dict[str, Read], name: str) -> None:
    garble = reads[name].cleaned.garble
    assert not garble.flagged, signs(garble)


@pytest.mark.parametrize("name", unless_known(one.id for one in GARBLED))
def test_every_garbled_page_is_flagged(reads: dict[str, Read], name: str) -> None:
    garble = reads[name].cleaned.garble
    assert garble.flagged, signs(garble)


def signs(garble: Garble) -> str:
    return "; ".join([f"score {garble.score}", *(f"{one.signal}: {one.text}" for one in garble.findings)])


def test_curly_quotes_of_the_cp1252_page_survive(reads: dict[str, Read]) -> None:
    assert "“I thought we were done for,”" in reads["vale/football"].cleaned.text


def test_languages_are_told_apart(reads: dict[str, Read]) -> None:
    found = {
        one: reads[one].cleaned.article.language for one in ("northline/biblioteca", "vale/twin-town", "vale/market")
    }
    assert found == {"northline/biblioteca": "es", "vale/twin-town": "de", "vale/market": "en"}
