"""What a page and its site say of garbling, from markup to the flag: marks, settings, notices, the rate."""

from __future__ import annotations

import pytest

from cleaning.clean import clean
from cleaning.extract import extract
from cleaning.garble.notices import language_of, listed, notice
from cleaning.markup import parse
from cleaning.metadata.translation import translation_marks
from cleaning.pages import page_from_html
from cleaning.rates import BOUND, WEIGHT, says_something, score_of
from cleaning.values import CleanedArticle, Context, Finding, GarbleStatus, SiteRate, Where

ENGLISH = (
    "The council of Lomvik has adopted the budget of the next year after a debate of nine hours.",
    "The mayor said that the work on the harbour would begin before the end of March and would take two years.",
    "Until then the ferry to the outer islands leaves from the old quay, as it did before the storm of last autumn.",
    "Two members voted against it because they had asked for a school instead, which the council could not pay for.",
    "The next meeting is on the first Monday of the month, and everybody who lives in the town may come and speak.",
)
GERMAN = (
    "Der Rat von Lomvik hat nach einer Debatte von neun Stunden den Haushalt des nächsten Jahres beschlossen.",
    "Die Bürgermeisterin sagte, die Arbeiten am Hafen würden vor Ende März beginnen und zwei Jahre dauern.",
    "Bis dahin legt die Fähre zu den äußeren Inseln wie vor dem Sturm des letzten Herbstes am alten Kai ab.",
    "Zwei Mitglieder stimmten dagegen, weil sie stattdessen eine Schule wollten, die der Rat nicht bezahlen konnte.",
)
SAYS = "Dieser Artikel wurde automatisch aus dem Norwegischen übersetzt."


def page(lines: tuple[str, ...], root: str = "<html lang=en>", head: str = "") -> str:
    story = "".join(f"<p>{line}</p>" for line in lines)
    title = "<title>Lomvik adopts its budget</title>"
    body = f"<article><h1>Lomvik adopts its budget</h1>{story}</article>"
    return f"{root}<head>{title}{head}</head><body>{body}</body></html>"


def cleaned(html: str, context: Context | None = None) -> CleanedArticle:
    return clean(extract(page_from_html(html, "https://tidings.example/budget")), context or Context.empty())


def on_page(result: CleanedArticle) -> list[Finding]:
    return [finding for finding in result.garble.findings if finding.where in {Where.PAGE, Where.SITE}]


@pytest.mark.parametrize(
    ("root", "head"),
    [
        ("<html lang=en class='js translated-ltr'>", ""),
        ("<html lang=en-x-mtfrom-no>", ""),
        ("<html lang=en>", '<link rel="alternate machine-translated-from" hreflang="no" href="/no">'),
    ],
)
def test_a_page_that_a_translator_made_is_flagged(root: str, head: str) -> None:
    result = cleaned(page(ENGLISH, root, head))
    assert result.garble.flagged
    assert result.garble.looks_like == "crude translation"
    assert "translated_page" in {finding.signal for finding in on_page(result)}


@pytest.mark.parametrize(
    "head",
    [
        '<script>window.gtranslateSettings = {"default_language":"en","languages":["en","no"]}</script>',
        '<script id="weglot-data" type="application/json">{"language_from":"en","current_language":"en"}</script>',
        '<link rel="alternate" hreflang="no" href="/no"><meta name="google" content="notranslate">',
    ],
)
def test_a_choice_of_languages_above_a_text_that_people_wrote_is_no_evidence(head: str) -> None:
    garble = cleaned(page(ENGLISH, head=head)).garble
    assert not garble.flagged
    assert garble.score is not None
    assert garble.score < 0.05


MARKS = [
    ("<html data-wg-translated=en>", "", ("translated", "Weglot: data-wg-translated en")),
    ("<html>", "<title _msttexthash=12>x</title>", ("translated", "Microsoft's translator: _msttexthash")),
    ("<html>", "<p><ya-tr-span data-value=x>x</ya-tr-span></p>", ("translated", "Yandex's translator: its elements")),
    (
        "<html>",
        '<script id="weglot-data">{"language_from":"fr","current_language":"en"}</script>',
        ("plug-in", "Weglot fr en"),
    ),
    ("<html>", "<script>gtranslateSettings={default_language: 'ru'}</script>", ("plug-in", "GTranslate ru ?")),
    (
        "<html>",
        '<script>var trp_data = {"trp_original_language":"pt_BR","trp_current_language":"en_US"}</script>',
        ("plug-in", "TranslatePress pt en"),
    ),
    (
        "<html>",
        '<p><font style="vertical-align: inherit;"><font style="vertical-align:inherit">Rain in Vela</font></font></p>',
        ("google_fonts", "3"),
    ),
]


