"""A small stored world for the tests of commands and export: two sites, four articles, a page that waits, failures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from cleaning.values import (
    Article,
    Block,
    CleanedArticle,
    Cut,
    Failure,
    Finding,
    Garble,
    GarbleStatus,
    JudgedLine,
    Kind,
    Page,
    PageJudgement,
    Right,
    Stage,
    Versions,
    Where,
)
from storage.store import Store, open_store

NOON = datetime(2031, 5, 4, 12, 0, 0, tzinfo=UTC)
OLD = Versions("0.1.0", "extract-1", "rules-1", "model-1", "empty")
NEW = Versions("0.1.0", "extract-1", "rules-2", "model-1", "empty")
FERRY = "https://harbour.example/ferry"
GULLS = "https://harbour.example/gulls"
MILL = "https://meadow.example/muehle"
HOSTILE = "https://meadow.example/hostile"
WAITING = "https://meadow.example/waiting"
LICENCE = "https://licences.example/by"
ESCAPE = "\x1b]0;owned\x07"

BODY = b"<html><body><p>The ferry sails again.</p><p>See also: Gulls return</p></body></html>"


def clock() -> Callable[[], datetime]:
    """A clock that goes on by a minute each time somebody looks."""
    minutes = iter(range(100_000))
    return lambda: NOON + timedelta(minutes=next(minutes))


def page(url: str, body: bytes = BODY) -> Page:
    """One answer."""
    return Page(url, url, 200, (("content-type", "text/html; charset=utf-8"),), body, NOON)


def dropped(text: str) -> JudgedLine:
    """A line that went as a see-also."""
    return JudgedLine(text, Kind.SEE_ALSO, 0.98, (Cut("see_also", Kind.SEE_ALSO, 0, len(text), ("cue: see also",)),))


def cleaned(  # noqa: PLR0913 - an article has many parts
    url: str,
    title: str,
    lines: tuple[JudgedLine, ...],
    garble: Garble,
    *,
    language: str = "en",
    rights: tuple[Right, ...] = (),
    versions: Versions = OLD,
) -> CleanedArticle:
    """An article as cleaning would give it."""
    blocks = tuple(Block(line.text, tag="p") for line in lines)
    article = Article(
        url, None, title, "Ada Quill", published="2031-05-04", language=language, blocks=blocks, rights=rights
    )
    return CleanedArticle(article, lines, garble, versions, PageJudgement(is_article=True, confidence=0.9))


def ferry(versions: Versions = OLD, *, with_cut: bool = False) -> CleanedArticle:
    """Not flagged; the see-also is found only by the later rules. The page asks not to be trained on."""
    see_also = "See also: Gulls return"
    trimmed = JudgedLine("The ferry sails again. Share this.", cuts=(Cut("share", Kind.SHARE, 22, 34, ()),))
    lines = (trimmed, dropped(see_also) if with_cut else JudgedLine(see_also))
    rights = (Right("header", "x-robots-tag", "noai"),)
    return cleaned(FERRY, "Ferry sails", lines, Garble(GarbleStatus.JUDGED, 0.1), rights=rights, versions=versions)


def gulls() -> CleanedArticle:
    """Flagged, with three findings of two signals."""
    text = "Through Ada Quill the gulls is come back in the lengthy run."
    findings = (
        Finding("formula", Where.BODY, 0, 0, 17, 0.9, '"Through" with a name stands for "By"', text[:17]),
        Finding("grammar", Where.BODY, 0, 28, 30, 0.4, "The verb does not fit its subject", text[28:30]),
        Finding("formula", Where.BODY, 0, 43, 59, 0.8, '"in the long run", changed', text[43:59]),
    )
    garble = Garble(GarbleStatus.JUDGED, 0.93, flagged=True, looks_like="crude translation", findings=findings)
    return cleaned(GULLS, "Gulls are come back", (JudgedLine(text),), garble)


def mill() -> CleanedArticle:
    """German, with a licence."""
    line = JudgedLine("Die Mühle mahlt wieder.")
    rights = (Right("link", "license", LICENCE),)
    garble = Garble(GarbleStatus.LANGUAGE_LIMITED)
    return cleaned(MILL, "Mühle mahlt", (line,), garble, language="de", rights=rights)


def hostile() -> CleanedArticle:
    """Flagged, and written to harm whoever looks at it: control sequences, markup, a NUL, half a surrogate pair."""
    text = f"[bold]Rain[/] {ESCAPE} | \x00 \ud83d <script>x</script> \u202egnp.exe"
    finding = Finding("formula", Where.BODY, 0, 0, 6, 0.7, f"{ESCAPE}[red]odd[/]", "[bold]")
    garble = Garble(GarbleStatus.JUDGED, 0.7, flagged=True, looks_like="spun", findings=(finding,))
    lines = (JudgedLine(text), dropped(f"See also {ESCAPE}[/bold]"))
    rights = (Right("meta", "license", f"x|y\n# {ESCAPE}"),)
    return cleaned(HOSTILE, f"[/red]{ESCAPE}Rain\r\nfalls", lines, garble, rights=rights)


def add(store: Store, cleaned: CleanedArticle, site: str, run: int | None, body: bytes = BODY) -> int:
    """Store a page with what cleaning made of it; the article's id."""
    assert cleaned.article.url is not None
    return store.add_cleaning(store.add_page(page(cleaned.article.url, body), site, run), cleaned, run).article_id


def fill(url: str) -> dict[str, int]:
    """Fill an empty database; ids of the articles by address."""
    with open_store(url, now=clock()) as store:
        run = store.begin_run("crawl", "harbour.example")
        ids = {
            FERRY: add(store, ferry(), "harbour.example", run),
            GULLS: add(store, gulls(), "harbour.example", run, b"<p>gulls</p>"),
            MILL: add(store, mill(), "meadow.example", run, "<p>Mühle</p>".encode()),
            HOSTILE: add(store, hostile(), "meadow.example", run, b"\xff\x00<p>hostile</p>"),
        }
        store.add_page(page(WAITING, BODY.replace(b"ferry", b"bus")), "meadow.example", run)
        failure = Failure(Stage.FETCH, "no answer in 30 seconds")
        store.add_failure(failure, run_id=run, site="meadow.example", url="https://meadow.example/slow")
        store.lease("harbour.example", "crawler-7", 3600)
        store.end_run(run, {"pages": 5, "failed": 1}, "done")
    return ids


def add_version(url: str) -> None:
    """Clean the ferry's stored page again, by rules that find more."""
    with open_store(url) as store:
        run = store.begin_run("reclean")
        store.add_cleaning(store.add_page(page(FERRY), "harbour.example", run), ferry(NEW, with_cut=True), run)
        store.end_run(run, {"new versions": 1}, "done")
