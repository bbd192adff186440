"""Search in titles and texts: the same answers on both databases, whatever was written and whatever is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from cleaning.garble import SIGNALS
from storage import text_search, texts
from storage.evidence_kinds import EVIDENCE
from storage.queries import FlagQuery
from storage.store import Store
from storage.words import FILLER, MOST_TIMES, MOST_WORDS, asked, fold, fts5, searched, tsquery, tsvector, words_of
from tests.desk_worlds import add, simple
from tests.storage_samples import URL

STORIES = {
    "en": "The ferry's new timetable: 3.5 hours to Łódź, said naïve captain O’Neil. E-mail us at desk@ferry.example!",
    "de": "Die Straßenbahn fährt über Öhringen; Großmutter weiß Bescheid.",
    "ru": "Паром снова ходит между островами, сообщил Пётр Йорданов.",
    "el": "Το πλοίο επιστρέφει στον Πειραιά.",
    "ar": "عادت العبّارة إلى الميناء يوم الأحد.",
    "he": "הַמַּעְבֹּרֶת חזרה לנמל.",
    "hi": "नौका हिन्दी में फिर से चलती है।",
    "zh": "渡轮周三恢复航行，港口委员会表示。",
    "ja": "フェリーは水曜日に再開した。",
    "th": "เรือเฟอร์รี่กลับมาแล้ว",
    "ko": "여객선이 다시 운항한다.",
    "width": "ＦＥＲＲＹ ﬁnally １２３",
}


@pytest.fixture
def stories(store: Store) -> dict[str, int]:
    return {name: add(store, simple(f"https://{name}.example/", text=story)) for name, story in STORIES.items()}


def found(store: Store, stories: dict[str, int], words: str) -> list[str]:
    names = {number: name for name, number in stories.items()}
    return sorted(names[one.id] for one in store.queue(FlagQuery(words=words)).articles)


FOUND = [
    ("timetable", ["en"]),
    ("TIMETABLE hours", ["en"]),
    ("timetable strasse", []),
    ("łódź", ["en"]),
    ("Łodz naive", ["en"]),
    ("ferry's", ["en"]),
    ("o'neil", ["en"]),
    ("desk@ferry.example", ["en"]),
    ('"new timetable"', ["en"]),
    ('"timetable new"', []),
    ("'timetable new'", ["en"]),
    ("strassenbahn", ["de"]),
    ("STRASSENBAHN ohringen", ["de"]),
    ("петр йорданов", ["ru"]),
    ("ПАРОМ", ["ru"]),
    ("πλοιο πειραια", ["el"]),
    ("العبارة", ["ar"]),
    ("מעברת", []),
    ("המעברת", ["he"]),
    ("हिन्दी", ["hi"]),
    ("हिन्", []),
    ("渡轮", ["zh"]),
    ("轮渡", []),
    ("港口 渡轮", ["zh"]),
    ("フェリー", ["ja"]),
    ("ﾌｪﾘｰ", ["ja"]),
    ("เฟอร์รี่", ["th"]),
    ("여객선이", ["ko"]),
    ("finally 123", ["width"]),
    ("ferry finally", ["width"]),
    ("3.5", ["en"]),
]
"""Words, and the stories in which they stand."""


def test_words_are_found_in_every_script(store: Store, stories: dict[str, int]) -> None:
    # "Ferry sails" is every article's title: the story's own words tell them apart.
    assert {words: found(store, stories, words) for words, _ in FOUND} == dict(FOUND)


HOSTILE = [
    '"', '""', '"""', "*", "fer*", "NEAR(ferry sails)", "ferry NOT sails", "ferry OR xyzzy", "words:ferry", "^ferry",
    "ferry AND", "(ferry", ":&|!", "ferry & !sails", "ferry <-> sails", "'ferry'", "ferry'; DROP TABLE texts; --",
    "\x00", "fer\x00ry", "\ud800", "\\", "ferry\\' sails", "-ferry", "{ferry}", "ferry:*", "ferry:ABCD", FILLER,
    "\u202eferry",     "%", "_", "?", ":words", "%(words)s", "ferry\nsails", "\u200bferry",
    "🚢", "+ferry +sails", '"ferry', 'ferry" sails"',
]  # fmt: skip


def test_nothing_that_is_typed_reaches_the_databases_own_syntax(store: Store, stories: dict[str, int]) -> None:
    for words in HOSTILE:
        names = found(store, stories, words)
        assert names in ([], sorted(stories), ["en", "width"], ["en"]), words
        assert names == [] or words not in {"ferry OR xyzzy", "ferry NOT sails", "ferry AND"}, "they are words"
        assert store.facets(FlagQuery(words=words)).total == len(names)


def test_a_question_of_a_megabyte_is_answered(store: Store, stories: dict[str, int]) -> None:
    assert found(store, stories, "ferry " * 200_000) == sorted(stories)
    assert found(store, stories, "x" * 1_000_000) == []
    assert found(store, stories, '"' + "ferry " * 200_000) == []
    assert found(store, stories, " ".join(map(str, range(100_000)))) == []
    assert found(store, stories, "渡" * 500_000) == []


def test_a_hostile_text_is_indexed(store: Store) -> None:
    hostile = "\x00 \ud83d ' \\ ': | & ! \" " + "'quoted':1A " + "ﷺ" * 30_000 + " x" * 300_000 + " end"
    article_id = add(store, simple(URL, text=hostile))
    assert [one.id for one in store.queue(FlagQuery(words="quoted 1a")).articles] == [article_id]
    assert [one.id for one in store.queue(FlagQuery(words='"1a صلى"')).articles] == [article_id]
    assert store.queue(FlagQuery(words="end")).articles == (), "what stands behind the bound is not read"


