"""`copydesk export --as cases|garble|litter`: what operators said, as cases for tests and as rows to learn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from commands.console import Output, print_json, progress, say

if TYPE_CHECKING:
    from cleaning.values import Page
    from export.cases import Case
    from storage.records import ArticleRecord
    from storage.store import Store


class Form(StrEnum):
    """What is written."""

    DATASET = "dataset"
    CASES = "cases"
    GARBLE = "garble"
    LITTER = "litter"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whose words are taken."""

    site: str | None = None
    language: str | None = None

    def takes(self, record: ArticleRecord) -> bool:
        """Is this article among them?"""
        summary = record.summary
        return self.site in {None, summary.site} and self.language in {None, summary.language}


def write_truth(store: Store, form: Form, chosen: Chosen, out: Path) -> dict[str, Any]:
    """Write what operators said; what was written, as a JSON object."""
    if form is Form.CASES:
        return write_cases(store, chosen, out)
    from export.write_truth import write_labels

    labels = garble_labels(store, chosen) if form is Form.GARBLE else litter_labels(store, chosen)
    counts = write_labels(labels, out)
    return {"file": str(out), "rows": counts.total(), "labels": dict(sorted(counts.items()))}


def articles(store: Store, chosen: Chosen) -> Iterator[ArticleRecord]:
    """Articles on which something stands, under a bar."""
    with progress("exporting", None, "articles") as step:
        for record, _ in store.decided():
            step(1)
            if chosen.takes(record):
                yield record


def garble_labels(store: Store, chosen: Chosen) -> Iterator[dict[str, Any]]:
    """Texts with their labels."""
    from export.labels import garble_label

    for record in articles(store, chosen):
        copies = store.copies(record.summary.id)
        story = copies.cluster.id if copies and copies.cluster else None
        if label := garble_label(record, story):
            yield label


def litter_labels(store: Store, chosen: Chosen) -> Iterator[dict[str, Any]]:
    """Pages with their gold text."""
    from export.labels import is_settled, litter_label

    for record in articles(store, chosen):
        page = page_of(store, record) if is_settled(record.decisions) else None
        if label := litter_label(record, page):
            yield label


def page_of(store: Store, record: ArticleRecord) -> Page | None:
    """The page that the newest cleaning's text was extracted from."""
    wanted = record.cleanings[0].extraction_id
    fetch = next((one.fetch_id for one in record.extractions if one.id == wanted), record.summary.fetch_id)
    return store.page(fetch)


def write_cases(store: Store, chosen: Chosen, out: Path) -> dict[str, Any]:
    """Write the cases of all articles below a folder, and say which could not be made."""
    from export.article_cases import in_files, made_cases
    from export.write_truth import write_cases as write

    cases: list[Case] = []
    refused = 0
    for record in articles(store, chosen):
        found = made_cases(record, store.context(record.cleaned.article))
        cases += found.cases
        refused += len(found.refused)
        for one in found.refused:
            say(f"article {record.summary.id}: no case of {one.what}: {one.reason}")
    files = in_files(cases)
    write(files, out)
    return {
        "folder": str(out),
        "cases": len(cases),
        "files": sorted(files),
        "states": dict(Counter(case.state.value for case in cases)),
        "refused": refused,
    }


def report(written: dict[str, Any], output: Output) -> None:
    """Say what was written."""
    if output is Output.JSON:
        print_json(written)
    elif "folder" in written:
        states = ", ".join(f"{number} {STATES[state]}" for state, number in sorted(written["states"].items()))
        typer.echo(f"{written['folder']}: {written['cases']} cases in {len(written['files'])} files ({states})")
    else:
        labels = ", ".join(f"{number:,} {label}" for label, number in written["labels"].items())
        typer.echo(f"{written['file']}: {written['rows']:,} rows ({labels})")


STATES = {"fails": "fail today", "passes": "pass today", "differs": "come out otherwise than stored"}
