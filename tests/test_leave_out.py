"""The table of what each rule is worth says what it should on a page of one paragraph of litter."""

from __future__ import annotations

import pytest

from bench.leave_out import from_lines, from_page, measure, names, silent_family, silent_rule, table, total
from cleaning.clean import judge_lines
from cleaning.rules import RULES
from cleaning.values import Context

FERRY = "The ferry to the outer islands will not sail before Thursday, the harbour office in Sandvik said."
ROOF = "Two hundred passengers spent the night in the sports hall while the wind tore at the roof."
SHARE = "Share: Facebook | Twitter"
PAGE = {
    "html": f"<html><body><article><p>{FERRY}</p><p>{ROOF}</p><p>{SHARE}</p></article></body></html>",
    "gold": f"{FERRY}\n{ROOF}",
}
MEMBER = "This newspaper follows the code of practice of the national press council in every report."
BIO = "Ada Brown is a reporter for the Harbour Gazette. She covers the coast and has written about ferries since 2019."
CLOSED = {"lines": [{"text": text, "kind": "body"} for text in (FERRY, ROOF, FERRY.replace("not", "only"), ROOF[4:])]}
CLOSED["lines"] += [{"text": MEMBER, "kind": "standards"}, {"text": BIO, "kind": "author_bio"}]
LINES = {"lines": [{"text": FERRY, "kind": "body"}, {"text": ROOF, "kind": "body"}, {"text": SHARE, "kind": "share"}]}


def test_a_rule_that_is_left_out_leaves_its_litter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaning.rules.manner.read_manner", lambda: None)  # it knows the line by its wording
    story = from_lines(LINES)
    assert total([measure(story, lambda _: False)]) == (1.0, 2, 0)
    f1, kept, litter = total([measure(story, silent_rule("share"))])
    assert f1 < 1.0
    assert (kept, litter) == (2, 1)


def test_a_family_silences_what_rests_on_it() -> None:
    story = from_lines(LINES)
    heard = [pair for line in story.lines for pair in story.heard(line)]
    terms = {term.partition(":")[0] for _, opinion in heard for term in opinion.terms}
    assert {name for name, _ in names([story])} == {*(rule.name for rule in RULES), *(f"[{name}]" for name in terms)}
    assert not story.holds(silent_family("no such family"))


def test_closing_lines_are_looked_at_anew_where_what_follows_is_cut() -> None:
    story = from_lines(CLOSED)
    assert story.clean(lambda _: False) == [line.clean for line in judge_lines(story.article, Context.empty())]
    assert measure(story, lambda _: False).litter == 0
    assert measure(story, silent_rule("author_bio")).litter == len((MEMBER, BIO))  # the story then ends with them


def test_the_table_has_a_row_for_every_rule() -> None:
    rows = list(table("pages", [from_page(PAGE)]))
    assert len(rows) > len(RULES)
    assert all(any(row.startswith(rule.name) for row in rows) for rule in RULES)
