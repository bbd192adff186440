"""What goes wrong with a database is said in one line: what, where, what to do; never with a password."""

from __future__ import annotations

import pickle
import random
import sqlite3
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from cleaning.values import Article, Context, CopydeskError
from storage import database
from storage.context import StoreContext, opened
from storage.errors import SchemaError, StoreError
from storage.store import open_store
from tests.storage_samples import SITE, cleaned, page


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def test_errors_are_ours_and_one_line(sqlite_url: str) -> None:
    file_of(sqlite_url).write_bytes(b"this is a letter, not a database" * 100)
    with pytest.raises(CopydeskError, match="is not an SQLite database") as caught:
        open_store(sqlite_url)
    assert "\n" not in str(caught.value)
    assert sqlite_url in str(caught.value)


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot be opened\. Does its folder exist"):
        open_store(f"sqlite:///{tmp_path}/missing/copydesk.db")


def test_a_lock_that_is_not_let_go(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with open_store(sqlite_url) as store:
        other = sqlite3.connect(file_of(sqlite_url), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked by another process"):
            store.begin_run("crawl")
        assert store.runs(1) == ()
        other.execute("ROLLBACK")
        other.close()
        assert store.begin_run("crawl") == 1


def test_a_full_disk_leaves_what_was_stored(sqlite_url: str) -> None:
    with open_store(sqlite_url) as store:
        kept = store.add_page(page(), SITE, None)
        limit = "PRAGMA max_page_count=" + str(store.size() // 4_096 + 2)
        store.database.read(lambda c: c.execute(text(limit)))
        noise = random.Random(7).randbytes(200_000)
        with pytest.raises(StoreError, match="disk is full"):
            store.add_page(page(body=noise), SITE, None)
        assert [fetch_id for fetch_id, _ in store.pending()] == [kept]


def test_a_store_for_reading_never_writes(db_url: str) -> None:
    with open_store(db_url) as store:
        store.add_cleaning(store.add_page(page(), SITE, None), cleaned(), None)
    with open_store(db_url, read_only=True) as store:
        assert len(store.flags()) == len(list(store.export())) == len(list(store.every_page())) == 1
        with pytest.raises(StoreError, match="opened for reading only"):
            store.begin_run("crawl")
        with pytest.raises(StoreError, match=r"cannot be written|read-only"):
            store.database.read(lambda c: c.execute(text("DELETE FROM cuts")))


def test_a_file_that_may_only_be_read_is_read(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(sqlite_url) as store:
        store.begin_run("crawl")
    before = file_of(sqlite_url).read_bytes()
    monkeypatch.setattr("os.access", lambda *_: False)  # a read-only medium, also for root
    with open_store(sqlite_url, read_only=True) as store:
        assert len(store.runs(5)) == 1
    assert file_of(sqlite_url).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [file_of(sqlite_url).name]


def test_a_name_with_special_characters_can_be_read(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/news 100% #1.db"
    open_store(url).close()
    with open_store(url, read_only=True) as store:
        assert store.runs(1) == ()


def test_reading_what_does_not_exist_makes_nothing(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"does not exist\. Run a command that stores something first"):
        open_store(sqlite_url, read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_cannot_be_read(postgres_url: str) -> None:
    with pytest.raises(SchemaError, match="is empty"):
        open_store(postgres_url, read_only=True)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("copydesk.db", "no database address. Write sqlite:///file.db"),
        ("", "no database address"),
        ("postgresql:/ada:geheim@127.0.0.1/x", r"^'postgresql:/ada:\*\*\*@127.0.0.1/x' is no database address"),
        ("postgresql://ada:geheim@127.0.0.1:port/x", r"^'postgresql://ada:\*\*\*@127.0.0.1:port/x' is no database"),
        ("mysql://somebody@127.0.0.1/x", "mysql is not supported"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("postgresql+nonsense://127.0.0.1/x", "needs a driver that is not installed"),
    ],
)
def test_addresses_that_cannot_be_used(url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        open_store(url)


def test_a_missing_driver_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'copydesk\[postgres\]'"):
        open_store("postgresql://somebody@127.0.0.1/x")


@pytest.mark.parametrize("query", ["", "?password=geheim", "?sslpassword=geheim&connect_timeout=2"])
def test_a_server_that_does_not_answer_is_named_without_password(query: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:9/news cannot be reached") as caught:
        open_store(f"postgresql://ada:geheim@127.0.0.1:9/news{query}")
    assert "geheim" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_database_that_does_not_exist_on_the_server(postgres_url: str) -> None:
    with pytest.raises(StoreError, match=r"nowhere does not exist\. Make it with createdb"):
        open_store(postgres_url.rsplit("/", 1)[0] + "/nowhere")


def test_a_worker_opens_the_store_by_itself(db_url: str) -> None:
    open_store(db_url).close()
    context_of = pickle.loads(pickle.dumps(StoreContext(db_url)))
    assert context_of(Article(None)) == Context.empty()
    assert opened(db_url) is opened(db_url)
    assert opened(db_url).database.read_only
    opened(db_url).close()
    opened.cache_clear()
