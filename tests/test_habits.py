"""What of an article is counted, and what many of them make."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning import habits
from cleaning.habits import count_in, fingerprint, line_key, opening_of, path_key, profile_of, traces_of
from cleaning.values import Article, Block

STORY = "The {0} ferry to the outer islands will not sail before {0}, the harbour office in Sandvik said."
NUMBER_WORDS = [a + b for a in "abcdefgh" for b in "klmnop"]


def site(count: int, *extra: str) -> list[habits.Traces]:
    """Articles with a paragraph of their own and lines made of the number's word."""
    return [article(STORY.format(word), *(one.format(word) for one in extra)) for word in NUMBER_WORDS[:count]]


def article(*texts: str, path: str = "html/body/p") -> habits.Traces:
    return traces_of(Article(None, blocks=tuple(Block(text, path=path) for text in texts)))


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Read also Gulls return", "read also"),
        ("  • Read also: Gulls return", "read also:"),
        ("Source: Norwire 12", "source:"),
        ("Source:", ""),
        ("Two words", ""),
        ("12 30 15", ""),
        ("参考 記事を読む", "参考 記"),
        ("", ""),
    ],
)
def test_openings(text: str, opening: str) -> None:
    assert opening_of(text) == opening


def test_a_line_is_known_whatever_its_figures_case_and_spaces() -> None:
    assert line_key("Last updated:  12:30") == line_key("LAST UPDATED: 9:05") != 0
    assert line_key("Last updated") != line_key("Last updated:")
    assert line_key("12:30") == line_key("***") == 0
    report = "The index of the Sandvik exchange closed at {} points on Monday, the harbour board said."
    assert line_key(report.format(812)) != line_key(report.format(790))


def test_a_place_is_its_last_tags_and_nearest_marks() -> None:
    one = Block("a", path="html/body/div/div/p", marks=("teaser", "box7", "main"))
    assert path_key(one) == path_key(Block("b", path="html/div/div/p", marks=("teaser", "box12")))
    assert path_key(one) != path_key(Block("a", path="html/body/div/div/p", marks=("story",)))
    assert path_key(Block("a")) == 0


def test_what_repeats_is_found_and_what_does_not_is_not() -> None:
    profile = profile_of("tidings.example", 1, site(30, "Tidings since 1903", "By {0} Lund Strand"))
    assert profile.lines == ((line_key("Tidings since 1903"), 30),)
    assert profile.openings == ()
    profile = profile_of("tidings.example", 1, site(30, "Look here {0} gulls return"))
    assert count_in(profile.openings, fingerprint("look here")) == 30
    assert profile.lines == ()


def test_an_opening_of_paragraphs_is_a_way_to_write() -> None:
    said = "The company {0} said that the boat would sail on {0} if the wind had eased by then."
    assert profile_of("tidings.example", 1, site(30, said)).openings == ()


def test_copies_of_one_story_are_one_story() -> None:
    copies = [
        article(STORY.format("old"), STORY.format("new"), f"Printed by {word} today") for word in NUMBER_WORDS[:20]
    ]
    assert profile_of("tidings.example", 1, [*site(30), *copies]).lines == ()


def test_a_paragraph_that_all_articles_carry_makes_no_copies_of_them() -> None:
    notice = "All that is said here was said by people who were there, and the desk has asked each of them."
    profile = profile_of("tidings.example", 1, site(30, notice))
    assert profile.articles == 30
    assert count_in(profile.lines, line_key(notice)) == 30


def test_a_place_where_most_lines_repeat() -> None:
    def with_teasers(word: str, day: int) -> habits.Traces:
        story = Block(STORY.format(word), path="html/body/p", marks=("story",))
        teasers = [Block(f"Gulls of day {'xyzuvw'[day]} return", path="html/aside/p", marks=("teaser",))]
        return traces_of(Article(None, blocks=(story, *teasers)))

    articles = [with_teasers(word, number % 6) for number, word in enumerate(NUMBER_WORDS[:36])]
    profile = profile_of("tidings.example", 1, articles)
    assert profile.lines == ()
    assert count_in(profile.paths, path_key(Block("x", path="html/aside/p", marks=("teaser",)))) == 36
    assert len(profile.paths) == 1


def test_few_articles_make_none() -> None:
    profile = profile_of("tidings.example", 1, site(habits.FIXED_ARTICLES - 1, "Tidings since 1903"))
    assert (profile.lines, profile.openings, profile.paths) == ((), (), ())


def test_not_enough_articles_make_fixed_lines_only_and_only_frequent_ones() -> None:
    some = [*site(10, "Tidings since 1903", "Look here {0} gulls return"), *site(17, "Norwire")[10:]]
    profile = profile_of("tidings.example", 1, some)
    assert profile.lines == ((line_key("Tidings since 1903"), 10),)
    assert (profile.openings, profile.paths) == ((), ())


def test_an_endless_article_is_counted_in_part() -> None:
    traces = article(*(f"Row {word} of the list" * 3 for word in NUMBER_WORDS * 50))
    assert len(traces) == habits.LINES_COUNTED


LINES = st.lists(
    st.one_of(
        st.sampled_from(["Tidings since 1903", "See also gulls", "See also boats and men", STORY.format("x")]),
        st.text(max_size=30),
    ),
    max_size=6,
)


@given(st.lists(LINES, min_size=20, max_size=30), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_of_articles_changes_nothing(articles: list[list[str]], chance: Random) -> None:
    traces = [article(*texts) for texts in articles]
    first = profile_of("tidings.example", 1, traces)
    chance.shuffle(traces)
    assert profile_of("tidings.example", 1, traces) == first
