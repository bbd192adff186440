"""Lines, by themselves and in their places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleaning.echoes import ECHO_WORDS
from cleaning.lines import Line, Place, lines_of, shape_of
from cleaning.values import Article, Block, Link
from cleaning.wording import first_word, stems_of, straighten

FERRY = "The ferry to the outer islands will not sail before Thursday, the harbour office said."
LAMP = (
    "Nobody was hurt, but the old lighthouse lost its lamp, its stairs, its railing and most of its windows, and the "
    "keeper slept at a neighbour's house under borrowed blankets."
)
WIND = "Two hundred passengers spent the night in the sports hall while the wind tore at the roof."


def lines(*texts: str | Block) -> tuple[Line, ...]:
    blocks = tuple(text if isinstance(text, Block) else Block(text) for text in texts)
    return lines_of(Article(None, blocks=blocks))


def test_places() -> None:
    found = lines("By Ada Brown", FERRY, "Bans on ferries", WIND, "Advertisement")
    assert [line.place for line in found] == [
        Place.OPENING,
        Place.BETWEEN,
        Place.BETWEEN,
        Place.BETWEEN,
        Place.CLOSING,
    ]


def test_without_prose_every_line_stands_between() -> None:
    assert {line.place for line in lines("Roses are red", "Violets are blue")} == {Place.BETWEEN}


def test_prose_ends_in_any_script() -> None:
    assert shape_of(Block("風が強く、島へのフェリーは木曜日まで出ないと港の事務所は月曜日に発表した。")).is_prose
    assert not shape_of(
        Block("Two hundred passengers spent the night in the sports hall on the island of Runa")
    ).is_prose


def test_links_are_counted_in_characters() -> None:
    assert shape_of(Block("Read more: X", links=(Link(0, 6, "https://a.example/", same_site=True),))).link_share == 0.5


def test_topic_is_the_share_of_words_that_other_lines_use() -> None:
    found = lines(FERRY, "Harbour office keeps ferry islands", "Cheese prices double before Christmas", WIND, LAMP)
    assert found[1].topic == 0.8
    assert found[2].topic == 0.0
    assert lines(FERRY, "Bans on ferries")[1].topic is None


def test_inflected_words_are_one_topic() -> None:
    assert stems_of(["harbours"]) == stems_of(["harbouring"]) == stems_of(["Harbour’s"]) == {"harbou"}


def test_repeats_and_echoes() -> None:
    found = lines(WIND, "the wind tore at the roof", "Advertisement", "Advertisement")
    assert [line.repeats for line in found] == [0, 0, 1, 1]
    assert [line.echo for line in found] == [None, 0, None, None]


def test_own_marks_are_not_those_of_the_container() -> None:
    found = lines(
        *(Block(f"{FERRY} {number}", marks=("article",)) for number in range(6)), Block("X", marks=("promo", "article"))
    )
    assert found[-1].marks == ("promo",)


def test_what_extraction_left_out_is_known() -> None:
    def story(text: str, tag: str = "article", *, chosen: bool = True) -> Block:
        return Block(text, "p", f"html/body/{tag}/p", (tag, "page"), chosen=chosen)

    blocks = (
        story(FERRY),
        story("Advertisement", chosen=False),
        story(LAMP),
        story("Related", "aside", chosen=False),
        story("Bridge reopens", "aside"),
        story("Footer", "footer", chosen=False),
    )
    first, second, third = lines_of(Article(None, blocks=blocks))
    assert [block.text for block in first.left_out_after] == ["Advertisement"]
    assert second.left_out_before == first.left_out_after
    assert [block.text for block in third.left_out_before] == ["Related"]
    assert [block.text for block in third.left_out_after] == ["Footer"]
    assert [line.behind for line in (first, second, third)] == [False, False, True]


def test_without_markup_nothing_stands_apart() -> None:
    assert not any(line.apart or line.left_out_before for line in lines(FERRY, "Bridge reopens", LAMP))


def test_pieces() -> None:
    whole, first, second = lines(Block("Read moreRain fell", breaks=(9,)))[0].pieces
    assert (whole.text, first.text, second.text) == ("Read moreRain fell", "Read more", "Rain fell")
    assert [piece.text for piece in lines(f"{FERRY} Read more: X")[0].pieces[1:]] == ["Read more: X"]


def test_two_lines_run_together_are_no_whole() -> None:
    assert [piece.text for piece in lines("AdvertisementThe ferry sailed")[0].pieces] == [
        "Advertisement",
        "The ferry sailed",
    ]
    assert len(lines("Ask SewCanShe when the ferry sails")[0].pieces) == 1


def test_a_quotation_is_not_torn_apart() -> None:
    assert [piece.text for piece in lines("“It rained. Follow us,” she said.")[0].pieces] == [
        '"It rained. Follow us," she said.'
    ]


def test_a_quotation_mark_hides_the_first_word() -> None:
    assert lines("“Sign up” is a phrase")[0].pieces[0].key == ""
    assert lines("• (Sign up)")[0].pieces[0].key == "sign"


def test_the_first_word_of_glued_words() -> None:
    assert first_word("AdvertisementThe ferry") == "advertisement"
    assert first_word("") == ""


@given(st.text(max_size=60))
def test_straightened_text_keeps_its_length(text: str) -> None:
    assert len(straighten(text)) == len(text)


@given(st.lists(st.text(min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=6))
def test_pieces_lie_within_their_line(texts: list[str]) -> None:
    for line in lines(*texts):
        for piece in line.pieces:
            assert 0 <= piece.start <= piece.end <= len(line.text)
            assert len(piece.text) == piece.end - piece.start
        assert line.topic is None or 0.0 <= line.topic <= 1.0
        assert line.echo is None or len(line.shapes[line.echo].folded.split()) >= ECHO_WORDS
