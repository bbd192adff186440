"""Telling addresses apart: does one lead to an article, and does it stay on the site?

An address is judged by itself, before anything is fetched. The patterns of sites.toml win; without them the built-in
rules look at what news sites put into the addresses of articles (a headline as a slug, a date, a number) and of
everything else (tags, authors, galleries, paging, files). A feed or a news sitemap lists articles only, so what comes
from there need only not be a file.
"""

from __future__ import annotations

import functools
import re
from urllib.parse import SplitResult, unquote, urlsplit

from cleaning.addresses import SUFFIXES
from crawler.sites import Site
from storage.identity import normalise

MAX_LENGTH = 2_000
"""Characters of an address; longer ones are traps or carry data."""

HEADLINE_WORDS = 4
"""Words of a last segment from which on it reads as a headline; names of sections rarely have four."""

SHORT_HEADLINE_WORDS = 3
"""Words that make a headline when a date or a number stands beside them."""

PAGES = re.compile(r"s?html?|xhtml|php\d?|aspx?|jsp|jsf|cfm|cms|do|ece|amp|story|article")
"""Endings of addresses that lead to pages. Any other ending of letters is a file."""

FILE_ENDING = re.compile(r"[a-z][a-z0-9]{0,4}")
"""Longer ones end words, and those that begin with a digit are part of an id ("pier-1.734212")."""

ENDING = re.compile(rf"\.(?:{PAGES.pattern})$")

LISTINGS = re.compile(
    r"""
    tags? | topics? | categor(?:y|ies) | search | suche | recherche |
    authors? | autor(?:es)? | auteur | byline | reporters? | contributors? |
    galler(?:y|ies) | galerie | photos? | pictures? | slideshows? | fotos | bilder |
    videos? | watch | podcasts? | live-tv | rss | feeds? | print | share | email |
    login | signin | signup | register | account | subscriptions? | newsletters? |
    wp-content | wp-json | wp-admin | cdn-cgi | static | assets | shop | horoscopes? | crosswords? | puzzles?
    """,
    re.VERBOSE,
)
"""Segments under which no article of text is found. ("archive", "comment", "people" and "weather" are not here: papers
keep articles under them.)"""

SERVICE = re.compile(
    r"""
    about | advertise | contact | cookies? | copyright | faq | impressum | imprint | kontakt | masthead | privacy |
    sitemap | terms | accessibility | (?:un)?subscribe
    """,
    re.VERBOSE,
)
"""First words of slugs that name a service page, however long the slug is ("terms-and-conditions-of-use")."""

MARKERS = re.compile(
    r"articles? | story | stories | a | s | node | artikel | articulo | noticia | news-story", re.VERBOSE
)
"""Segments that say "what follows is an article"."""

DATE = re.compile(r"(?:^|[/-])(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2]|[a-z]{3})(?:[/-](?:0?[1-9]|[12]\d|3[01]))?(?=[/-]|$)")
"""2026/05/01, 2026-05-01, 2026/05, 2026/may/01."""

COMPACT_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")
"""20260501."""

NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")
"""A number long enough to name one article."""

CODE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![a-z])(?=[a-z]*\d)[0-9a-f]{12,}(?![a-z])")
"""A hexadecimal id."""

QUERY_ID = re.compile(
    r"(?:^|&)(?:id|p|story|storyid|story_id|article|articleid|article_id|news_id|nid|aid|item)=\d{2,}", re.IGNORECASE
)
"""A parameter that names one article ("?p=1234")."""

PAGING = re.compile(r"(?:^|&)(?:page|paged|pg|start|offset|s|q|query|replytocom)=", re.IGNORECASE)
"""Parameters of listings and searches."""

WORD = re.compile(r"[^\W\d_]+")
SEPARATORS = re.compile(r"[-_+,.~\s]+")
IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
IDEOGRAPHS_PER_WORD = 2


def leads_to_article(url: str, site: Site, *, listed: bool = False) -> bool:
    """Whether to fetch this address as an article of the site.

    Args:
        url: absolute, on the site.
        site: its patterns win over the built-in rules.
        listed: it comes from a feed or a news sitemap, which name nothing else.
    """
    parts = _split(url)
    if parts is None or len(url) > MAX_LENGTH:
        return False
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if any(pattern.search(path) for pattern in site.exclude):
        return False
    if site.include:
        return any(pattern.search(path) for pattern in site.include)
    return not is_file(parts.path) if listed else looks_like_article(url)


def looks_like_article(url: str) -> bool:
    """Whether the address alone reads like that of an article.

    >>> looks_like_article("https://harbour.example/world/ferry-runs-aground-off-the-old-pier")
    True
    >>> looks_like_article("https://harbour.example/tag/ferry-runs-aground-off-the-old-pier")
    False
    """
    parts = _split(url)
    if parts is None:
        return False
    path = unquote(parts.path).lower()
    segments = [segment for segment in path.split("/") if segment]
    if not segments:
        return bool(QUERY_ID.search(parts.query))
    if is_file(path) or is_listing(segments, parts.query):
        return False
    slug = _slug(segments)
    words = slug_words(slug)
    dated, numbered = _is_dated_slug(path, words), _is_numbered(segments, words, parts.query)
    return dated or numbered or (_reads_like_headline(slug, words) and not _is_service(slug))


