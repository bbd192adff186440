"""Pictures, precision and cases as pages, as JSON and on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner, Result

from cleaning.values import Failure, Garble, GarbleStatus, Stage
from copydesk import app
from storage.records import Decision, Event, Subject, Target
from storage.store import Store, open_store
from tests.casefile import cases
from tests.desk_samples import BODY, FERRY, GULLS, HOSTILE, NOON, add, cleaned, clock, dropped, fill, page
from tests.deskserver import Visitor, visitor

SCRIPT = "<script>alert(1)</script>.example"
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


@pytest.fixture
def db(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/desk.db"
    fill(url)
    return url


@pytest.fixture
def store(db: str) -> Iterator[Store]:
    with open_store(db, now=clock()) as opened:
        yield opened


@pytest.fixture
def ada(store: Store) -> Visitor:
    return visitor(store)


def many(store: Store, site: str, number: int, weeks: int) -> None:
    """So many articles of a site, spread over so many weeks."""
    items = []
    for n in range(number):
        url = f"https://{abs(hash(site))}.example/{n}"
        garble = Garble(GarbleStatus.JUDGED, n % 20 / 20, flagged=n % 20 > 16)
        made = cleaned(url, f"Story {n}", (dropped(f"See also: {n}"),), garble)
        day = (NOON - timedelta(weeks=n % max(1, weeks))).date().isoformat()
        made = replace(made, article=replace(made.article, published=day))
        items.append((store.add_page(page(url, BODY + str(n).encode()), site, None), made))
    store.add_cleanings(items, None)


def html(found: Visitor, path: str) -> str:
    answer = found.get(path)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def drawings(text: str) -> list[ET.Element]:
    return [ET.fromstring(one.replace("&middot;", "·")) for one in SVG.findall(text)]


def test_every_picture_has_a_title_a_sentence_and_its_table(ada: Visitor, store: Store) -> None:
    many(store, "harbour.example", 60, 30)
    text = html(ada, "/pictures")
    shown = [one for one in drawings(text) if one.get("role") == "img"]
    assert len(shown) == 5
    for one in shown:
        for name in (one.get("aria-labelledby") or "").split():
            assert f'id="{name}"' in text
    assert text.count("<details>") == 5
    assert "style=" not in text
    assert "onclick" not in text
    for query in re.findall(r'href="/\?([^"]*)"', text):
        assert ada.get(f"/?{query.replace('&amp;', '&')}").status_code == 200


def test_a_site_named_as_a_script_is_text(ada: Visitor, store: Store) -> None:
    many(store, SCRIPT, 12, 3)
    for path in ("/pictures", f"/pictures?site={SCRIPT}", "/precision"):
        text = html(ada, path)
        assert "<script>alert" not in text
        assert drawings(text) or path == "/precision"
    assert "&lt;script&gt;alert(1)&lt;/script&gt;.example in pictures" in re.sub(
        r"</?bdi>", "", html(ada, f"/pictures?site={SCRIPT}")
    )


@pytest.mark.parametrize("weeks", [26, 104, 520, 2600])
def test_any_time_and_no_articles_are_drawn(tmp_path: Path, weeks: int) -> None:
    with open_store(f"sqlite:///{tmp_path}/empty.db", now=clock()) as store:
        text = html(visitor(store), f"/pictures?weeks={weeks}")
        assert "No articles in this time." in text
        many(store, "a.example", 40, weeks)
        assert "40 articles" in html(visitor(store), f"/pictures?weeks={weeks}")


def test_many_sites_are_small_pictures_and_a_table(ada: Visitor, store: Store) -> None:
    for n in range(30):
        add(
            store,
            cleaned(f"https://s{n}.example/a", "x", (dropped("See also: a"),), Garble(GarbleStatus.JUDGED, 0.1)),
            f"s{n}.example",
            None,
        )
    text = html(ada, "/pictures")
    assert text.count('class="spark"') <= 12 + 10
    assert "s29.example" in text
    told = ada.get("/api/pictures").json()
    assert len(told["by_site"]) == 32
    assert sum(bool(one["columns"]) for one in told["by_site"]) == 12


def test_pictures_as_json_are_figures(ada: Visitor, store: Store) -> None:
    store.add_failure(Failure(Stage.FETCH, "x"), run_id=None, site="harbour.example", url="https://harbour.example/y")
    told = ada.get("/api/pictures?site=harbour.example").json()
    assert told["site"] == "harbour.example"
    assert sum(one["articles"] for one in told["columns"]) == 2
    assert sum(one["flagged"] for one in told["columns"]) == 1
    assert sum(one["failures"] for one in told["columns"]) == 1
    assert sum(told["scores"]["bins"]) == 2
    assert "charts" not in told


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/pictures?site=nobody.example", 404),
        ("/pictures?weeks=17", 400),
        ("/pictures?weeks=nan", 400),
        ("/pictures?weeks=x", 400),
        ("/precision?rules=zzz", 400),
        ("/precision?least=x", 400),
        ("/precision?least=nan", 400),
        ("/articles/99999/case", 404),
        ("/articles/99999/case/text", 404),
    ],
)
def test_what_is_not_there_is_said(ada: Visitor, path: str, status: int) -> None:
    assert ada.get(path).status_code == status


def judge(store: Store, url: str, event: Event, target: Target | None = None) -> int:
    found = store.find(url)
    assert found is not None
    store.judge(found, Decision(event, "", "ada", target))
    return found


def said(store: Store) -> tuple[int, int]:
    """Words of every kind; ids of the two articles."""
    ferry = judge(store, FERRY, Event.FINE)
    text = "The ferry sails again. Share this."
    judge(store, FERRY, Event.WRONGLY_CUT, Target(Subject.LINE, text, "share", line=0))
    judge(store, FERRY, Event.SHOULD_BE_CUT, Target(Subject.LINE, "See also: Gulls return", kind="see_also", line=1))
    gulls = judge(store, GULLS, Event.GARBLED)
    judge(store, GULLS, Event.RIGHT, Target(Subject.FINDING, "in the lengthy run", "formula", line=0, start=43))
    judge(store, GULLS, Event.WRONG, Target(Subject.FINDING, "is", "grammar", line=0, start=28, end=30))
    return ferry, gulls


def test_precision_is_shown_with_how_little_it_rests_on(ada: Visitor, store: Store) -> None:
    said(store)
    text = html(ada, "/precision")
    assert "1 cut judged: too few" in text
    assert "1 finding judged: too few" in text
    told = ada.get("/api/precision").json()
    rules = {one["rule"]: one for one in told["rules"]}
    assert (rules["share"]["cuts"], rules["share"]["wrong"]) == (1, 1)
    assert rules["see_also"]["missed"] == 1
    assert (told["flag"]["hits"], told["flag"]["passed"]) == (1, 1)
    for query in re.findall(r'href="(/[^"]*\?[^"]*)"', text):
        assert ada.get(query.replace("&amp;", "&")).status_code == 200


def test_rows_are_ordered_as_asked(ada: Visitor, store: Store) -> None:
    said(store)
    by_name = [one["signal"] for one in ada.get("/api/precision?signals=signal").json()["signals"]]
    assert by_name == sorted(by_name)
    turned = [one["signal"] for one in ada.get("/api/precision?signals=-signal").json()["signals"]]
    assert turned == by_name[::-1]
    most = [one["findings"] for one in ada.get("/api/precision?signals=findings").json()["signals"]]
    assert most == sorted(most, reverse=True)
    assert 'aria-sort="descending"' in html(ada, "/precision?rules=cuts")
    assert ada.get("/api/precision?least=5").json()["rules"] == []


def test_an_articles_words_are_saved_as_cases(ada: Visitor, store: Store, tmp_path: Path) -> None:
    ferry, gulls = said(store)
    text = html(ada, f"/articles/{ferry}/case")
    assert "in the wild: harbour.example, 2031-05-04" in text
    answer = ada.get(f"/articles/{ferry}/case/text")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    saved = tmp_path / "wild.md"
    saved.write_text(answer.text, encoding="utf-8")
    (found,) = cases(saved)
    assert found.expected == ("The ferry sails again. Share this.",)
    assert ada.get(f"/articles/{ferry}/case/text?case=1").text == answer.text
    assert ada.get(f"/articles/{ferry}/case/text?case=2").status_code == 404
    judge(store, GULLS, Event.SHOULD_BE_CUT, Target(Subject.LINE, gulls_line(store), kind="ad", line=0))
    made = ada.get(f"/api/articles/{gulls}/case").json()["cases"]
    both = ada.get(f"/articles/{gulls}/case/text").text
    assert both.count("==> ") == len(made) > 1
    assert ada.get(f"/articles/{gulls}/case/text?case={len(made)}").text == made[-1]["text"]


def gulls_line(store: Store) -> str:
    record = store.article(store.find(GULLS) or 0)
    assert record is not None
    return record.cleaned.lines[0].text


def test_hostile_lines_are_no_case_and_no_markup(ada: Visitor, store: Store) -> None:
    record = store.article(store.find(HOSTILE) or 0)
    assert record is not None
    line = record.cleaned.lines[0].text
    number = judge(store, HOSTILE, Event.SHOULD_BE_CUT, Target(Subject.LINE, line, line=0))
    text = html(ada, f"/articles/{number}/case")
    assert "What cannot be a case" in text
    assert "<script>x" not in text
    assert "\u202e" not in text
    assert ada.get(f"/articles/{number}/case/text").status_code == 404


def test_nothing_said_is_explained(ada: Visitor, store: Store) -> None:
    assert "Nothing was said yet" in html(ada, f"/articles/{store.find(FERRY)}/case")


# The command


def run(db: str, *options: str) -> Result:
    return CliRunner().invoke(app, ["score", *options, "--db", db])


def test_score_says_how_often_rules_were_right(db: str, store: Store) -> None:
    assert "Nothing was judged" in run(db).stdout
    said(store)
    shown = run(db).stdout
    assert "too few" in shown
    assert all(word in shown for word in ("The flag", "Rules", "Signals", "share", "formula"))
    told = json.loads(run(db, "--output", "json").stdout)
    assert told["flag"]["precision"]["of"] == 1
    assert told["rules"][0]["precision"]["thin"] is True
    assert json.loads(run(db, "--output", "json", "--least", "5").stdout)["rules"] == []