@pytest.mark.parametrize(("root", "body", "mark"), MARKS, ids=[mark[1] for *_, mark in MARKS])
def test_marks_of_translators_are_read_from_the_markup(root: str, body: str, mark: tuple[str, str]) -> None:
    assert list(translation_marks(parse(f"{root}<body>{body}</body></html>"), with_settings=True)) == [mark]


@pytest.mark.parametrize(
    "body",
    [
        '<p><font color="red">Rain <font size="2">in Vela</font></font></p>',
        '<p><font style="vertical-align: inherit;">Rain</font></p>',
        "<pre>gtranslateSettings = {'default_language': 'ru'}</pre>",
        "<p lang=en-US>Rain</p>",
        "<script>var settings = {language: 'ru', lang: 'en'}</script>",
    ],
)
def test_what_only_looks_like_a_mark_is_none(body: str) -> None:
    assert list(translation_marks(parse(f"<html><body>{body}</body></html>"), with_settings=True)) == []


def test_other_languages_are_flagged_by_what_the_page_says_alone() -> None:
    told = cleaned(page((*GERMAN, SAYS), "<html lang=de>")).garble
    assert (told.status, told.score, told.flagged) == (GarbleStatus.LANGUAGE_LIMITED, None, True)
    silent = cleaned(page(GERMAN, "<html lang=de>")).garble
    assert (silent.status, silent.flagged, silent.findings) == (GarbleStatus.LANGUAGE_LIMITED, False, ())


def test_short_texts_are_flagged_by_what_the_page_says_alone() -> None:
    garble = cleaned(page(ENGLISH[:1], "<html lang=en class=translated-ltr>")).garble
    assert (garble.status, garble.score, garble.flagged) == (GarbleStatus.TOO_SHORT, None, True)
    assert not cleaned(page(ENGLISH[:1])).garble.flagged


def test_a_sites_rate_moves_a_score_within_bounds_and_decides_nothing_alone() -> None:
    plain = cleaned(page(ENGLISH)).garble
    lifted = cleaned(page(ENGLISH), Context("site-x", rate=SiteRate(400, 400))).garble
    assert plain.score is not None
    assert lifted.score is not None
    assert plain.score < lifted.score < 0.5
    assert not lifted.flagged
    assert [finding.where for finding in lifted.findings] == [Where.SITE]


def test_a_flag_that_only_the_sites_rate_brought_says_so() -> None:
    lines = (
        *ENGLISH,
        "The firm has a headquarter, and the the plan is an new one of an new kind, in the long conflict. Monday.",
    )
    rates = [None, SiteRate(20, 14)]
    garbles = [cleaned(page(lines), Context(rate=rate)).garble for rate in rates]
    assert garbles[0].score is not None
    assert garbles[1].score is not None
    assert garbles[0].score < garbles[1].score
    assert garbles[1].lifted == (garbles[1].flagged and not garbles[0].flagged)


def test_a_rate_never_adds_more_than_its_bound() -> None:
    rates = [SiteRate(judged, flagged) for judged in range(0, 401, 20) for flagged in range(0, judged + 1, 10)]
    assert all(0 <= WEIGHT * score_of(rate) <= BOUND + 0.001 for rate in rates)
    assert not any(says_something(rate) for rate in rates if rate.flagged <= 0.1 * rate.judged)


@pytest.mark.parametrize("code", sorted(listed()))
def test_each_language_of_notices_has_all_its_words(code: str) -> None:
    row, language = listed()[code], language_of(code)
    assert language is not None
    assert all(stem == stem.casefold() for stem in language.stems)
    if language.parts:
        assert notice(f"{language.parts[0]}{row['machine'][0]}", [language]) > 0.9
    else:
        noun = " ".join(language.nouns[0])
        assert any(stem in noun for stem in language.stems)
        assert notice(noun, [language]) > 0.5
