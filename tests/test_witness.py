"""What a page states as its article's text, what it shows twice, and what it does not show."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from cleaning.addresses import Addresses
from cleaning.blocks import read_blocks
from cleaning.extract import extract
from cleaning.markup import parse
from cleaning.pages import page_from_html
from cleaning.repeats import without_repeats
from cleaning.shown import shown
from cleaning.stated import stated_letters, witness
from cleaning.values import Block

LEAD = "The harbour office said on Tuesday that the quay at Port Vela would be closed until the storm had passed."
LOST = "Fishermen were told to bring their boats behind the outer wall before nightfall, and most of them did so."
MORE = "The mayor, Ines Okafor, asked everybody to stay away from the water and to look after elderly neighbours."
LAST = (
    "Rain is expected to last until Thursday, the weather service added, with gusts of up to ninety kilometres an hour."
)
END = "Ferries to the islands will run again on Friday morning if the swell allows it, the shipping company said."
APPEAL = (
    "Our reporters work for you around the clock, so please consider a gift that keeps the paper going this winter."
)
STORY = (LEAD, LOST, MORE, LAST, END)
BODY = " ".join(STORY)


def block(text: str, *marks: str, chosen: bool = True) -> Block:
    return Block(text, "p", "html/body/p", marks, extracted=chosen, chosen=chosen)


def told(body: str, *blocks: Block) -> list[tuple[bool | None, bool]]:
    return [(one.stated, one.chosen) for one in witness(blocks, body)]


def test_a_lost_paragraph_that_the_page_states_is_won_back() -> None:
    found = told(BODY, block(LEAD), block(LOST, chosen=False), block(MORE), block(APPEAL), block("Vela"))
    assert found == [(True, True), (True, True), (True, True), (False, True), (None, True)]


def test_what_the_page_does_not_state_stays_out() -> None:
    assert told(BODY, block(LEAD), block(MORE), block(APPEAL, chosen=False))[-1] == (False, False)


def test_a_pull_quote_of_a_stated_paragraph_stays_out() -> None:
    quote = "asked everybody to stay away from the water and to look after elderly neighbours."
    assert told(BODY, block(LEAD), block(quote, chosen=False), block(MORE))[1] == (True, False)


def test_a_heading_that_the_page_states_is_left_to_others() -> None:
    heading = block("Boats behind the outer wall before nightfall", chosen=False)
    assert told(f"{BODY} {heading.text} {BODY}", block(LEAD), heading) == [(True, True), (True, False)]


@pytest.mark.parametrize("body", ["", LEAD, f"{APPEAL} {APPEAL} {APPEAL} {APPEAL}"])
def test_a_teaser_and_another_text_say_nothing_against_a_block(body: str) -> None:
    assert {stated for stated, _ in told(body, block(LEAD), block(LOST), block(MORE))} <= {None, True}


def test_markup_entities_and_marks_in_a_stated_text_do_no_harm() -> None:
    assert stated_letters("&lt;p class='x'&gt;“It rained”, she&amp;nbsp;said.&lt;/p&gt;") == "itrainedshesaid"


def test_a_page_of_countless_blocks_is_not_asked() -> None:
    blocks = [block(f"{LEAD} {number}") for number in range(6_000)]
    assert witness(blocks, BODY) == blocks


def test_a_page_that_states_its_article_gives_its_text() -> None:
    data = json.dumps(
        {"@type": "NewsArticle", "articleBody": f"<p>{LEAD}</p><p>{LOST}</p><p>{MORE}</p><p>{LAST}</p><p>{END}</p>"}
    )
    markup = f"""<script type="application/ld+json">{data}</script><article><p>{LEAD}</p><p>{MORE}</p></article>
    <div class=slides><section><p>{LOST}</p><p>{LAST}</p><p>{END}</p></section></div>"""
    article = extract(page_from_html(markup, "https://vela.example/a"))
    assert {line.text for line in article.lines} == set(STORY)


def chosen_of(*blocks: Block) -> list[str]:
    return [one.text for one in without_repeats(blocks) if one.chosen]


def test_a_story_rendered_twice_is_a_story_once() -> None:
    wide = [block("Rain", "wide"), *(block(text, "wide") for text in STORY)]
    assert chosen_of(*wide, *wide) == ["Rain", *STORY]


def test_a_paragraph_said_again_in_another_place_goes() -> None:
    assert chosen_of(block(LEAD), block(MORE), block(LEAD, "teaser")) == [LEAD, MORE]


@pytest.mark.parametrize("again", [LEAD, "Rain", "“We were afraid”"])
def test_what_a_writer_repeats_stays(again: str) -> None:
    marks = () if again == LEAD else ("refrain",)
    assert chosen_of(block(again), block(MORE), block(again, *marks)) == [again, MORE, again]


SHOWN = f"<p>{LEAD}</p><p>{LOST}</p><p>{MORE}</p>"


@pytest.mark.parametrize(
    "attributes",
    [
        'style="display:none"',
        'style="color:red; visibility : hidden"',
        "hidden",
        'aria-hidden="true"',
        'role="dialog"',
        'aria-modal="true"',
        'role="complementary"',
    ],
)
def test_what_no_reader_sees_is_not_chosen(attributes: str) -> None:
    blocks = read_blocks(parse(f"<main>{SHOWN}<div {attributes}><p>{APPEAL}</p></div></main>"), Addresses.of(None))
    voted = [replace(one, chosen=True) for one in blocks]
    assert [one.text for one in shown(voted) if one.chosen] == [LEAD, LOST, MORE]


@pytest.mark.parametrize(
    "attributes",
    [
        'class="hidden"',
        'style="display:block"',
        'aria-hidden="false"',
        'role="main"',
        'style="background:url(x;display:no)"',
    ],
)
def test_what_is_shown_stays(attributes: str) -> None:
    blocks = read_blocks(parse(f"<main>{SHOWN}<div {attributes}><p>{APPEAL}</p></div></main>"), Addresses.of(None))
    voted = [replace(one, chosen=True) for one in blocks]
    assert all(one.chosen for one in shown(voted))


def test_a_story_that_a_script_will_show_stays() -> None:
    blocks = read_blocks(parse(f"<main style='visibility:hidden'>{SHOWN}</main><p>{APPEAL}</p>"), Addresses.of(None))
    voted = [replace(one, chosen=True) for one in blocks]
    assert all(one.chosen for one in shown(voted))


def test_parts_of_a_page_are_marked() -> None:
    markup = f"<div role=Navigation class=Menu><p id=Top>{LEAD}</p></div><div itemprop=articleBody><p>{MORE}</p></div>"
    nav, body = read_blocks(parse(markup), Addresses.of(None))
    assert set(nav.marks) == {"top", "@navigation", "menu"}
    assert body.marks == ("@articlebody",)
