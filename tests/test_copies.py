from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.copies.clusters import FACES, FIRST, Face, joining, shows_more
from cleaning.copies.fingerprint import WORDS, fingerprint
from cleaning.copies.gathering import Gathering, Membership
from cleaning.copies.index import MOST_FACES, MOST_HOLDERS, WINDOW_DAYS, Index
from cleaning.copies.likeness import likeness
from cleaning.copies.terms import terms_of
from cleaning.copies.values import Relation
from tests import copy_samples as samples

COPIES = {"trimmed": samples.TRIMMED, "edited": samples.EDITED, "spun": samples.SPUN, "translated": samples.TRANSLATED}
OTHERS = {"event": samples.SAME_EVENT, "concert": samples.OTHER, "sport": samples.SPORT}


def relation(one: str, other: str, language: str | None = "en") -> Relation:
    return likeness(fingerprint(one, language), fingerprint(other, language)).relation


def members(texts: Sequence[str], language: str | None = "en") -> list[Membership]:
    gathering = Gathering()
    for text in texts:
        gathering.add(fingerprint(text, language))
    return list(gathering.memberships())


# two texts


@pytest.mark.parametrize("name", COPIES)
def test_what_became_of_a_story_is_a_copy(name: str) -> None:
    assert relation(samples.STORY, COPIES[name]) is Relation.COPY
    assert relation(samples.EDITED, COPIES[name]) is Relation.COPY


def test_another_writer_is_related_and_another_story_is_not() -> None:
    assert relation(samples.STORY, samples.SAME_EVENT) is Relation.RELATED
    assert relation(samples.STORY, samples.OTHER) is Relation.UNRELATED
    assert relation(samples.SPORT, samples.OTHER) is Relation.UNRELATED


def test_reports_of_one_template_and_live_blogs_of_one_frame_are_no_copies() -> None:
    assert relation(samples.stock(0), samples.stock(0)) is Relation.COPY
    assert relation(samples.stock(0), samples.stock(1)) is not Relation.COPY
    assert relation(samples.stock(1), samples.stock(2)) is not Relation.COPY
    assert relation(samples.LIVE_STORM, samples.LIVE_TRIAL) is not Relation.COPY


@pytest.mark.parametrize("language", samples.SCRIPTS)
def test_copies_in_other_scripts(language: str) -> None:
    text = samples.SCRIPTS[language]
    trimmed = text[: len(text) * 3 // 4]
    assert relation(text, trimmed, language) is Relation.COPY
    others = [other for code, other in samples.SCRIPTS.items() if code != language]
    assert all(relation(text, other, language) is Relation.UNRELATED for other in others)


def test_signs_spaces_and_case_make_no_other_text() -> None:
    assert fingerprint("Rain fell.\n\nAgain!").digest == fingerprint("rain -- FELL again").digest
    assert likeness(fingerprint("Rain fell."), fingerprint("Rain fell!")).score == 1.0


def test_texts_without_words_are_no_copies_of_each_other() -> None:
    assert relation("", "…") is Relation.UNRELATED
    assert relation("Advertisement", "Subscribe now") is Relation.UNRELATED


RUBBISH = st.text(max_size=300) | st.sampled_from([*COPIES.values(), *OTHERS.values(), samples.stock(0), "\ud800 a"])


@settings(max_examples=60, deadline=None)
@given(RUBBISH, RUBBISH)
def test_likeness_is_symmetric_and_a_text_is_its_own_copy(one: str, other: str) -> None:
    a, b = fingerprint(one, "en"), fingerprint(other, "en")
    assert likeness(a, b) == likeness(b, a)
    assert likeness(a, a).score == (1.0 if a.words else 0.0)


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\x00" * 50, "🙂" * 99, "1" * 5000, "ا" * 5000, "́" * 5000])
def test_rubbish_has_a_fingerprint(text: str) -> None:
    assert fingerprint(text).words <= WORDS
    assert fingerprint(text) == fingerprint(text)


def test_a_book_costs_no_more_than_a_long_article() -> None:
    book = " ".join(f"chapter{number} {samples.STORY}" for number in range(800))
    start = time.process_time()
    made = fingerprint(book, "en")
    assert time.process_time() - start < 3
    assert made.words == WORDS


def test_neighbours_are_terms_where_there_are_no_spaces() -> None:
    assert terms_of("渡轮停") == {"渡轮", "轮停"}


# clusters


def test_a_text_between_two_stories_does_not_chain_them() -> None:
    first, second = "\n".join(samples.PARAGRAPHS), f"{samples.OTHER}\n{samples.SPORT}"
    both = f"{first}\n{second}"
    a, _, c = members([first, both, second])
    assert a.cluster != c.cluster
    a, c, _ = members([first, second, both])
    assert a.cluster != c.cluster


def test_a_copy_of_one_face_alone_does_not_join() -> None:
    story, other, sport = (fingerprint(text, "en") for text in (samples.STORY, samples.OTHER, samples.SPORT))
    found = joining(sport, {0: [Face(0, story), Face(1, other), Face(2, sport)]})
    assert found.cluster is None
    assert joining(story, {0: [Face(0, story), Face(1, other), Face(2, sport)]}).cluster == 0


def test_the_first_become_faces_and_then_what_differs() -> None:
    story, other = fingerprint(samples.STORY, "en"), fingerprint(samples.OTHER, "en")
    assert shows_more(story, [Face(0, story)])
    assert not shows_more(story, [Face(n, story) for n in range(FIRST)])
    assert shows_more(other, [Face(n, story) for n in range(FIRST)])
    assert not shows_more(other, [Face(n, story) for n in range(FACES)])


# gathering


def test_copies_share_a_cluster_named_by_the_first() -> None:
    found = members([samples.OTHER, samples.SPUN, samples.STORY, samples.TRIMMED, samples.TRANSLATED, samples.SPORT])
    assert [member.cluster for member in found] == [0, 1, 1, 1, 1, 5]
    assert [member.relation for member in found] == [None, None, *[Relation.COPY] * 3, None]
    assert all(member.score is not None and member.score >= 0.5 for member in found[2:5])
    assert found[0] == Membership(0)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (2, 1, 0)])
