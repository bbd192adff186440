"""sites.toml: what is read, and what is said of a file that cannot be used."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sites import KEYS, Site, SitesError, read_sites, site_of_url

FULL = r"""
contact = "desk@papers.example"

[[site]]
host = "WWW.Harbour.example"
name = "The Harbour Post"
feeds = ["/rss.xml", "https://feeds.other.example/harbour"]
sitemaps = ["/news-sitemap.xml"]
sections = ["/world/"]
include = ['^/20\d\d/']
exclude = ['/live/']
language = "en"
delay_seconds = 2
max_pages = 200
private = true
enabled = false

[[site]]
host = "127.0.0.1:8001"
feeds = ["/feed"]
sections = ["http://127.0.0.1:8001/"]
contact = "other@papers.example"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "sites.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problem(folder: Path, text: str) -> str:
    with pytest.raises(SitesError) as caught:
        read_sites(write(folder, text))
    message = str(caught.value)
    assert "\n" not in message
    return message.replace(str(folder), "")


def test_every_key_is_read(tmp_path: Path) -> None:
    first, second = read_sites(write(tmp_path, FULL))
    assert first.host == "www.harbour.example"
    assert first.title == "The Harbour Post"
    assert first.feeds == ("https://www.harbour.example/rss.xml", "https://feeds.other.example/harbour")
    assert first.sitemaps == ("https://www.harbour.example/news-sitemap.xml",)
    assert first.include[0].search("/2026/05/01/ferry")
    assert first.exclude[0].search("/live/ferry")
    assert (first.language, first.delay_seconds, first.max_pages) == ("en", 2.0, 200)
    assert (first.private, first.enabled, first.contact) == (True, False, "desk@papers.example")
    assert second.contact == "other@papers.example"


def test_paths_take_the_scheme_of_the_sites_own_addresses(tmp_path: Path) -> None:
    _, second = read_sites(write(tmp_path, FULL))
    assert second.feeds == ("http://127.0.0.1:8001/feed",)
    assert second.front == "http://127.0.0.1:8001/"


def test_a_host_alone_is_enough(tmp_path: Path) -> None:
    (site,) = read_sites(write(tmp_path, '[[site]]\nhost = "harbour.example"\n'))
    assert site == Site("harbour.example")
    assert site.front == "https://harbour.example/"
    assert not site.lists_sources


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('[[site]]\nhost = "a.example"\nfeed = ["/f"]\n', 3, "key feed is not a known key; did you mean feeds?"),
        ('[[site]]\nhost = "a.example"\nzzz = 1\n', 3, "key zzz is not a known key; known are host"),
        ('[[site]]\nname = "A"\n', 1, "key host must be there"),
        ('[[site]]\nhost = "https://a.example/"\n', 2, "key host must be there"),
        ('[[site]]\nhost = "a.example/news"\n', 2, "no https://, no path"),
        ('[[site]]\nhost = "a.example"\n\n[[site]]\nhost = "b.example"\ndelay_seconds = "1"\n', 6, "site 2, key delay"),
        ('[[site]]\nhost = "a.example"\ndelay_seconds = nan\n', 3, "must be a number of seconds"),
        ('[[site]]\nhost = "a.example"\ndelay_seconds = -1\n', 3, "must be a number of seconds"),
        ('[[site]]\nhost = "a.example"\nmax_pages = true\n', 3, "must be a whole number"),
        ('[[site]]\nhost = "a.example"\nmax_pages = 2.5\n', 3, "must be a whole number"),
        ('[[site]]\nhost = "a.example"\nfeeds = "/rss"\n', 3, "must be a list of addresses"),
        ('[[site]]\nhost = "a.example"\nfeeds = ["ftp://a.example/f"]\n', 3, "ftp://a.example/f is none"),
        ("[[site]]\nhost = \"a.example\"\ninclude = ['(']\n", 3, "'(': missing )"),
        (f"[[site]]\nhost = \"a.example\"\nexclude = ['{'a' * 501}']\n", 3, "is longer than 500 characters"),
        ('[[site]]\nhost = "a.example"\nlanguage = "English"\n', 3, "must be a language code"),
        ('[[site]]\nhost = "a.example"\nenabled = "no"\n', 3, "must be true or false"),
        ('[[site]]\nhost = "a.example"\n[[site]]\nhost = "A.example"\n', 4, "is listed before, in line 2"),
        ('[[sites]]\nhost = "a.example"\n', 1, "did you mean site?"),
        ("contact = 7\n[[site]]\nhost = 'a.example'\n", 1, "key contact must be text"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    message = problem(tmp_path, text)
    assert message.startswith(f"/sites.toml, line {line}: ")
    assert says in message


def test_no_toml_is_named_with_its_line(tmp_path: Path) -> None:
    assert "line 2" in problem(tmp_path, '[[site]]\nhost = "a.example\n')


@pytest.mark.parametrize("text", ["", 'contact = "a@b.example"\n', "site = []\n"])
def test_a_file_without_sites_is_an_error(tmp_path: Path, text: str) -> None:
    assert "lists no site; begin with [[site]]" in problem(tmp_path, text)


def test_one_table_instead_of_several(tmp_path: Path) -> None:
    assert "must be written [[site]]" in problem(tmp_path, '[site]\nhost = "a.example"\n')


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SitesError, match="cannot be read: No such file"):
        read_sites(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9")
    with pytest.raises(SitesError, match="not UTF-8 text"):
        read_sites(tmp_path / "latin.toml")


def test_every_key_is_an_attribute_of_a_site() -> None:
    assert set(KEYS) == set(Site.__slots__)


@pytest.mark.parametrize(
    "url", ["news.example", "ftp://news.example/", "https://", "http://[oops", "mailto:a@b.example"]
)
def test_what_is_no_address_of_a_page(url: str) -> None:
    with pytest.raises(SitesError, match="not an address"):
        site_of_url(url)


def test_an_address_brings_its_host() -> None:
    assert site_of_url("http://user:secret@News.Example:8080/a") == Site("news.example:8080")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(SitesError):
        assert read_sites(write(Path(folder), text.encode("utf-8", "replace").decode()))
