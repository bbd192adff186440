"""Language of a text: its small words or its script where they leave no doubt, a detector where they do."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain

from cleaning.tables import rows

SEED = 0

SAMPLE = 1_000
"""Characters that are looked at: the whole text costs the detector 9.7 ms, this much 3.9 ms, with the same answers."""

ENOUGH = 60
"""Characters below which no language is named."""

LEAST_WORDS, LEAST_SHARE, AHEAD = 20, 0.14, 1.6
"""Words of a sample whose small words are counted, share of them that the small words of a language make up, and how
many times those of any other language they are."""

WORD = re.compile(r"[^\W\d_]+")
SCRIPTS = (
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")),
)
"""Scripts that one language alone writes; Chinese is what has no kana among its characters."""

WRITTEN = 0.5
KANA = 0.2
"""Share of a script's characters among all that are no white space; Japanese writes Chinese characters besides."""


def detect(text: str) -> str | None:
    """ISO 639-1 code of the text's language; None where the text is too short to tell.

    >>> detect("The minister said on Tuesday that the bridge would be opened before the end of the year.")
    'en'
    >>> detect("No.")
    """
    sample = text[:SAMPLE]
    if len(sample.strip()) < ENOUGH:
        return None
    return by_words(sample) or by_script(sample) or by_profile(sample)


@cache
def small_words() -> dict[str, tuple[str, ...]]:
    """For each small word the languages that have it; a constant, read once."""
    found: dict[str, list[str]] = {}
    for row in rows("languages.txt"):
        code, _, words = row.partition(":")
        for word in dict.fromkeys(words.split()):
            found.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in found.items()}


def by_words(sample: str) -> str | None:
    """The language whose small words are frequent and well ahead of every other's.

    >>> by_words("rain sun wind " * 10)
    """
    known = small_words()
    words = WORD.findall(sample.casefold())
    counts = Counter(chain.from_iterable([known[word] for word in words if word in known]))
    ranked = counts.most_common(2)
    if not ranked or len(words) < LEAST_WORDS or ranked[0][1] < LEAST_SHARE * len(words):
        return None
    behind = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if ranked[0][1] >= AHEAD * behind else None


def by_script(sample: str) -> str | None:
    """The language that alone writes most of the text's characters.

    >>> by_script("Ο υπουργός είπε"), by_script("風が強く"), by_script("Rain")
    ('el', 'ja', None)
    """
    if sample.isascii():
        return None
    size = len("".join(sample.split()))
    shares = ((code, len(script.findall(sample)) / size) for code, script in SCRIPTS)
    return next((code for code, share in shares if share >= (KANA if code == "ja" else WRITTEN)), None)


def by_profile(sample: str) -> str | None:
    """What langdetect says; None where there are nothing but digits, marks and addresses."""
    from langdetect import DetectorFactory, detect_langs  # noqa: PLC0415 - few texts need it
    from langdetect.lang_detect_exception import LangDetectException  # noqa: PLC0415

    DetectorFactory.seed = SEED  # langdetect 1.0.9 draws at random otherwise and flips; the one tolerated global
    try:
        best = detect_langs(sample)[0]
    except LangDetectException:
        return None
    return str(best.lang).split("-", maxsplit=1)[0]
