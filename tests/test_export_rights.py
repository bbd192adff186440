"""What a page says about its use: every statement beside one that only looks like it."""

from __future__ import annotations

import pytest

from cleaning.values import Right
from export.rights import Rights, allows, forbids_indexing, forbids_training, licence, reservation

CC = "https://creativecommons.org/licenses/by/4.0/"


def said(name: str, value: str) -> tuple[Right, ...]:
    return (Right("meta", name, value),)


@pytest.mark.parametrize(
    "value", ["noai", "NoAI", "index, noai", "noimageai,noai", "otherbot: noindex, noai", "all: noai"]
)
def test_a_page_forbids_training(value: str) -> None:
    assert forbids_training(said("robots", value))
    assert forbids_training(said("x-robots-tag", value))


@pytest.mark.parametrize("value", ["", "all", "noimageai", "noaixyz", "noarchive", "index, follow", ":", ",,"])
def test_a_page_does_not_forbid_training(value: str) -> None:
    assert not forbids_training(said("robots", value))


def test_only_robots_statements_forbid_training() -> None:
    assert forbids_training(said("examplebot", "noai"))
    assert not forbids_training(said("keywords", "noai"))


@pytest.mark.parametrize("value", ["noindex", "none", "somebot: none", "nofollow, NOINDEX"])
def test_a_page_forbids_indexing(value: str) -> None:
    assert forbids_indexing(said("robots", value))


@pytest.mark.parametrize("value", ["max-image-preview:none", "somebot: max-image-preview: none", "nofollow", "index"])
def test_a_page_does_not_forbid_indexing(value: str) -> None:
    assert not forbids_indexing(said("robots", value))


def test_a_date_with_colons_is_no_directive() -> None:
    assert not forbids_indexing(said("robots", "unavailable_after: 25 Jun 2030 15:00:00 none"))


@pytest.mark.parametrize(
    ("values", "reserved"),
    [((), None), (("1",), True), (("0",), False), (("0", "1"), True), ((" 1 ",), True), (("yes",), None)],
)
def test_reservation(values: tuple[str, ...], *, reserved: bool | None) -> None:
    assert reservation(tuple(Right("header", "tdm-reservation", value) for value in values)) is reserved


def test_the_first_licence_counts_and_a_policy_is_none() -> None:
    assert licence((Right("link", "license", CC), Right("json-ld", "license", "other"))) == CC
    assert licence(said("license", "")) is None
    assert licence(said("tdm-policy", "https://example.test/policy")) is None


@pytest.mark.parametrize(
    ("rights", "taken"),
    [
        ((), {Rights.ANY, Rights.UNRESERVED}),
        (said("robots", "noindex"), {Rights.ANY, Rights.UNRESERVED}),
        (said("robots", "noai"), {Rights.ANY}),
        (said("tdm-reservation", "1"), {Rights.ANY}),
        (said("tdm-reservation", "0"), {Rights.ANY, Rights.UNRESERVED}),
        (said("license", CC), {Rights.ANY, Rights.UNRESERVED, Rights.LICENSED}),
        (said("license", CC) + said("robots", "noai"), {Rights.ANY}),
    ],
)
def test_what_an_export_takes(rights: tuple[Right, ...], taken: set[Rights]) -> None:
    assert {wanted for wanted in Rights if allows(rights, wanted)} == taken
