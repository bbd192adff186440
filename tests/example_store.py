"""The example sites, cleaned and stored without a crawl: what the review desk is tried on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleaning.clean import clean
from cleaning.extract import extract
from cleaning.values import Page
from examples.outlets import outlets
from examples.render import article, unmarked
from storage.store import Store, open_store
from tests.desk_samples import NOON


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every example article, to be copied."""
    file = tmp_path_factory.mktemp("examples") / "examples.db"
    with open_store(f"sqlite:///{file}") as store:
        run = store.begin_run("crawl", "the example sites")
        for outlet in outlets():
            for one in outlet.pages:
                body = unmarked(article(outlet, one)).encode()
                page = Page(one.url, one.url, 200, (("content-type", "text/html; charset=utf-8"),), body, NOON)
                fetch = store.add_page(page, outlet.host, run)
                extracted = extract(page)
                store.add_cleaning(fetch, clean(extracted, store.context(extracted)), run)
        store.end_run(run, {})
    return file


@pytest.fixture
def example_store(example_file: Path, tmp_path: Path) -> Iterator[Store]:
    """One of its own for each test."""
    file = tmp_path / "examples.db"
    shutil.copy(example_file, file)
    with open_store(f"sqlite:///{file}") as store:
        yield store