def test_who_stands_alone_and_tells_of_the_event_is_related_whenever_it_came(order: tuple[int, int, int]) -> None:
    texts = [samples.STORY, samples.EDITED, samples.SAME_EVENT]
    found = members([texts[number] for number in order])
    alone = found[order.index(2)]
    assert alone.relation is Relation.RELATED
    assert alone.related_to == min(order.index(0), order.index(1))
    assert alone.score is not None
    assert alone.score < 0.5


def test_of_two_that_stand_alone_the_later_is_related() -> None:
    assert [m.relation for m in members([samples.STORY, samples.SAME_EVENT])] == [None, Relation.RELATED]


def test_a_text_that_shows_two_clusters_to_be_one_merges_them_under_the_earlier() -> None:
    made = replace(fingerprint(samples.STORY, "en"), bands=())
    prints = [
        fingerprint(samples.SPORT, "en"),
        replace(made, rare=made.rare[:2], digest=b"a" * 16),
        replace(made, rare=made.rare[2:4], digest=b"b" * 16),  # found by no hook of the one before
        replace(made, rare=made.rare[:4], digest=b"c" * 16),
    ]
    gathering = Gathering()
    for text in prints[:3]:
        gathering.add(text)
    assert [member.cluster for member in gathering.memberships()] == [0, 1, 2]
    gathering.add(prints[3])
    found = list(gathering.memberships())
    assert [member.cluster for member in found] == [0, 1, 1, 1]
    assert [member.relation for member in found] == [None, None, Relation.COPY, Relation.COPY]
    assert found[2].score is not None
    assert found[2].score >= 0.5


def test_trimmed_copies_that_share_nothing_stay_apart() -> None:
    halves = ["\n".join(samples.PARAGRAPHS[:4]), "\n".join(samples.PARAGRAPHS[4:])]
    found = members([*halves, samples.STORY])
    assert found[0].cluster != found[1].cluster
    assert found[2].cluster in {0, 1}


def test_the_same_text_a_thousand_times_is_one_cluster_in_no_time() -> None:
    made = fingerprint(samples.STORY, "en")
    gathering = Gathering()
    start = time.process_time()
    for _ in range(1000):
        gathering.add(made)
    assert time.process_time() - start < 1
    assert {member.cluster for member in gathering.memberships()} == {0}
    assert len(gathering.faces_of(0)) == 1


def test_a_thousand_copies_that_all_differ_cost_what_a_few_do() -> None:
    gathering = Gathering()
    made = fingerprint(samples.STORY, "en")
    start = time.process_time()
    for number in range(1000):
        gathering.add(replace(made, digest=number.to_bytes(16, "big"), words=made.words + number))
    assert time.process_time() - start < 5
    assert {member.cluster for member in gathering.memberships()} == {0}
    assert len(gathering.faces_of(0)) <= FACES


def test_texts_without_words_stand_alone() -> None:
    assert [member.cluster for member in members(["", "…", "", "Rain.", "rain"])] == [0, 1, 2, 3, 3]


# the index


def test_a_shared_band_or_two_rare_terms_make_a_candidate() -> None:
    made = fingerprint(samples.STORY, "en")
    index = Index()
    index.add(7, replace(made, rare=()))
    index.add(8, replace(made, bands=(), rare=made.rare[:2]))
    index.add(9, replace(made, bands=(), rare=made.rare[:1]))
    assert index.candidates(made) == (7, 8)


def test_what_many_hold_is_not_asked_unless_nothing_else_is_left() -> None:
    made = replace(fingerprint(samples.STORY, "en"), bands=())
    index = Index()
    for face in range(MOST_HOLDERS + 1):
        index.add(face, replace(made, rare=made.rare[:3]))
    assert index.candidates(replace(made, rare=made.rare[:6])) == ()
    assert len(index.candidates(replace(made, rare=made.rare[:3]))) == MOST_FACES


def test_days_too_far_apart_are_left_out_where_both_are_known() -> None:
    made = fingerprint(samples.STORY, "en")
    index = Index()
    for face, day in enumerate((0, WINDOW_DAYS, WINDOW_DAYS + 1, None)):
        index.add(face, made, day)
    assert index.candidates(made, 0) == (0, 1, 3)
    assert index.candidates(made) == (0, 1, 2, 3)
