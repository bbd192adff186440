"""An article that is an attack in all its parts, and one that is too large: what the desk must show as text."""

from __future__ import annotations

from dataclasses import replace

from cleaning.values import (
    Article,
    Block,
    CleanedArticle,
    Credits,
    Cut,
    Evidence,
    Finding,
    Garble,
    GarbleStatus,
    JudgedLine,
    Kind,
    Page,
    PageJudgement,
    PageMark,
    Right,
    Where,
)
from storage.store import Store
from tests.desk_samples import NOON, OLD

SCRIPT = "<script>window.owned = 1; alert(1)</script>"
IMAGE = '"><img src=x onerror="window.owned = 1; alert(2)">'
SVG = "<svg/onload=window.owned=1><style>*{display:none}</style>"
TEMPLATE = "{{ 7 * 7 }}{% raw %}{{ self }}"
RIGHT_TO_LEFT = "\u202egnp.exe\u202c \u2066isolated"
CONTROLS = "bell \x07 nul \x00 escape \x1b]0;owned\x07 half \ud83d end"
HANDLERS = "' onmouseover='window.owned=1' style='position:fixed;inset:0"
ATTACKS = (SCRIPT, IMAGE, SVG, TEMPLATE, RIGHT_TO_LEFT, CONTROLS, HANDLERS)
ALL = " | ".join(ATTACKS)

ADDRESS = "https://evil.example/%22%3E%3Cscript%3Ewindow.owned=1%3C/script%3E?q='\"><script>window.owned=1</script>"
JAVASCRIPT = "javascript:window.owned=1//https://evil.example/"
DATA = "data:text/html,<script>window.owned=1</script>"

BODY = f"""<!doctype html><html onload="window.owned=1"><head>
<meta http-equiv="refresh" content="0; url=https://evil.example/refreshed">
<meta http-equiv="Content-Security-Policy" content="report-uri https://evil.example/report">
<base href="https://evil.example/based/"><link rel="dns-prefetch" href="//dns.evil.example">
<link rel="preconnect" href="https://evil.example"><link rel="stylesheet" href="https://evil.example/a.css">
<script src="https://evil.example/a.js"></script><script>window.owned = 1; parent.owned = 1; top.owned = 1</script>
<style>@import "https://evil.example/b.css"; body {{ background: url(https://evil.example/c.png) }}
p {{ background: u\\72l(https://evil.example/d.png) }}
@font-face {{ font-family: x; src: url(//evil.example/e) }}</style>
</head><body onload="window.owned=1" background="https://evil.example/f.png">
<p style="background:url(https://evil.example/g.png)">The story &amp; its words.</p>
<a id="link" href="https://evil.example/pressed" ping="https://evil.example/ping">Press me</a>
<a href="{JAVASCRIPT}">or me</a> <a href="{DATA}">or me</a>
<img src="https://evil.example/h.png" srcset="https://evil.example/i.png 2x" onerror="window.owned=1">
<img alt="ours" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">
<img src="data:image/svg+xml,<svg onload=window.owned=1>"><picture><source srcset="https://evil.example/j.png"></picture>
<video src="https://evil.example/k.mp4" poster="https://evil.example/l.png" autoplay></video>
<iframe src="https://evil.example/m"></iframe><iframe srcdoc="<script>top.owned=1</script>"></iframe>
<object data="https://evil.example/n"></object><embed src="https://evil.example/o">
<form action="https://evil.example/p"><input name="q" autofocus onfocus="window.owned=1"><button>Send</button></form>
<svg><script>window.owned=1</script><image href="https://evil.example/q.png"/><use href="https://evil.example/r#s"/></svg>
<math><mtext><img src="https://evil.example/t.png"></mtext></math><template><img src="https://evil.example/u"></template>
<noscript><p title="</noscript><img src=x onerror=window.owned=1>">plain</p></noscript>
<p id="end">Behind all of it.</p></body></html>"""
"""A page that tries everything that a page can reach the network or run with."""


def line(text: str) -> JudgedLine:
    """A line of which something is cut, with evidence that attacks as well."""
    cut = Cut("rule " + SCRIPT, Kind.AD, 0, min(5, len(text)), (f"cue: {IMAGE}", RIGHT_TO_LEFT))
    return JudgedLine(text, Kind.BODY, 0.5, (cut,), (f"suspect: ad, rule {SVG}", SCRIPT))


