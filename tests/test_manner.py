"""The learned wording of litter: what it reads of a line, what it says, and how it is trained."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from cleaning.clean import judge_lines
from cleaning.lines import Line, lines_of
from cleaning.rules.evidence import rows as word_rows
from cleaning.rules.manner import FORMAT, Manner, MannerError, figures_of, is_read, manner_of, read_manner, tokens_of
from cleaning.values import Article, Block, Context, Kind
from copydesk import app

FERRY = "The ferry to the outer islands will not sail before Thursday, the harbour office in Sandvik said."
ROOF = "Two hundred passengers spent the night in the sports hall while the wind tore at the roof of it."
LAMP = "Nobody was hurt, but the old lighthouse lost its lamp and most of its windows, Ms Holm said."
ROWS = [
    "[one]",
    *(f"newsletter | end | Get our {word} letter in your inbox" for word in ("daily", "weekly", "morning", "evening")),
    *(f"body | end | He got the {word} letter in the end" for word in ("daily", "weekly", "morning", "evening")),
    "[two]",
    *(f"share | in | Tell your {word} about this page" for word in ("friends", "family", "boss", "aunt")),
    *(f"body | in | She told her {word} about this storm" for word in ("friends", "family", "boss", "aunt")),
    "[three]",
    "newsletter | end | Get our letter in your inbox",
    "share | in | Tell your cousin about this page",
]


def line(text: str, tag: str = "") -> tuple[Line, Article]:
    article = Article(None, language="en", blocks=(*map(Block, (FERRY, ROOF, LAMP)), Block(text, tag)))
    return lines_of(article)[3], article


def test_words_are_read_without_case_and_names_and_addresses_by_their_class() -> None:
    assert tokens_of("Follow Ada Brown on Facebook: ada@vela.example, @ada or https://vela.example/ada!") == [
        *("follow", "<name>", "<name>", "on", "facebook", ":", "<mail>", ",", "<account>", "or", "<link>")
    ]
    assert tokens_of("GET 3 ISSUES FREE") == ["get", "<n>", "issues", "free"]


def test_names_figures_and_signs_alone_are_no_evidence() -> None:
    figures = figures_of(line("Iceland: Ada Brown, Lil Voss, 12, 14")[0])
    said = {figure for figure in figures if figure[0] not in "#^"}
    assert said == {"iceland", "[ iceland", "iceland :"}


def test_lines_of_one_outline_have_the_same_figures_of_it() -> None:
    one, other = (
        {figure for figure in figures_of(line(text)[0]) if figure[0] == "^"}
        for text in ("By Ada Brown | 13:45", "Per Yusuf Okoro | 9:10")
    )
    assert one == other
    assert {"^[ N+", "^N+ |", "^N+ | T"} <= one


def test_paragraphs_and_longer_lines_have_no_outline() -> None:
    for text in (FERRY, "word " * 30):
        assert not {figure for figure in figures_of(line(text)[0]) if figure[0] == "^"}


TWO = ("Enrol for our digest", "Register for our bulletin")


def test_words_that_pages_put_for_one_another_are_read_as_their_group_too() -> None:
    one, other = (frozenset(figures_of(line(text)[0])) for text in TWO)
    assert {"~join", "~bulletin", "[ ~join", "~us ~bulletin", "~bulletin ]", "#groups 2"} <= one & other
    assert not {"enrol", "digest", "register", "bulletin"} & one & other


def test_each_word_of_a_group_is_one_token_and_stands_in_one_group() -> None:
    rows = [row for row in word_rows("alike") if not row.startswith("[")]
    words = " ".join(rows).split()
    assert [word for word in words if tokens_of(word) != [word]] == []
    assert len(words) == len(set(words))


def test_a_group_is_told_by_the_word_of_the_line() -> None:
    figures = figures_of(line("Enrol for our digest")[0])
    told = Manner(0.0, {"~bulletin": 2.0, "digest": -0.5, "for ~us": 1.0}, {}).told(figures)
    assert told == ("“digest”", "“for our”")


def test_the_outline_is_told_as_one_reason() -> None:
    figures = figures_of(line("Ada Brown | 13:45")[0])
    assert Manner(0.0, {"^N+ |": 1.0, "^| T": 0.5}, {}).told(figures) == ("its outline",)


@given(st.text(min_size=1, max_size=80))
def test_any_line_has_figures_that_the_model_can_weigh(text: str) -> None:
    if not text.strip():
        return
    found = line(" ".join(text.split()) or "x")[0]
    assert isinstance(Manner(0.0, {"your": 1.0}, {}).odds(figures_of(found)), float)


@pytest.mark.parametrize(
    ("text", "tag", "is_asked"),
    [
        ("Get our letter in your inbox", "", True),
        ("Get our letter in your inbox", "pre", False),
        ("Get our letter in your inbox", "li", False),
        (FERRY, "", True),
        ("word " * 80 + ".", "", False),
    ],
)
def test_which_lines_are_read(text: str, tag: str, *, is_asked: bool) -> None:
    assert is_read(*line(text, tag)) is is_asked


def test_lines_of_other_languages_are_not_read() -> None:
    found, article = line("Get our letter in your inbox")
    other = Article(None, language="de", blocks=article.blocks)
    assert not is_read(found, other)


def test_the_model_tells_kind_and_words() -> None:
    model = manner_of(
        {
            "format": FORMAT,
            "base": -1.0,
            "weights": {"inbox": 2.0, "our": 1.0, "the": -1.0},
            "order": ["newsletter", "share"],
            "kinds": {"inbox": [0, 1.0, 1, 0.5]},
        }
    )
    figures = {"our": "our", "inbox": "inbox", "the": "the", "#words 3": "", "[ our": ""}
    assert model.odds(figures) == 1.0
    assert model.told(figures) == ("“inbox”", "“our”")
    assert model.kind(figures) is Kind.NEWSLETTER
    assert model.kind(("the",)) is Kind.OTHER
    assert Manner(0.0, {}, {"": {"share": 0.5}, "inbox": {"newsletter": 0.4}}).kind(figures) is Kind.SHARE
    with pytest.raises(MannerError, match="train lines"):
        manner_of({"format": FORMAT + 1})


@pytest.mark.parametrize(
    ("odds", "is_cut", "is_suspected"), [(5.0, True, False), (1.0, False, True), (0.0, False, False)]
)
def test_a_line_worded_less_surely_is_suspected_and_stays(
    monkeypatch: pytest.MonkeyPatch, odds: float, *, is_cut: bool, is_suspected: bool
) -> None:
    model = Manner(odds, {"gulls": 0.1}, {"gulls": {"share": 1.0}})
    monkeypatch.setattr("cleaning.rules.manner.read_manner", lambda: model)
    article = Article(
        None, language="en", blocks=tuple(map(Block, (FERRY, ROOF, LAMP, "Tales of gulls and other birds")))
    )
    last = judge_lines(article, Context.empty())[3]
    assert bool(last.cuts) is is_cut
    assert ("suspect: share, rule manner" in last.terms) is is_suspected


def test_without_its_file_everything_works(monkeypatch: pytest.MonkeyPatch) -> None:
    article = Article(
        None,
        language="en",
        blocks=tuple(map(Block, (FERRY, ROOF, LAMP, "Photos submitted by readers appear in our gallery."))),
    )
    assert not judge_lines(article, Context.empty())[3].clean
    monkeypatch.setattr("cleaning.rules.manner.read_manner", lambda: None)
    assert judge_lines(article, Context.empty())[3].clean


def test_the_model_that_ships_is_small_and_of_this_format() -> None:
    assert read_manner() is not None
    file = Path(__file__).parent.parent / "cleaning" / "rules" / "manner.json"
    assert file.stat().st_size < 1_000_000
    assert json.loads(file.read_text(encoding="utf-8"))["trained"]["inputs"][0] == "lines.txt"


def train(folder: Path, rows: list[str], name: str = "out.json") -> tuple[int, str, Path]:
    lists, texts, out = folder / "lines.txt", folder / "news.jsonl", folder / name
    lists.write_text("\n".join(rows), encoding="utf-8")
    text = f"{FERRY}\n{ROOF}\n{LAMP}"
    texts.write_text("".join(json.dumps({"id": number, "text": text}) + "\n" for number in range(8)), encoding="utf-8")
    result = CliRunner().invoke(app, ["train", "lines", str(lists), str(texts), str(out), "--folds", "2"])
    return result.exit_code, result.output, out


def test_training_learns_the_wording_and_gives_the_same_file_again(tmp_path: Path) -> None:
    pytest.importorskip("numpy")
    code, output, out = train(tmp_path, ROWS)
    assert code == 0, output
    assert "litter" in output
    model = manner_of(json.loads(out.read_text(encoding="utf-8")))
    assert model.odds(figures_of(line("Get our noon letter in your inbox")[0])) > 0
    assert model.odds(figures_of(line("He got the noon letter in the end")[0])) < 0
    assert train(tmp_path, ROWS, "again.json")[2].read_bytes() == out.read_bytes()


@pytest.mark.parametrize(
    "row", ["newsletter | somewhere | Get our letter", "nonsense | end | Get our letter", "newsletter"]
)
def test_a_row_that_is_none_is_named(tmp_path: Path, row: str) -> None:
    pytest.importorskip("numpy")
    code, output, _ = train(tmp_path, [*ROWS, row])
    assert code == 1
    assert f"lines.txt:{len(ROWS) + 1}" in output.replace("\n", "")


def test_lists_alone_are_not_enough(tmp_path: Path) -> None:
    pytest.importorskip("numpy")
    lists = tmp_path / "lines.txt"
    lists.write_text("\n".join(ROWS), encoding="utf-8")
    result = CliRunner().invoke(app, ["train", "lines", str(lists), str(tmp_path / "out.json")])
    assert result.exit_code == 1
    assert "genuine texts" in result.output


VERSE = (
    "We left the lamp and took the oar",
    "And read the water, line by line",
    "Till there was nothing left to share",
)


def test_a_line_of_verse_needs_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would go behind a paragraph stays in a stanza, unless it is worded like nothing in a story."""
    figures = {"share": 6.0, "lamp": -4.0, "water": -4.0}
    for odds, stays in ((3.0, True), (4.0, False)):
        model = Manner(odds - 6.0, figures, {"share": {"share": 1.0}})
        monkeypatch.setattr("cleaning.rules.manner.read_manner", lambda model=model: model)
        article = Article(None, language="en", blocks=tuple(map(Block, (FERRY, ROOF, LAMP, *VERSE, ROOF.lower()))))
        assert bool(judge_lines(article, Context.empty())[5].clean) is stays
    alone = Article(None, language="en", blocks=tuple(map(Block, (FERRY, ROOF, LAMP, VERSE[2]))))
    monkeypatch.setattr("cleaning.rules.manner.read_manner", lambda: Manner(-3.0, figures, {"share": {"share": 1.0}}))
    assert not judge_lines(alone, Context.empty())[3].clean


