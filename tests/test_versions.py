"""What makes a result stale: every module that has a say is part of a version."""

from __future__ import annotations

from cleaning.versions import COPIES, EXTRACTION, JUDGING, METADATA, RULES, current
from tests.documents import ROOT

ELSEWHERE = {"__init__.py", "versions.py", "pages.py"}
"""Modules that change no result: this table, and what makes a Page of what a person has."""


def test_every_module_of_cleaning_is_part_of_a_version() -> None:
    modules = {path.name for path in (ROOT / "cleaning").glob("*.py")}
    assert modules - ELSEWHERE == {name for name in (*EXTRACTION, *JUDGING) if name.endswith(".py")}


def test_every_package_in_cleaning_is_part_of_a_version() -> None:
    packages = {path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "cleaning").rglob("__init__.py")}
    assert {name.replace("/", ".") for name in packages} == {"cleaning", METADATA, *RULES, *COPIES, "cleaning.garble"}


def test_only_the_context_differs_between_contexts() -> None:
    assert current("a") != current("b")
    assert current("a").rules == current("b").rules
