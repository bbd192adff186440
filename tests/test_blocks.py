"""Our own reading of a page, and trafilatura's lines found again in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaning.addresses import Addresses
from cleaning.align import align, voted
from cleaning.blocks import MAX_BLOCK, assemble, read_blocks
from cleaning.choose import won_back
from cleaning.markup import parse
from cleaning.repair import compact
from cleaning.rows import without_side_cells
from cleaning.values import Block, Link
from cleaning.vote import cast_vote

HERE = Addresses.of("https://news.vela.example/2024/rain")
PROSE = "The harbour office said on Tuesday that the quay would be closed until the storm had passed."
MORE = "Fishermen were told to bring their boats behind the outer wall before nightfall, and most did so."


def blocks_of(markup: str) -> list[Block]:
    return read_blocks(parse(f"<html><body>{markup}</body></html>"), HERE)


def texts_of(markup: str) -> list[str]:
    return [block.text for block in blocks_of(markup)]


def test_a_block_knows_its_element_and_the_marks_around_it_nearest_first() -> None:
    markup = '<main id="Top"><div class="Story wide"><p class=lead>Rain <b>fell</b>.</p></div></main>'
    (block,) = blocks_of(markup)
    assert (block.text, block.tag, block.path) == ("Rain fell.", "p", "html/body/main/div/p")
    assert block.marks == ("lead", "story", "wide", "top")
    assert (block.extracted, block.chosen) == (False, False)


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<p>One<p>Two", ["One", "Two"]),
        ("<div>Before<p>Inside</p>After</div>", ["Before", "Inside", "After"]),
        ("<p>One<br><br>Two<br>\n<br>Three</p>", ["One", "Two", "Three"]),
        ("<p>One<br>Two</p>", ["One Two"]),
        ("<pre>Roses\nViolets</pre>", ["Roses Violets"]),
        ("<ul><li>One<ul><li>Two</li></ul></li></ul>", ["One", "Two"]),
        ("<p>See also\u00a0 the <i>map</i>\u200b.</p>", ["See also the map."]),
        ("<p>W<span>or</span>d</p>", ["Word"]),
        ("<p>a &amp;nbsp; b &amp;amp; c</p>", ["a b & c"]),
        ("<p>A</p><script>var a = 1;</script><style>p {}</style><template><p>B</p></template>", ["A"]),
        ("<p> </p><p>\u00a0</p><div></div>", []),
        ("<p>A</p><p>\u200d</p><p>\U0001f469\u200d\U0001f33e</p>", ["A", "\U0001f469\u200d\U0001f33e"]),
        ("<custom-card>One</custom-card><custom-card>Two</custom-card>", ["One", "Two"]),
    ],
)
def test_blocks_are_what_a_reader_sees_as_one(markup: str, texts: list[str]) -> None:
    assert texts_of(markup) == texts


def test_joiners_stay_and_composition_is_left_alone() -> None:
    assert texts_of("<p>می\u200cخواهم e\u0301</p>") == ["می\u200cخواهم e\u0301"]


def test_links_have_spans_absolute_targets_and_their_site() -> None:
    markup = (
        '<p>See <a href="/map">the  map</a>, <a href="https://www.vela.example/x">this</a> and '
        '<a href="//other.example">that</a>.</p>'
    )
    (block,) = blocks_of(markup)
    assert block.links == (
        Link(4, 11, "https://news.vela.example/map", same_site=True),
        Link(13, 17, "https://www.vela.example/x", same_site=True),
        Link(22, 26, "https://other.example", same_site=False),
    )
    assert [block.text[link.start : link.end] for link in block.links] == ["the map", "this", "that"]


def test_a_link_around_blocks_goes_on_in_each() -> None:
    blocks = blocks_of('<a href="/a"><h3>One</h3><p>Two</p></a><p>Three</p>')
    assert [[(link.start, link.end) for link in block.links] for block in blocks] == [[(0, 3)], [(0, 3)], []]


@pytest.mark.parametrize(
    "href", ["http://[oops", "javascript:void(0)", "mailto:desk@vela.example", "#", "//", "http://a b/"]
)
def test_broken_addresses_do_no_harm(href: str) -> None:
    (block,) = blocks_of(f'<p>See <a href="{href}">this</a>.</p>')
    assert len(block.links) == 1


def test_breaks_are_the_offsets_of_the_spaces_that_stand_for_them() -> None:
    (block,) = blocks_of("<p>One<br>Two <br> Three</p>")
    assert [block.text[offset] for offset in block.breaks] == [" ", " "]
    assert block.breaks == (3, 7)


def test_a_block_of_a_megabyte_goes_on_in_the_next() -> None:
    blocks = blocks_of(f"<p>{'word ' * 200_000}</p>")
    assert max(len(block.text) for block in blocks) <= MAX_BLOCK
    assert " ".join(block.text for block in blocks) == ("word " * 200_000).strip()


def test_elements_nested_without_end_are_read_without_recursion() -> None:
    tree = parse(
        "<html><body>" + "<div>" * 1_000 + f"<p>{PROSE}</p>" + "</div>" * 1_000 + f"<p>{MORE}</p></body></html>"
    )
    assert [block.text for block in read_blocks(tree, HERE)] == [PROSE, MORE]


@given(st.lists(st.one_of(st.none(), st.tuples(st.text(max_size=8), st.integers(-1, 2))), max_size=8))
def test_spans_of_links_and_breaks_lie_inside_the_text(pieces: list[tuple[str, int] | None]) -> None:
    text, breaks, links = assemble(pieces)
    assert text == " ".join(text.split())
    assert all(text[offset] == " " for offset in breaks)
    assert all(0 <= start < end <= len(text) for start, end, _ in links)
    assert list(breaks) == sorted(set(breaks))


def lines_of(markup: str, lines: list[str]) -> list[Block]:
    return [block for block in cast_vote(lines, blocks_of(markup)) if block.chosen]


def test_each_line_gets_the_evidence_of_its_block_and_the_rest_stays_visible() -> None:
    markup = f"<nav><p>Home</p></nav><article><p>{PROSE}</p><p class=ad>Buy boats</p><p>{MORE}</p></article>"
    blocks = cast_vote([PROSE, MORE], blocks_of(markup))
    assert [(block.text, block.chosen, block.extracted) for block in blocks] == [
        ("Home", False, False),
        (PROSE, True, True),
        ("Buy boats", False, False),
        (MORE, True, True),
    ]
    assert blocks[1].path == "html/body/article/p"


def test_a_line_that_joins_blocks_is_several_lines() -> None:
    assert [b.text for b in lines_of(f"<p>{PROSE}</p><div>{MORE}</div>", [f"{PROSE} {MORE}"])] == [PROSE, MORE]


def test_lines_divided_at_line_breaks_are_lines() -> None:
    lines = lines_of("<p>Roses are red<br>violets are blue<br>rain is wet</p>", ["Roses are red", "violets are blue"])
    assert [line.text for line in lines] == ["Roses are red", "violets are blue"]


def test_lines_divided_where_our_tree_has_no_break_are_one_line() -> None:
    half = len(PROSE) // 2
    assert [b.text for b in lines_of(f"<p>{PROSE}</p>", [PROSE[:half], PROSE[half:]])] == [PROSE]


def test_a_line_put_out_twice_is_a_line_once() -> None:
    assert [b.text for b in lines_of(f"<p>{PROSE}</p>", [PROSE, PROSE])] == [PROSE]
    assert [b.text for b in lines_of(f"<p>{PROSE}</p><p>{PROSE}</p>", [PROSE, PROSE])] == [PROSE, PROSE]


def test_a_line_with_something_left_out_keeps_its_wording_and_its_links() -> None:
    markup = f'<p>{PROSE} <time>12 May 2024, 9.30</time> {MORE} <a href="/map">See the map</a></p>'
    (line,) = lines_of(markup, [f"{PROSE} {MORE} See the map"])
    assert line.text == f"{PROSE} {MORE} See the map"
    assert line.aligned
    (link,) = line.links
    assert line.text[link.start : link.end] == "See the map"


def test_a_line_that_is_not_there_says_so_and_keeps_its_place() -> None:
    blocks = cast_vote([PROSE, "Words from nowhere at all", MORE], blocks_of(f"<p>{PROSE}</p><p>{MORE}</p>"))
    assert [(block.text, block.aligned) for block in blocks] == [
        (PROSE, True),
        ("Words from nowhere at all", False),
        (MORE, True),
    ]


def test_a_line_that_goes_on_behind_the_end_of_the_page_is_no_endless_task() -> None:
    blocks = cast_vote([f"{PROSE} {MORE}"], blocks_of(f"<p>{PROSE}</p><p>{MORE[:60]}</p>"))
    assert [(block.text, block.chosen) for block in blocks] == [(PROSE, True), (MORE[:60].strip(), True)]


def test_rows_of_data_are_a_line_each() -> None:
    markup = "<table><tr><th>Port</th><th>Rain</th></tr><tr><td>Vela</td><td><a href='/12'>12</a> mm</td></tr></table>"
    head, row = lines_of(markup, ["| Port | Rain |", "|---|---|", "| Vela | 12 mm |"])
    assert (head.text, row.text, row.path) == ("Port | Rain", "Vela | 12 mm", "html/body/table/tr")
    assert [row.text[link.start : link.end] for link in row.links] == ["12"]


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        ("<td>Vela</td><td></td><td>3</td>", ["| Vela | | 3 |"]),
        ("<th>Vela</th><td>12 mm</td>", ["Vela", "12 mm"]),
        ("<td>Vela</td><td><ul><li>Rope</li><li>Anchor</li></ul></td><td>3</td>", ["| Vela | 3 |"]),
        ("<td>Vela</td><td>12 mm | 0.5 in</td>", ["Vela", "12 mm | 0.5 in"]),
    ],
)
def test_a_row_is_one_line_however_it_was_put_out(cells: str, lines: list[str]) -> None:
    (row,) = lines_of(f"<table><tr>{cells}</tr></table>", lines)
    assert (row.tag, row.text[:4], row.aligned) == ("tr", "Vela", True)


def test_rows_that_nobody_voted_for_are_rows_too() -> None:
    markup = "<table><tr><td>Vela</td><td>3</td></tr><tr><td>Both</td></tr></table>"
    assert [(b.tag, b.text) for b in blocks_of(markup)] == [("tr", "Vela | 3"), ("td", "Both")]


OLD = f"""<table><tr><td>Vela Gazette</td></tr><tr><td><font>ALSO TODAY<br>Coal, logs, pianos</font></td>
<td><p>{PROSE} {MORE}</p><p>Vela 2, Orrin 1</p><p>{MORE}</p></td><td>Weather<br>Showers</td></tr></table>"""


def test_a_story_in_one_cell_is_read_without_the_cells_beside_it() -> None:
    blocks = [replace(block, chosen=True) for block in blocks_of(OLD)]
    assert [b.text for b in without_side_cells(blocks) if b.chosen] == [f"{PROSE} {MORE}", "Vela 2, Orrin 1", MORE]


@pytest.mark.parametrize(
    "markup",
    [
        f"<table><tr><td>Vela</td><td><p>{PROSE}{MORE}</p></td></tr><tr><td>Orrin</td><td><p>{MORE}{PROSE}</p></td></tr></table>",
        f"<p>Vela</p><p>{PROSE}</p><table><tr><td>Port</td><td>{MORE} {PROSE}</td></tr></table><p>End</p>",
        f"<h2>Rain</h2><p>{PROSE}</p><p>{MORE}</p><table><tr><td>Port</td></tr></table>",
    ],
)
def test_other_tables_are_left_alone(markup: str) -> None:
    blocks = [replace(block, chosen=True) for block in blocks_of(markup)]
    assert without_side_cells(blocks) == blocks


def test_cells_of_a_row_that_arranges_a_page_are_counted() -> None:
    blocks = blocks_of(f"<table><tr><td>Menu</td><td><p>{PROSE} {MORE}</p></td></tr></table>")
    assert [b.path.partition("table/")[2] for b in blocks] == ["tr/td", "tr/td[2]/p"]


def test_short_lines_inside_a_block_follow_each_other_and_split_no_word() -> None:
    markup = "<p>Published by Andrew Books <i>the</i> Andes</p><p>And so on</p>"
    assert [b.text for b in lines_of(markup, ["Published by", "Andrew Books"])] == ["Published by Andrew Books"]
    assert [b.text for b in lines_of(markup, ["Published by", "And"])] == ["Published by", "And"]


@pytest.mark.parametrize("line", [f"{PROSE} The mayor said so. {MORE[:50]}", f"{PROSE[4:70]} So it was. {MORE[:61]}"])
def test_a_line_found_piece_by_piece_splits_no_word(line: str) -> None:
    words = {word for text in (PROSE, MORE) for word in text.split()}
    assert {word for b in lines_of(f"<p>{PROSE}</p><p>{MORE}</p>", [line]) for word in b.text.split()} <= words


def test_an_empty_element_called_a_break_is_one() -> None:
    assert texts_of("<p>Rain<span class='id br'></span><span class='br id'></span>It rained.</p>") == [
        "Rain",
        "It rained.",
    ]
    assert texts_of("<p>Rain<span class='brand'></span> fell.</p>") == ["Rain fell."]


def test_a_table_that_arranges_a_page_is_taken_apart() -> None:
    long = f"{PROSE} {MORE}"
    markup = f"<table><tr><td>Menu</td><td><p>{long}</p><p>{MORE}</p></td></tr></table>"
    assert [b.text for b in lines_of(markup, [f"| Menu | {long} {MORE} |"])] == ["Menu", long, MORE]


def test_short_lines_stand_where_their_neighbours_are() -> None:
    markup = f"<p>Rain</p><p>{PROSE}</p><h2>Rain</h2><p>{MORE}</p><p>Rain</p>"
    blocks = cast_vote([PROSE, "Rain", MORE], blocks_of(markup))
    assert [(block.tag, block.chosen) for block in blocks] == [
        ("p", False),
        ("p", True),
        ("h2", True),
        ("p", True),
        ("p", False),
    ]


def test_list_marks_are_no_text() -> None:
    assert [b.text for b in lines_of("<ul><li>Rope and anchor</li></ul>", ["- Rope and anchor"])] == ["Rope and anchor"]
    assert [line.text for line in voted(["- One", "| a \\| b | c |", "|---|", "  "])] == ["One", "a | b | c"]


def chosen_in(markup: str, lines: list[str]) -> list[str]:
    return [block.text for block in won_back(cast_vote(lines, blocks_of(markup))) if block.chosen]


def test_lists_and_crossheads_of_the_story_are_won_back() -> None:
    markup = (
        f"<article><p>{PROSE}</p><h3>What to bring</h3><ul><li>Rope</li><li>An anchor</li></ul><p>{MORE}</p></article>"
        "<aside><ul><li>Most read</li></ul></aside>"
    )
    assert chosen_in(markup, [PROSE, MORE]) == [PROSE, "What to bring", "Rope", "An anchor", MORE]


def links(kind: str, number: int) -> str:
    """A list of links."""
    items = "".join(
        f"<li><a href='https://harbours.example/{n}'>Harbour chart, sheet {n}</a></li>" for n in range(number)
    )
    return f"<ul class='{kind}'>{items}</ul>"


@pytest.mark.parametrize(
    ("between", "won"),
    [
        (links("charts", 5), 5),
        (links("charts", 3), 0),
        (links("related-posts", 5), 0),
        (links("nav-menu", 5), 0),
        (f"<div>{links('charts', 5)}</div>", 0),
    ],
)
def test_a_longer_list_of_links_right_in_the_story_is_won_back(between: str, won: int) -> None:
    markup = f"<div class=story><p>{PROSE}</p>{between}<p>{MORE}</p></div>"
    assert len(chosen_in(markup, [PROSE, MORE])) == 2 + won


def entries(*times: str) -> str:
    """A live blog."""
    bodies = [f"<section><div><time>{time}</time></div><p>{time} {PROSE}</p></section>" for time in times]
    return f"<p>{MORE}</p>{''.join(bodies)}"


@pytest.mark.parametrize(
    ("times", "kept"),
    [
        (("10:42", "11.05 Uhr", "Mon 3 March, 9h15"), 3),
        (("10:42", "11.05 Uhr"), 0),
        (("3 boats", "2 boats", "1 boat"), 0),
    ],
)
def test_times_that_head_the_entries_of_a_live_blog_are_lines(times: tuple[str, ...], kept: int) -> None:
    lines = chosen_in(entries(*times), [MORE, *(f"{time} {PROSE}" for time in times)])
    assert len(set(lines) & set(times)) == kept


def test_times_may_be_links_with_a_name_behind_them() -> None:
    times = ("10:42", "11.05", "12:30")
    bodies = "".join(
        f"<section><header><a href='#{n}'>{time}</a></header><b>Ada Brown</b><p>{time} {PROSE}</p></section>"
        for n, time in enumerate(times)
    )
    lines = chosen_in(f"<p>{MORE}</p>{bodies}", [MORE, *(f"{time} {PROSE}" for time in times)])
    assert set(times) <= set(lines)
    linked = "".join(f"<li><i>{time}</i><p><a href='/{n}'>{time} {PROSE}</a></p></li>" for n, time in enumerate(times))
    lines = chosen_in(f"<p>{MORE}</p>{linked}", [MORE, *(f"{time} {PROSE}" for time in times)])
    assert not set(times) & set(lines)  # other stories, each with its hour


LEAD = "Before the storm the harbour office had promised that no boat would have to leave the inner basin."


@pytest.mark.parametrize(
    ("markup", "won"),
    [
        (f"<h1>Storm</h1><div>{LEAD}<p>{PROSE}</p><p>{MORE}</p></div>", True),
        (f"<h1>Storm</h1><div><div><div>{LEAD}</div></div><p>{PROSE}</p><p>{MORE}</p></div>", True),
        (f"<div><p>{PROSE}</p><p>{MORE}</p><i>Map</i><p>{LEAD}</p></div>", True),
        (f"<div><p>{LEAD}</p><h1>Storm</h1><p>{PROSE}</p><p>{MORE}</p></div>", False),
        (f"<aside><p>{LEAD}</p></aside><div><p>{PROSE}</p><p>{MORE}</p></div>", False),
        (f"<div><p>{PROSE}</p><p>{MORE}</p><h2>Tide</h2><h2>Map</h2><p>{LEAD}</p></div>", True),
        (f"<div><p>{PROSE}</p><p>{MORE}</p><ul><li>Tide<li>Map<li>Poll<li>Vote</ul><p>{LEAD}</p></div>", False),
        (f"<div><p>{PROSE}</p><p>{MORE}</p><div><p>{LEAD}</p></div></div>", False),
    ],
)
def test_paragraphs_at_the_edges_of_a_story_are_won_back(markup: str, *, won: bool) -> None:
    assert (LEAD in chosen_in(markup, [PROSE, MORE])) is won


def test_headings_over_paragraphs_behind_a_story_come_with_them() -> None:
    paywall = "<section><i>Read on for one crown a week.</i></section>"
    markup = f"<div><p>{PROSE}</p><p>{MORE}</p>{paywall}<h2>After the storm</h2><p>{LEAD}</p><h2>Map</h2></div>"
    assert chosen_in(markup, [PROSE, MORE]) == [PROSE, MORE, "After the storm", LEAD]


@pytest.mark.parametrize(
    ("fix", "won"),
    [
        ("Correction, 14 March: an earlier version of this story gave the ferry two hundred passengers more.", True),
        ("This article was amended on 22 November. The lamp was that of the new lighthouse, not of the old.", True),
        ("<a href='/fixes'>Correction: we gave the ferry two hundred passengers more than it can carry.</a>", False),
        ("A correction of this size comes once in ten years, brokers said when the shares fell once more.", False),
    ],
)
def test_corrections_are_won_back_from_whatever_element_they_stand_in(fix: str, *, won: bool) -> None:
    markup = (
        f"<main><div class=text><p>{PROSE}</p><p>{MORE}</p></div><div><div class=box>x y</div><b>{fix}</b></div></main>"
    )
    assert (len(chosen_in(markup, [PROSE, MORE])) == 3) is won


def test_a_paragraph_without_an_element_of_its_own_is_won_back() -> None:
    loose = "The ferry to the islands was late on Monday, and nobody on the quay could say when it would come."
    markup = f"<div><p>{PROSE}</p>{loose}<ol><li>Rope</li></ol><p>{MORE}</p></div>"
    assert chosen_in(markup, [PROSE, MORE]) == [PROSE, loose, "Rope", MORE]
    assert (
        chosen_in(f"<div><p>{PROSE}</p><div>{loose}<i>x</i></div><h4>x</h4><p>{MORE}</p></div>", [PROSE, MORE])[1]
        != loose
    )


@pytest.mark.parametrize(
    "between",
    [
        "<h3><a href='/x'>Another story of rain</a></h3>",
        "<aside><h3>Most read</h3></aside>",
        "<div class=box><ul><li>Share</li></ul></div>",
        "<div class=box><p>Subscribe to our letter and read every day what the harbour does, free of charge.</p></div>",
        "<p>Advertisement</p>",
    ],
)
def test_what_stands_elsewhere_or_leads_elsewhere_is_not(between: str) -> None:
    markup = f"<article><p>{PROSE}</p>{between}<p>{MORE}</p></article>"
    assert chosen_in(markup, [PROSE, MORE]) == [PROSE, MORE]


WORDS = st.lists(st.sampled_from(["rain", "quay", "Vela", "of", "the", "ab"]), min_size=1, max_size=6).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_any_lines_are_cast_without_loss(paragraphs: list[str], data: st.DataObject) -> None:
    blocks = [Block(text, "p", "html/body/p", extracted=False, chosen=False) for text in paragraphs]
    lines = data.draw(st.lists(st.one_of(WORDS, st.sampled_from(paragraphs)), max_size=8))
    found = cast_vote(lines, blocks)
    assert all(block.text for block in found)
    letters = iter(compact("".join(paragraphs)))
    assert all(letter in letters for letter in compact("".join(block.text for block in found if block.aligned)))
    words = {word for text in paragraphs for word in text.split()}
    assert all(word in words for block in found if block.aligned for word in block.text.split())
    matches, _ = align(voted(lines), blocks)
    assert len(matches) == len(voted(lines))