def test_a_word_that_comes_very_often_counts_so_many_times_on_both(store: Store) -> None:
    body = "tick tock " * MOST_TIMES + "tick stop. " + "other words"
    article_id = add(store, simple(URL, text=body))
    ids = {
        words: [one.id for one in store.queue(FlagQuery(words=words)).articles]
        for words in ('"tick stop"', '"tock tick"', '"other words"')
    }
    assert ids == {'"tick stop"': [], '"tock tick"': [article_id], '"other words"': [article_id]}


def test_titles_are_searched_and_blocks_that_were_left_out_are_not(store: Store) -> None:
    made = simple(URL)
    article_id = add(
        store, replace(made, article=replace(made.article, title="Quill wins", blocks=made.article.blocks))
    )
    assert [one.id for one in store.queue(FlagQuery(words="quill sails gulls")).articles] == [article_id]
    assert any(not block.chosen and block.text == "Menu" for block in made.article.blocks)
    assert store.queue(FlagQuery(words="menu")).articles == ()


def test_older_extractions_are_found_no_more(store: Store) -> None:
    article_id = add(store, simple(URL, text="Herons nest."))
    made = simple(URL, text="Storks nest.")
    assert add(store, made) == article_id
    assert store.queue(FlagQuery(words="herons")).articles == ()
    assert [one.id for one in store.queue(FlagQuery(words="storks")).articles] == [article_id]
    add(store, replace(made, garble=replace(made.garble, score=0.9)))
    assert [one.id for one in store.queue(FlagQuery(words="storks")).articles] == [article_id]


def test_a_word_that_stands_everywhere_is_sought_in_the_newest_texts(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [add(store, simple(f"https://{n}.example/", score=0.9 - n / 100)) for n in range(8)]
    monkeypatch.setattr(texts, "MOST_MATCHES", 3)
    page = store.queue(FlagQuery(words="ferry"))
    assert (page.capped, [one.id for one in page.articles]) == (True, ids[-3:])
    assert store.facets(FlagQuery(words="ferry")).total == 3
    assert not store.queue(FlagQuery(words="xyzzy")).capped
    assert store.preview(FlagQuery(words="ferry")).articles == 8, "a bulk is about all of them"


def test_texts_of_before_are_indexed_bit_by_bit(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [add(store, simple(f"https://{n}.example/", score=0.9 - n / 100)) for n in range(7)]
    empty = "DELETE FROM texts" if store.database.url.get_backend_name() == "postgresql" else "DROP TABLE texts"
    store.database.write(lambda c: c.execute(text(empty)))
    if store.database.is_sqlite:
        made = "CREATE VIRTUAL TABLE texts USING fts5(words, content='', columnsize=0, tokenize='ascii')"
        store.database.write(lambda c: c.execute(text(made)))
    store.database.write(lambda c: c.execute(text("UPDATE marks SET number = 5 WHERE name = 'texts_until'")))
    monkeypatch.setattr(texts, "AT_ONCE", 2)
    monkeypatch.setattr(texts, "NEXT", texts.NEXT.limit(2))
    done = []
    while store.unread():
        done.append((store.unread(), store.renew_texts(), len(store.queue(FlagQuery(words="ferry")).articles)))
    assert done == [(5, 2, 2), (3, 2, 4), (1, 1, 5)]
    assert store.renew_texts() == 0
    assert [one.id for one in store.queue(FlagQuery(words="ferry")).articles] == ids[:5]


@given(st.text(max_size=80))
def test_words_are_words_whatever_is_written(written: str) -> None:
    words = words_of(written)
    assert all(word and len(word) <= 64 and not set(word) & set("\"' \\&|!:*()<>\x00") for word in words)
    assert words_of(" ".join(words)) == words
    assert words_of(written.upper().lower()) == words_of(fold(written.upper().lower()))


@given(st.text(max_size=200))
def test_a_question_holds_only_quoted_words(question: str) -> None:
    phrases = asked(question)
    bare = fts5(phrases).replace('"', " ").split()
    assert bare == [word for phrase in phrases for word in phrase.words]
    assert tsquery(phrases).count("'") == 2 * len(bare)


def test_windows_of_texts_give_what_one_reading_gives(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small steps and few matches, so that PostgreSQL goes from window to window."""
    monkeypatch.setattr(text_search, "STEP", 2)
    monkeypatch.setattr(texts, "MOST_MATCHES", 4)
    ids = [
        add(store, simple(f"https://{n}.example/", score=0.9, text="A storm came." if n % 3 else "The storm went."))
        for n in range(14)
    ]
    for words, found, capped in (
        ("storm", ids[-4:], True),
        ('"storm came"', [ids[n] for n in (8, 10, 11, 13)], True),
        ('"storm went"', [ids[n] for n in (3, 6, 9, 12)], True),
        ("went", [ids[n] for n in (3, 6, 9, 12)], True),
        ("went storm ferry", [ids[n] for n in (3, 6, 9, 12)], True),
        ("came went", [], False),
    ):
        page = store.queue(FlagQuery(words=words))
        assert (sorted(one.id for one in page.articles), page.capped) == (found, capped), words


def test_places_stay_within_what_databases_know() -> None:
    words = searched(None, [f"word{n % 3} other{n}" for n in range(20_000)])
    assert len(words) == MOST_WORDS
    assert words.count("word0") == MOST_TIMES
    assert FILLER in words
    assert FILLER not in tsvector(words)


def test_every_signal_has_its_kind_in_the_list_of_evidence() -> None:
    assert {signal.evidence for signal in SIGNALS} <= set(EVIDENCE)
    assert EVIDENCE[:10] == (
        *("formulas", "word order", "grammar", "senses", "plausibility", "numbers", "names", "page", "site", "copies"),
    ), "the order is what is stored: append only"