@pytest.mark.parametrize(("odds", "goes"), [(3.0, False), (5.0, True)])
def test_what_might_be_a_crosshead_goes_when_it_is_worded_so_surely(
    monkeypatch: pytest.MonkeyPatch, odds: float, *, goes: bool
) -> None:
    model = Manner(odds, {}, {"": {"share": 1.0}})
    monkeypatch.setattr("cleaning.rules.manner.read_manner", lambda: model)
    article = Article(None, language="en", blocks=tuple(map(Block, (FERRY, ROOF, "Gulls over it", LAMP))))
    assert bool(judge_lines(article, Context.empty())[2].clean) is not goes


@pytest.mark.parametrize(("steps", "goes"), [(0, True), (3, False)])
def test_a_line_among_short_ones_of_a_story_needs_more(
    monkeypatch: pytest.MonkeyPatch, steps: int, *, goes: bool
) -> None:
    """Each step stands between paragraphs, so that none makes a stanza with another."""
    model = Manner(2.0, {"salt": -6.0}, {"": {"share": 1.0}})
    monkeypatch.setattr("cleaning.rules.manner.read_manner", lambda: model)
    recipe = [text for _ in range(steps) for text in ("Then the salt", ROOF)]
    article = Article(
        None, language="en", blocks=tuple(map(Block, (FERRY, ROOF, *recipe, LAMP, "Tales of gulls and birds")))
    )
    assert bool(judge_lines(article, Context.empty())[-1].clean) is not goes


@pytest.mark.parametrize(
    ("kinds", "lead", "kind"),
    [
        ({"ad": 1.0, "share": 0.5}, 0.0, Kind.AD),
        ({"ad": 1.0, "share": 0.5}, 0.4, Kind.AD),
        ({"ad": 1.0, "share": 0.5}, 0.6, Kind.OTHER),
        ({"ad": 1.0}, 5.0, Kind.AD),
        ({}, 0.0, Kind.OTHER),
    ],
)
def test_a_kind_is_told_where_it_leads_as_asked(kinds: dict[str, float], lead: float, kind: Kind) -> None:
    assert Manner(0.0, {}, {"": kinds}).kind((), lead=lead) is kind
