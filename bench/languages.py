"""Which languages have phrases in which tables, as the page docs/languages.md.

python -m bench.languages > docs/languages.md
"""

from __future__ import annotations

from pathlib import Path

from cleaning.rules.languages import codes, sections_of
from cleaning.rules.senses import codes as codes_of_senses
from cleaning.rules.senses import senses_of
from training.lines import rows_of

LEARNED = Path(__file__).parent.parent / "training" / "languages"
"""Articles from which the wording of other languages is learned, a file a language."""

NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English, put word for word or spun", "es": "Spanish", "et": "Estonian",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian, Bosnian",
    "hu": "Hungarian", "id": "Indonesian, Malay", "is": "Icelandic", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovene", "sr": "Serbian",
    "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

MEASURED = {
    "ar": 1, "de": 23, "el": 122, "es": 1, "fr": 3, "hi": 1, "id": 1, "is": 1, "it": 1, "ja": 1, "no": 2, "pl": 63,
    "ru": 23, "tr": 1, "zh": 42,
}  # fmt: skip
"""Pages with a known text on which a language's tables were read and counted while they were written."""

UNREAD = {
    "ar": (12, 15), "cs": (14, 14), "da": (13, 14), "de": (14, 14), "el": (14, 15), "es": (14, 15), "fa": (11, 14),
    "fi": (13, 14), "fr": (12, 14), "hi": (13, 15), "hu": (13, 15), "id": (12, 15), "it": (14, 15), "ja": (13, 14),
    "ko": (12, 15), "nl": (10, 14), "no": (13, 14), "pl": (15, 15), "pt": (15, 15), "ro": (14, 15), "ru": (15, 15),
    "sv": (14, 14), "tr": (12, 15), "uk": (14, 15), "vi": (13, 15), "zh": (12, 14),
}  # fmt: skip
"""Lines of our own that were cut, of those that nobody read while phrases were added (November 2026)."""

WORD_LISTS = {"dates", "prompts", "sections", "words"}

HEAD = """# Languages

Lines are judged alike in every language; what differs is the words. English phrases stand in `cleaning/rules/*.txt`,
the others in one file a language, `cleaning/rules/languages/<code>.txt`, which names at its head where they come from.
Every phrase of every file is tried twice by `tests/test_languages.py`: alone on its line, where it must go, and at the
head of a sentence of a story, where it must stay. The stories stand in `tests/cases/languages.txt`. This page is made
from the files by `make docs`; a test holds it to them.

Comment forms of nine languages (et, fa, he, hi, hu, lv, sl, th, ur; lt in part) were compared with the translations of
WordPress; those of 26 languages, and their labels of navigation, in part with those of Nikola, Plone and Hexo NexT; all
others were written from general knowledge of them.

To add a language: its file, with the sections of any other, and a sentence of a story. To add a phrase: a row.

What no phrase foresees is read by the rule `abroad`, a model of looks, outlines, words and their senses
(`cleaning/rules/senses/<code>.txt`: "abonnier*" is to join, "Postfach" mail). It has learned from invented articles in
{learned} languages (`training/languages/<code>.txt`); senses are the same in all, so it reads the others by what it has
learned of these, the better where their words are listed. The columns "senses" and "articles" count both.

No rule takes a dot for the only full stop, a space for the only border of words, or a capital for the only start of a
sentence: Indic, Arabic, Chinese, Japanese, Armenian, Ethiopic, Burmese and Khmer marks end sentences, Thai and Lao need
none. Where a script has no capitals, a notice is parted from the sentence glued to it only by a mark. Phrases of all
languages are tried on every page, whatever its language is taken for.

The column "pages" says on how many pages with a known text the tables were read while they were written; English
was on 313. "None" means that nobody has seen them at work on real pages: expect litter left, and report good lines cut.

The last column is of 26 languages: some 42 usual litter lines each (pointers, prompts, forms, credits, notices), which
we wrote in the manner of real ones, one at a time in a story of six paragraphs of plain text. A random third was put
aside; the column says how many of that third go. All in all {cut} of {lines} do; before phrases were added from the
other two thirds it was 250. Of 104 sentences put aside with them, which use the same words, none is cut in the middle
or at the end; before, two were. Who writes a line and the phrase for it writes both in one hand, so real pages will
leave more. The lines that were read stand in `tests/cases/litter`, and what is still left among them too: biographies
in Chinese, Japanese and Korean.

All languages have phrases in these tables: {common}.

| code | language | phrases | tables besides these | senses | articles | pages | unread lines that go |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""


def page() -> str:
    """The page as text."""
    common = frozenset.intersection(*(frozenset(tables_of(code)) for code in codes()))
    rows = [row(code, common) for code in sorted(codes_of_senses() | set(codes()))]
    cut, lines = (sum(figures) for figures in zip(*UNREAD.values(), strict=True))
    names = ", ".join(f"`{name}`" for name in sorted(common))
    learned = len(list(LEARNED.glob("*.txt")))
    return HEAD.format(common=names, cut=cut, lines=lines, learned=learned) + "\n".join(rows) + "\n"


def tables_of(code: str) -> dict[str, int]:
    """Number of phrases a language has in each table."""
    found: dict[str, int] = {}
    if code not in codes():
        return found
    for table, _, rows in sections_of(code):
        if table not in WORD_LISTS:
            found[table] = found.get(table, 0) + len(rows)
    return found


def row(code: str, common: frozenset[str]) -> str:
    """One language's row."""
    tables = tables_of(code)
    others = ", ".join(f"`{name}`" for name in sorted(set(tables) - common))
    pages = MEASURED.get(code, "none")
    cut, lines = UNREAD.get(code, (0, 0))
    unread = f"{cut} of {lines}" if lines else ""
    senses, articles = words_in(code), articles_in(code)
    counts = f"{sum(tables.values())} | {others} | {senses or ''} | {articles or ''} | {pages} | {unread}"
    return f"| {code} | {NAMES[code]} | {counts} |"


def words_in(code: str) -> int:
    """Words whose sense is known, those of networks among them."""
    return len(senses_of(code).whole) + len(senses_of(code).begun) if code in codes_of_senses() else 0


def articles_in(code: str) -> int:
    """Invented articles from which the model has learned."""
    file = LEARNED / f"{code}.txt"
    return len({row.group for row in rows_of(file)}) if file.is_file() else 0


if __name__ == "__main__":
    print(page(), end="")