def attack() -> CleanedArticle:
    """Every part of it is an attack."""
    lines = (*(line(text) for text in ATTACKS), JudgedLine(f"{JAVASCRIPT} {DATA} {ADDRESS}"))
    findings = (
        Finding("formula", Where.BODY, 0, 0, 9, 0.9, f"because {ALL}", SCRIPT[:9]),
        Finding("formula", Where.BODY, 0, 4, 20, 0.5, IMAGE, SCRIPT[4:20]),
        Finding(f"signal {IMAGE}", Where.TITLE, None, 0, 8, 0.2, SVG, SCRIPT[:8]),
        Finding("translated_page", Where.PAGE, None, 0, 0, 0.7, SCRIPT, ALL),
        Finding("beyond", Where.BODY, 2, 5_000, 9_000, 0.7, "its place is not in the line", "x"),
        Finding("nowhere", Where.BODY, 900, 0, 3, 0.7, "its line is not there", "x"),
    )
    evidence = (Evidence(f"kind {SCRIPT}", IMAGE, 3.0, ALL), Evidence("page", SVG, -1.0, RIGHT_TO_LEFT))
    article = Article(
        ADDRESS,
        JAVASCRIPT,
        ALL,
        IMAGE,
        SCRIPT,
        SVG,
        f"2031-05-04{IMAGE}",
        "en",
        (
            *(Block(one.text, tag="p", path=SCRIPT, marks=(IMAGE,)) for one in lines),
            Block(ALL, tag=SVG, path=IMAGE, marks=(SCRIPT,), chosen=False, belongs=-3.0),
        ),
        rights=(Right("meta", SCRIPT, IMAGE), Right("header", "link", RIGHT_TO_LEFT)),
        marks=(PageMark("lang", SCRIPT),),
        encoding="utf-8",
        publisher=IMAGE,
        description=ALL,
        updated=SCRIPT,
        tags=(SCRIPT, IMAGE),
        sections=(SVG,),
        syndicated_from=DATA,
    )
    return CleanedArticle(
        article,
        lines,
        Garble(GarbleStatus.JUDGED, 0.97, flagged=True, looks_like=SVG, findings=findings, evidence=evidence),
        OLD,
        PageJudgement(is_article=False, kind=SCRIPT, confidence=0.2, terms=(IMAGE, RIGHT_TO_LEFT)),
        Credits(reporters=(SCRIPT,), editors=(IMAGE,), copyright=SVG, corrections=(ALL,)),
    )


def huge() -> CleanedArticle:
    """A line of five million characters with findings all over it, then twenty thousand lines."""
    long = "word and " * 555_556
    findings = [
        Finding("formula", Where.BODY, 0, at, at + 4, 0.6, "said again and again", "word")
        for at in range(0, 4_500_000, 900)
    ]
    lines = (JudgedLine(long), *(JudgedLine(f"Line {number} of a book.") for number in range(20_000)))
    findings.append(Finding("formula", Where.BODY, 19_999, 0, 4, 0.9, "far behind", "Line"))
    blocks = tuple(Block(one.text, tag="p") for one in lines)
    left_out = tuple(Block(f"menu {number}", chosen=False, extracted=False) for number in range(20_000))
    article = Article("https://book.example/", None, "A book", blocks=(*left_out, *blocks), language="en")
    garble = Garble(GarbleStatus.JUDGED, 0.9, flagged=True, looks_like="spun", findings=tuple(findings))
    return CleanedArticle(article, lines, garble, OLD)


def add(store: Store, cleaned: CleanedArticle, body: bytes | None = None) -> int:
    """Store it with its page; the article's id."""
    assert cleaned.article.url is not None
    headers = (("content-type", "text/html; charset=utf-8"), ("x-robots-tag", SCRIPT))
    content = BODY.encode("utf-8", "replace") if body is None else body
    page = Page(cleaned.article.url, cleaned.article.url, 200, headers, content, NOON)
    return store.add_cleaning(store.add_page(page, "evil.example", None), cleaned, None).article_id


def changed(cleaned: CleanedArticle) -> CleanedArticle:
    """The same, cleaned by other rules: it has a second version that differs in all that is said."""
    versions = replace(OLD, rules="rules-2")
    article = replace(cleaned.article, title=f"Again {ALL}", byline=SVG)
    return replace(cleaned, article=article, lines=(*cleaned.lines[1:], line(f"New {ALL}")), versions=versions)
