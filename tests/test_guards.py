"""A guard spares time and nothing else: a rule says nothing about the lines that its guard keeps from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.habits import profile_of, traces_of
from cleaning.lines import Line, lines_of
from cleaning.rules import ROSTER, RULES
from cleaning.rules.guards import GUARDS, TRAITS, Trait
from cleaning.rules.pictures import HOUSES, PICTURE
from cleaning.rules.tables import read_table
from cleaning.values import Article, Block, Context, Link, Opinion
from tests.casefile import Case, cases

CASES = sorted((Path(__file__).parent / "cases").rglob("*.md"))
TABLES = sorted({name for guard in GUARDS.values() for name in guard.opens})

SPELLED_OUT = {"<n>": "12", "<name>": "Okafor", "...": "of"}


def spelled_out(tokens: tuple[str, ...]) -> str:
    """A phrase as somebody writes it: the first of its alternatives each time."""
    words = (token.rstrip("?").split("/")[0] for token in tokens)
    return " ".join(SPELLED_OUT.get(word, word.strip("*")) for word in words)


PHRASES = [
    spelled_out(phrase.tokens) for name in TABLES for phrases in read_table(name).by_key.values() for phrase in phrases
]
PICTURES = [word.replace("\\ ", " ").replace("?", "") for word in (*PICTURE.split("|"), *HOUSES.split("|"))]
HEADS = """
By|By Ines Okafor|by ines|BY THE DESK|Rain closes the harbour at Port Vela|RAIN CLOSES THE HARBOUR|12 May 2024|
3 hours ago|Updated: 4 June 2021|PORT VELA, Norland (Norwire) -|Port Vela/Oster|Source: Norwire|Photo: Ada Brown|
(Photo by Ada Brown)|[Getty Images]|Ada Brown is a reporter for the Gazette.|Ada Brown contributed to this report.|
(Norwire)|© 2024 Gazette|(C) 2023 Norwire|Our Standards: The Norwire Code|Views are personal.|
The opinions here do not reflect those of the Gazette|All content does not constitute advice|About the author|
Hi, I'm Ada|About me|Tags: rain, harbour|#rain #harbour|News > Rain > Vela|Posted in Harbour|Category: News|
Facebook Twitter Share|your inbox|comments|cookies|newsletter|sign up|support our journalism|
Your email address will not be published|required fields|Remember my details|
Q: Who closed it?|A: "The town did."|2 cups flour|
½ tsp salt|10:45 GMT: The quay is shut|3-1|“It rained,” she said.|Corrections:|
An earlier version of this story was wrong|CORRECTION —|Ada Brown — Gazette (@gazette) May 3, 2024|
When not writing, Ada walks.|The rain went on for days, the town said.|
Reporting by Ada Brown; Editing by Yusuf Okoro|With inputs from agencies|related stories|Read more:|see also|obtain|
study also|
अन्य खबरें पढ़ें|相关新闻|関連記事：海鸥|تابعونا على|İlgili haberler|fotoğraf|ı|\u0301|_|·|►|- |(|)|"|:|;|…|?|
"""
PARTS = [part.strip("\n") for part in HEADS.split("|") if part.strip("\n")]
TAGS = ("p", "li", "td", "h2", "h1", "figcaption", "blockquote", "pre", "")
MARKS = ("caption", "related-articles", "author-bio", "story", "byline", "date", "standfirst", "newsletter-signup")

pieces = st.one_of(st.sampled_from(PARTS), st.sampled_from(PHRASES), st.sampled_from(PICTURES))
loose = st.text("aeAE .,:;()©\"'’-–#@0½ıİſ\u0301_/|", max_size=12)
texts = st.lists(st.one_of(pieces, pieces, loose), min_size=1, max_size=5).map(" ".join)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    text = draw(texts.filter(str.strip))
    end = draw(st.integers(1, len(text)))
    return Block(
        text=text,
        tag=draw(st.sampled_from(TAGS)),
        path=draw(st.sampled_from(("html/body/div/p", "html/body/aside/p", "html/body/article/p", ""))),
        marks=tuple(draw(st.lists(st.sampled_from(MARKS), max_size=3))),
        links=draw(st.sampled_from(((), (Link(0, end, "https://news.example/rain", same_site=True),)))),
        chosen=draw(st.sampled_from((True, True, True, False))),
        belongs=draw(st.sampled_from((None, 0.2, -2.0))),
        doubts=draw(st.sampled_from(((), ("links",)))),
    )


@st.composite
def articles(draw: st.DrawFn) -> Article:
    return Article(
        url="https://news.example/today",
        title=draw(texts),
        byline=draw(st.sampled_from((None, "Ada Brown"))),
        description=draw(st.sampled_from((None, "The rain went on for days, the town said."))),
        language=draw(st.sampled_from((None, "en", "de"))),
        blocks=tuple(draw(st.lists(blocks(), min_size=1, max_size=9))),
    )


def unasked(line: Line, article: Article, context: Context) -> list[tuple[str, tuple[Opinion, ...]]]:
    """What rules say about a line that their guards keep from them."""
    asked = {rule.name for rule in ROSTER.asked(line, context)}
    said = [(rule.name, rule.judge(line, article, context)) for rule in RULES if rule.name not in asked]
    return [(name, opinions) for name, opinions in said if opinions]


def contexts(article: Article) -> tuple[Context, ...]:
    """Nothing known, and everything known."""
    site = profile_of("news.example", 1, [traces_of(article)] * 3, least=1)
    titles = tuple((link.target, line.text[link.start : link.end]) for line in article.lines for link in line.links)
    return Context.empty(), Context("known", site, titles)


@pytest.mark.parametrize("case", [case for path in CASES for case in cases(path)], ids=lambda case: case.name)
def test_no_guard_keeps_a_case_from_its_rule(case: Case) -> None:
    for line in lines_of(case.article):
        assert unasked(line, case.article, case.context) == []


@settings(max_examples=200, deadline=None)
@given(articles())
def test_no_guard_changes_a_verdict(article: Article) -> None:
    for context in contexts(article):
        for line in lines_of(article):
            assert unasked(line, article, context) == []


def test_every_guard_is_of_a_rule_and_every_trait_of_a_guard() -> None:
    assert GUARDS.keys() <= {rule.name for rule in RULES}
    assert TRAITS.keys() == set(Trait) == {trait for guard in GUARDS.values() for trait in guard.has}


def test_guards_spare_paragraphs_most_rules() -> None:
    prose = Block("The river rose over its banks on Monday night, the town of Port Vela said in a statement.")
    article = Article(url=None, blocks=(prose,) * 12)
    asked = {rule.name for rule in ROSTER.asked(lines_of(article)[5], Context.empty())}
    assert "sentence" in asked
    assert len(asked) <= len(RULES) // 4
