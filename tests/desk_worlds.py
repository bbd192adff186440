"""Articles for the tests of the desk's store: differing in everything that lists are filtered by."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from cleaning.values import CleanedArticle, Cut, Finding, Garble, GarbleStatus, JudgedLine, Kind, Where
from storage.records import DecisionRecord
from storage.store import Store, open_store
from tests.storage_samples import SITE, Clock, cleaned, page

SIGNALS = ("formula", "agreement", "wrong_sense", "name_order", "site_rate", "turned_compound")
LOOKS = (None, "spun", "crude translation")
LANGUAGES = ("en", "de", None)
DAYS = ("2031-05-01", "2031-04-20", "2031-03-31T23:30:00Z", None, "no day", "2099-01-01", "1066-10-14")
TEXTS = ("The ferry sails again.", "Gulls return to the pier.", "Die Fähre fährt wieder.", "渡轮复航了。")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(ready_url: str, clock: Clock) -> Iterator[Store]:
    with open_store(ready_url, now=clock) as opened:
        yield opened


def add(store: Store, made: CleanedArticle, site: str = SITE) -> int:
    """Store it; the article's id."""
    assert made.article.url is not None
    return store.add_cleaning(store.add_page(page(made.article.url), site, None), made, None).article_id


def log(store: Store, article_id: int) -> tuple[DecisionRecord, ...]:
    """Every decision on an article, newest first."""
    journal = store.journal(article_id)
    assert journal is not None
    return journal.decisions


def simple(url: str, *, score: float | None = 0.8, text: str = TEXTS[0]) -> CleanedArticle:
    """Two lines, the second dropped as see_also."""
    return cleaned(url, text, score=score)


def odd(number: int, seed: int = 0) -> CleanedArticle:
    """An article by number: the same number and seed make the same one."""
    chance = random.Random(f"{number} {seed}")
    score = chance.choice([None, 0.0, 0.1, 0.3, 0.55, 0.6, 0.95, 1.0])
    text = f"{chance.choice(TEXTS)} {number}"
    findings = tuple(
        Finding(signal, Where.BODY, 0, 0, 3, 0.5, "reason", text[:3])
        for signal in chance.sample(SIGNALS, chance.randrange(4))
    )
    flagged = (score is None and chance.random() < 0.5) or (score is not None and score >= 0.5)
    status = GarbleStatus.TOO_SHORT if score is None else GarbleStatus.JUDGED
    base = cleaned(f"https://{number}.example/", text, language="en")
    lines = (*base.lines, *(prompt(n) for n in range(chance.randrange(3))))
    confidence = chance.choice([None, 0.0, 0.2, 0.5, 0.79, 0.9, 1.0])
    return replace(
        base,
        article=replace(base.article, language=chance.choice(LANGUAGES), published=chance.choice(DAYS)),
        lines=lines,
        garble=Garble(status, score, flagged, chance.choice(LOOKS) if flagged else None, findings),
        page=replace(base.page, confidence=confidence),
    )


def prompt(number: int) -> JudgedLine:
    """A line of which two parts were cut, by two rules."""
    text = f"Share this. Sign up for letter {number}."
    cuts = (Cut("share", Kind.SHARE, 0, 11, ()), Cut("newsletter", Kind.NEWSLETTER, 12, len(text), ()))
    return JudgedLine(text, Kind.SHARE, 0.99, cuts)


def fill(store: Store, numbers: range, seed: int = 0) -> list[int]:
    """Many of them, on three sites."""
    return [add(store, odd(number, seed), f"{number % 3}.site") for number in numbers]
