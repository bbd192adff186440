"""What copies say of an article, as cases: pairs, majorities, originals, and texts that could not be judged alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.copies.assess import Assessment, Me, Witness, assessed
from cleaning.copies.values import LIKE
from cleaning.values import Finding, Garble, GarbleStatus, Where

ME = 1
THRESHOLD = 0.8
FOUND = Finding("formula", Where.BODY, 0, 0, 4, 0.8, "A fixed phrase changed.", "long")
HONEST_TEXT = Garble(GarbleStatus.JUDGED, 0.02)
DOUBTED = Garble(GarbleStatus.JUDGED, 0.3, findings=(FOUND,))
GARBLED_TEXT = Garble(GarbleStatus.JUDGED, 0.97, flagged=True, looks_like="spun", findings=(FOUND,))
SHORT = Garble(GarbleStatus.TOO_SHORT)


def judge(own: Garble, *witnesses: Witness, pairs: dict[tuple[int, int], float] | None = None) -> Assessment:
    drifts = {frozenset((ME, one.id)): one.drift for one in witnesses}
    drifts |= {frozenset(pair): drift for pair, drift in (pairs or {}).items()}
    return assessed(Me(ME, own), witnesses, drifts, THRESHOLD)


def test_without_copies_the_text_speaks_alone() -> None:
    for own in (HONEST_TEXT, DOUBTED, GARBLED_TEXT, SHORT):
        found = judge(own)
        assert (found.score, found.flagged, found.is_garbled, found.drift) == (own.score, own.flagged, None, 0.0)


def test_an_edited_copy_says_nothing() -> None:
    found = judge(DOUBTED, Witness(2, 0.12, 0.0))
    assert (found.score, found.flagged, found.is_garbled, found.drift) == (0.3, False, None, 0.12)


def test_a_drifted_copy_lifts_a_text_that_is_doubted_already() -> None:
    found = judge(DOUBTED, Witness(2, 0.7, 6.0))
    assert found.is_garbled is True
    assert found.flagged
    assert found.looks_like == LIKE
    assert found.evidence[0].kind == "copies"


def test_one_copy_alone_flags_nothing() -> None:
    found = judge(HONEST_TEXT, Witness(2, 0.9, 11.0))
    assert found.is_garbled is True
    assert found.score is not None
    assert found.score > HONEST_TEXT.score  # type: ignore[operator]
    assert not found.flagged


def test_the_original_and_several_copies_count_as_enough() -> None:
    own = Garble(GarbleStatus.JUDGED, 0.05)
    assert judge(own, Witness(2, 0.9, 11.0, is_original=True)).flagged
    two = judge(own, Witness(2, 0.9, 11.0), Witness(3, 0.9, 10.0), pairs={(2, 3): 0.05})
    assert two.flagged
    assert two.against == (2, 3)
    assert "2 known copies" in two.evidence[0].reason


def test_the_side_that_the_others_drifted_from_is_cleared() -> None:
    found = judge(HONEST_TEXT, Witness(2, 0.8, -7.0))
    assert found.is_garbled is False
    assert found.score is not None
    assert found.score <= 0.02
    assert not found.flagged


def test_a_garbled_text_stays_flagged_though_a_worse_copy_drifted_from_it() -> None:
    found = judge(GARBLED_TEXT, Witness(2, 0.8, -3.0))
    assert found.flagged
    assert found.looks_like == "spun"


def test_a_pair_that_cannot_tell_is_decided_by_who_agrees() -> None:
    undecided = Witness(2, 0.6, 0.2)
    assert judge(HONEST_TEXT, undecided).is_garbled is None
    against = judge(HONEST_TEXT, undecided, Witness(3, 0.6, 0.1), pairs={(2, 3): 0.05})
    assert against.is_garbled is True
    for_it = judge(HONEST_TEXT, Witness(2, 0.6, -0.2), Witness(3, 0.05, 0.0), pairs={(2, 3): 0.6})
    assert for_it.is_garbled is False


def test_a_text_that_was_too_short_gets_no_flag_from_one_copy() -> None:
    found = judge(SHORT, Witness(2, 0.8, 5.0))
    assert found.is_garbled is True
    assert found.score is not None
    assert not found.flagged
    assert judge(SHORT, Witness(2, 0.8, -5.0)).score is None


@pytest.mark.parametrize("own", [HONEST_TEXT, DOUBTED, GARBLED_TEXT, SHORT])
def test_evidence_of_the_text_is_kept(own: Garble) -> None:
    found = judge(own, Witness(2, 0.9, 4.0))
    assert [one for one in found.evidence if one.kind != "copies"] == list(own.evidence)


witnesses = st.lists(
    st.builds(Witness, st.integers(2, 9), st.floats(0, 1), st.floats(-20, 20), st.booleans()), max_size=6
)


@settings(deadline=None)
@given(st.sampled_from([HONEST_TEXT, DOUBTED, GARBLED_TEXT, SHORT]), witnesses)
def test_scores_are_chances_and_order_does_not_matter(own: Garble, found: list[Witness]) -> None:
    unique = list({one.id: one for one in found}.values())
    one, other = judge(own, *unique), judge(own, *reversed(unique))
    assert one.score is None or 0 <= one.score <= 1
    assert (one.score, one.flagged, one.is_garbled, one.drift) == (
        other.score,
        other.flagged,
        other.is_garbled,
        other.drift,
    )