def is_file(path: str) -> bool:
    """Whether the path ends in a file that is no page.

    >>> is_file("/img/pier.jpg"), is_file("/pier.html"), is_file("/news/pier-1.734212")
    (True, False, False)
    """
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return bool(FILE_ENDING.fullmatch(ending)) and not PAGES.fullmatch(ending)


def is_listing(segments: list[str], query: str) -> bool:
    """Whether the address leads to tags, authors, pictures, a search, or a further page of something."""
    paged = len(segments) > 1 and segments[-2] in {"page", "p", "seite"} and segments[-1].isdigit()
    return paged or bool(PAGING.search(query)) or any(map(LISTINGS.fullmatch, segments))


def slug_words(slug: str) -> int:
    """How many words a slug has; two ideographs count as one.

    >>> slug_words("ferry-runs-aground-734212"), slug_words("news")
    (3, 1)
    """
    ideographs = len(IDEOGRAPHS.findall(slug))
    tokens = SEPARATORS.split(IDEOGRAPHS.sub("", slug))
    return sum(map(bool, map(WORD.fullmatch, tokens))) + ideographs // IDEOGRAPHS_PER_WORD


def same_site(url: str, site: Site) -> bool:
    """Whether the address is on the site: its host, a host its operator listed, or one of the same registrable domain.

    An address in digits or a name without a public suffix (localhost) must be the same host and port.

    >>> same_site("https://m.harbour.example/a", Site("www.harbour.example"))
    True
    >>> same_site("http://127.0.0.1:22/", Site("127.0.0.1:8001"))
    False
    """
    parts = _split(url)
    if parts is None:
        return False
    place = parts.netloc.lower()
    if place in {site.host, *(urlsplit(one).netloc.lower() for one in (*site.feeds, *site.sitemaps, *site.sections))}:
        return True
    own = urlsplit(f"//{site.host}")
    if domain_of(parts.hostname or "") != domain_of(own.hostname or "") or not has_suffix(own.hostname or ""):
        return False
    return parts.port in {None, 80, 443, own.port}


@functools.lru_cache(maxsize=4_096)
def domain_of(host: str) -> str:
    """Registrable domain, blogs of one host told apart; under a suffix that the list does not know two labels.

    An address in digits and a name without a dot are their own.

    >>> domain_of("pier.blogspot.com"), domain_of("www.harbour.co.uk"), domain_of("m.harbour.example")
    ('pier.blogspot.com', 'harbour.co.uk', 'harbour.example')
    """
    found = SUFFIXES(host, include_psl_private_domains=True).top_domain_under_public_suffix
    return found or (".".join(host.split(".")[-2:]) if has_suffix(host) else host)


def has_suffix(host: str) -> bool:
    """Whether the name can be looked up everywhere, or is reserved for examples and tests; a number cannot."""
    return "." in host and not host.replace(".", "").isdigit() and ":" not in host


def clean_address(url: str) -> str:
    """The address as it is asked for: no fragment, no tracking parameters."""
    return normalise(url)


def _split(url: str) -> SplitResult | None:
    """Parts of an http(s) address without user and password; None for anything else."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc else None


def _slug(segments: list[str]) -> str:
    """The segment that would hold the headline: the last, or the one before a bare number, code or "index"."""
    last = ENDING.sub("", segments[-1])
    is_bare = not slug_words(last) or last in {"index", "amp"} or CODE.fullmatch(last)
    return segments[-2] if is_bare and len(segments) > 1 else last


def _is_service(slug: str) -> bool:
    return bool(SERVICE.fullmatch(SEPARATORS.split(slug)[0]))


def _reads_like_headline(slug: str, words: int) -> bool:
    """Four words; with an "and", as names of sections have it ("europe-middle-east-and-africa"), two more."""
    return words >= HEADLINE_WORDS + 2 * ("and" in SEPARATORS.split(slug))


def _is_dated_slug(path: str, words: int) -> bool:
    """A date and a slug: three words anywhere, or a word or a number behind the date; a date alone is an archive."""
    date = DATE.search(path) or COMPACT_DATE.search(path)
    if date is None:
        return False
    behind = path[date.end() :]
    return words >= SHORT_HEADLINE_WORDS or bool(WORD.search(behind) or NUMBER.search(behind))


def _is_numbered(segments: list[str], words: int, query: str) -> bool:
    """A number or code that names one article, with a slug, a section or a marker before it."""
    if QUERY_ID.search(query):
        return True
    last = segments[-1]
    if len(segments) > 1 and MARKERS.fullmatch(segments[-2]):
        return any(letter.isdigit() for letter in last)
    has_id = bool(NUMBER.search(last) or CODE.search(last))
    return has_id and (words >= SHORT_HEADLINE_WORDS - 1 or len(segments) > 1)
