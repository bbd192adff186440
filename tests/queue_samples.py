"""Many articles for lists: sites, languages, months, scores and signs in even mixtures, the same at every call.

Each has words of its own, so that none is another's copy; every tenth repeats the one before it on another site.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta

from cleaning.garble import BY_NAME
from cleaning.values import CleanedArticle, Finding, Garble, GarbleStatus, JudgedLine, PageJudgement, Where
from storage.store import Store
from tests.desk_samples import cleaned, page

SITES = ("harbour.example", "meadow.example", "ridge.example", "lagoon.example", "vale.example")
LOOKS = ("crude translation", "spun", "fluent suspect")
PLACES = ("Port Amara", "Lomvik", "Estmark", "the Vale", "Pell", "Northline", "Brightpath")
DEEDS = (
    "council votes to mend the sea wall after winter storms",
    "ferry inquiry hears that the alarm was silent for nine minutes",
    "market reopens with half of its stalls and twice its visitors",
    "glacier station measures a third warm week in a row",
    "rovers hold out with ten men as the home side hits late",
)
SIGNS = (
    ("formula", "In the lengthy run", "looks like “in the long run” with a word exchanged"),
    ("wrong_sense", "the bank of the stream lent", "“bank” stands in the wrong one of its meanings"),
    ("fragment", "Thursday.", "a piece of a sentence left behind a full stop"),
    ("near_place", "Bagmut", "a town's name is one sound off: Bakhmut"),
    ("doubled_word", "the the", "a word stands twice in a row"),
)
MANY = 120

LETTERS = "aeiourstlnmkdpbg"
FIRST_DAY = date(2026, 1, 3)


def article(number: int) -> CleanedArticle:
    """One of them: of three, two are flagged; of seven, one is German and has no score."""
    place, deed = PLACES[number % len(PLACES)], DEEDS[number % len(DEEDS)]
    is_german = number % 7 == 6
    score = None if is_german else round(0.99 - (number % 50) * 0.012, 3)
    flagged = score is not None and score >= 0.6
    told = number - 1 if number % 10 == 9 else number
    text = f"{SIGNS[number % len(SIGNS)][1]} the board wants a second ramp. {place} {deed}. {own_words(told)}"
    findings = tuple(finding(number + step, text) for step in range(1 + number % 3)) if flagged else ()
    status = GarbleStatus.LANGUAGE_LIMITED if is_german else GarbleStatus.JUDGED
    looks = LOOKS[number % len(LOOKS)] if flagged else None
    garble = Garble(status, score, flagged=flagged, looks_like=looks, findings=findings)
    url = f"https://{SITES[number % len(SITES)]}/news/{number}"
    made = cleaned(
        url,
        f"{own_words(told).split()[0].capitalize()}, {place}: {deed}",
        (JudgedLine(text),),
        garble,
        language="de" if is_german else "en",
    )
    published = (FIRST_DAY + timedelta(days=number % 150)).isoformat()
    confidence = round(0.98 - (number % 30) * 0.011, 3)
    judged = PageJudgement(is_article=True, confidence=confidence, terms=("few sentences for so many lines", "no date"))
    return replace(made, article=replace(made.article, published=published), page=judged)


def own_words(number: int) -> str:
    """Words that no other number gives."""
    letters = (hashlib.sha256(f"{number} {step}".encode()).hexdigest() for step in range(60))
    return " ".join("".join(LETTERS[int(one, 16)] for one in found[: 4 + int(found[-1], 16) // 3]) for found in letters)


def finding(number: int, text: str) -> Finding:
    """A finding of one of five signals."""
    signal, words, reason = SIGNS[number % len(SIGNS)]
    assert signal in BY_NAME
    return Finding(signal, Where.BODY, 0, 0, min(len(words), len(text)), 0.5 + number % 5 / 10, reason, words)


def fill(store: Store, articles: int) -> list[int]:
    """Store so many of them; their ids."""
    items = []
    for number in range(articles):
        made = article(number)
        assert made.article.url is not None
        body = f"<p>{number}</p>".encode()
        items.append((store.add_page(page(made.article.url, body), SITES[number % len(SITES)], None), made))
    return [added.article_id for added in store.add_cleanings(items, None)]
