"""Synthetic articles, in size and shape like real ones: about 25 lines, 5 cuts, 2 findings, 3 to 40 KB of HTML."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, datetime, timedelta

from cleaning.values import (
    Article,
    Block,
    CleanedArticle,
    Cut,
    Finding,
    Garble,
    GarbleStatus,
    JudgedLine,
    Kind,
    Link,
    Page,
    PageJudgement,
    Versions,
    Where,
)

VERSIONS = Versions("0.1.0", "bench", "bench", "bench", "empty")
SITES = 1_000
SHORTEST, USUAL, SPREAD = 8, 25, 7
"""Lines of an article."""

WORDS = 12_000
PARAGRAPHS = 20_000
FLAGGED_AT = 0.5
SYLLABLES = [
    "ba",
    "ro",
    "ni",
    "te",
    "sul",
    "mar",
    "ve",
    "ko",
    "lin",
    "da",
    "gra",
    "per",
    "so",
    "fi",
    "tan",
    "u",
    "le",
    "mo",
    "ches",
    "ri",
]
LANGUAGES = ("en", "en", "en", "en", "en", "de", "fr", "es", "pt", "uk")
CUTS = (
    ("see_also", Kind.SEE_ALSO, ("cue: see also", "place: between paragraphs")),
    ("newsletter", Kind.NEWSLETTER, ("cue: sign up", "place: after the last paragraph", "short line")),
    ("share", Kind.SHARE, ("cue: share this", "marks: social")),
    ("wire_credit", Kind.WIRE_CREDIT, ("cue: reporting by", "place: after the last paragraph")),
    ("related", Kind.RELATED, ("link share: 1.00", "marks: related", "place: after the last paragraph")),
)
SIGNALS = ("formula", "collocation", "name_twice", "article_missing", "doubled_word")
START = datetime(2031, 1, 1, tzinfo=UTC)


def site_of(number: int) -> str:
    """The article's site: some have thousands of articles, most a few hundred."""
    place = number * 2654435761 % 2**32 / 2**32
    return f"outlet{int(SITES * place * place * place)}.example"


def url_of(number: int) -> str:
    """The article's address."""
    return f"https://{site_of(number)}/news/2031/{number % 12 + 1:02}/the-words-of-story-number-{number}"


class Press:
    """Writes articles. The same number is the same article, whoever asks and in whatever order."""

    def __init__(self) -> None:
        chance = random.Random(1)
        words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(WORDS)]
        weights = list(itertools.accumulate(1 / (rank + 10) for rank in range(WORDS)))
        lengths = [min(120, max(6, int(chance.lognormvariate(3.4, 0.6)))) for _ in range(PARAGRAPHS)]
        self.paragraphs = [
            " ".join(chance.choices(words, cum_weights=weights, k=n)).capitalize() + "." for n in lengths
        ]
        self.frames = [self.frame(chance) for _ in range(200)]

    def frame(self, chance: random.Random) -> tuple[str, str]:
        """What a site puts around its stories: 2 to 30 KB of menus, teasers and scripts."""
        items = [
            f'<li class="menu-item item-{n}"><a href="/{n}/{chance.randrange(10**6)}">{text[:60]}</a></li>\n'
            for n, text in enumerate(chance.choices(self.paragraphs, k=int(chance.lognormvariate(3.8, 0.7)) + 10))
        ]
        head = "<!doctype html><html lang=en><head><title>%s</title></head><body><ul>"
        half = len(items) // 2
        return head + "".join(items[:half]) + "</ul><article>", "</article><ul>" + "".join(items[half:]) + "</ul>"

    def texts(self, number: int) -> list[str]:
        """The article's lines."""
        chance = random.Random(number)
        texts = chance.choices(self.paragraphs, k=max(SHORTEST, int(chance.gauss(USUAL, SPREAD))))
        return [f"{texts[0]} {number}", *texts[1:]]

    def page(self, number: int) -> Page:
        """The article's page."""
        before, after = self.frames[number % len(self.frames)]
        lines = "".join(f'<p class="story-text">{text}</p>\n' for text in self.texts(number))
        headers = (
            ("content-type", "text/html; charset=utf-8"),
            ("last-modified", "Wed, 01 Jan 2031 08:00:00 GMT"),
            ("etag", f'W/"{number:x}-5f3a"'),
        )
        body = (before + lines + after).encode()
        url = url_of(number)
        return Page(url, url, 200, headers, body, START + timedelta(seconds=number), None)

    def cleaned(self, number: int) -> CleanedArticle:
        """The article as cleaned."""
        chance = random.Random(number + 1_000_000_007)
        texts = self.texts(number)
        score = round(chance.random() ** 3 * 0.8, 4) if number % 20 else round(0.5 + chance.random() / 2, 4)
        flagged = score >= FLAGGED_AT
        return CleanedArticle(
            article=article(number, texts, chance),
            lines=tuple(judged(n, text, chance) for n, text in enumerate(texts)),
            garble=Garble(
                GarbleStatus.JUDGED,
                score,
                flagged,
                "crude translation" if flagged else None,
                tuple(finding(line, texts[line], chance) for line in range(0, len(texts), len(texts) // 2))[:2],
            ),
            versions=VERSIONS,
            page=PageJudgement(is_article=True, kind="news", confidence=round(chance.random(), 3)),
        )


def article(number: int, texts: list[str], chance: random.Random) -> Article:
    """The extraction: the lines, and ten blocks that were left out."""
    path = "html/body/div/div/main/article/div"
    marks = ("story-text", "article-body", "content", "layout-main")
    lines = tuple(
        Block(text, "p", f"{path}/p", marks, (Link(4, 12, f"/topic/{n}", same_site=True),) if n % 5 == 0 else ())
        for n, text in enumerate(texts)
    )
    menu = tuple(
        Block(text[:40], "li", "html/body/ul/li", ("menu-item", "menu"), extracted=False, chosen=False)
        for text in texts[:10]
    )
    return Article(
        url=url_of(number),
        canonical_url=url_of(number),
        title=texts[1][:70],
        byline="Ada Quill" if number % 3 else None,
        agency="Harbour Wire" if number % 4 == 0 else None,
        published=(START + timedelta(minutes=number)).isoformat(),
        language=LANGUAGES[chance.randrange(len(LANGUAGES))],
        blocks=menu + lines,
        encoding="utf-8",
    )


def judged(line: int, text: str, chance: random.Random) -> JudgedLine:
    """One line in five is cut, one in twelve is a suspicion."""
    if (line + 1) % 5 == 0:
        rule, kind, terms = CUTS[line // 5 % len(CUTS)]
        return JudgedLine(text, kind, round(0.93 + chance.random() / 15, 3), (Cut(rule, kind, 0, len(text), terms),))
    if line % 12 == 1:
        return JudgedLine(text, litter=0.6, terms=("cue: weak", "place: before the first paragraph"))
    return JudgedLine(text, litter=0.119)


def finding(line: int, text: str, chance: random.Random) -> Finding:
    """A finding of a few words."""
    start = chance.randrange(max(1, len(text) - 30))
    words = text[start : start + 24]
    reason = "These words hardly ever stand together in edited news; a translation of a set phrase reads like this."
    score = round(chance.random(), 3)
    return Finding(chance.choice(SIGNALS), Where.BODY, line, start, start + len(words), score, reason, words)
