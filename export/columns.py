"""COLUMNS: what an exported row holds. The files, the data card and the table in docs/dataset.md are made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from cleaning.values import Outcome
from export.cells import (
    COUNT,
    CREDITS,
    CUT_LINES,
    FINDINGS,
    FLAG,
    LINES,
    MOMENT,
    RIGHTS,
    SCORE,
    TEXT,
    VERSIONS,
    count,
    credited,
    cut_lines,
    encodable,
    in_words,
    nested_finding,
    nested_line,
    versions,
)
from export.rights import forbids_indexing, forbids_training, licence, reservation
from storage.records import ExportRow


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the dataset.

    Attributes:
        name: in Parquet and as key of a JSON line; its meaning never changes.
        arrow: type in Parquet.
        description: one sentence for the data card.
        value: what the column holds of a row, in Python's own types; None = unknown.
        detail: only written with `--with-lines`.
    """

    name: str
    arrow: pa.DataType
    description: str
    value: Callable[[ExportRow], Any]
    detail: bool = False

    @property
    def type(self) -> str:
        """The type in a reader's words: "string", "list of (kind string, lines integer)"."""
        return in_words(self.arrow)


COLUMNS = (
    Column("id", COUNT, "Number of the article in the database: `copydesk show ID`.", lambda row: row.article_id),
    Column("url", TEXT, "Address of the page, after redirects.", lambda row: row.url),
    Column(
        "canonical_url",
        TEXT,
        "Address that the page names as the original; not always true.",
        lambda row: row.cleaned.article.canonical_url,
    ),
    Column("site", TEXT, "Host that the article was crawled from.", lambda row: row.site),
    Column("title", TEXT, "Headline.", lambda row: row.cleaned.article.title),
    Column("byline", TEXT, 'Who wrote it, without "By".', lambda row: row.cleaned.known.byline),
    Column("agency", TEXT, "Wire service that supplied it.", lambda row: row.cleaned.known.agency),
    Column("dateline", TEXT, "Place that opens the story.", lambda row: row.cleaned.known.dateline),
    Column(
        "published",
        TEXT,
        "Date as the page gives it: ISO 8601 with offset, or a date alone.",
        lambda row: row.cleaned.known.published,
    ),
    Column(
        "updated",
        TEXT,
        "Last change, where that lies behind the publication; written like `published`.",
        lambda row: row.cleaned.known.updated,
    ),
    Column(
        "description",
        TEXT,
        "What the page says it is about, for search engines and networks.",
        lambda row: row.cleaned.article.description,
    ),
    Column(
        "tags",
        pa.list_(TEXT),
        "Subjects, as markup and tag lines name them.",
        lambda row: list(row.cleaned.known.tags),
    ),
    Column(
        "sections",
        pa.list_(TEXT),
        "Parts of the outlet under which it stands, as markup and lines name them.",
        lambda row: list(row.cleaned.known.sections),
    ),
    Column(
        "syndicated_from",
        TEXT,
        "Name or host of the outlet that the page names as the origin; evidence, not always true.",
        lambda row: row.cleaned.known.syndicated_from,
    ),
    Column(
        "credits",
        CREDITS,
        "People by what the lines say they did, whom the copyright line names, and lines that correct the story.",
        lambda row: credited(row.cleaned.credits),
    ),
    Column("language", TEXT, "ISO 639-1 code, as detected in the text.", lambda row: row.cleaned.article.language),
    Column(
        "text",
        TEXT,
        "The article without what was cut, lines joined by blank lines.",
        lambda row: row.cleaned.text,
    ),
    Column(
        "page_kind",
        TEXT,
        'What the page is: "article", "live", or with --all-pages "listing", "gallery", "consent", "paywall", "stub", '
        '"error"; null where not judged.',
        lambda row: row.cleaned.page.kind,
    ),
    Column(
        "confidence",
        SCORE,
        "How good the text is expected to be: predicted F1 against what an editor would keep, 0..1.",
        lambda row: row.cleaned.page.confidence,
    ),
    Column("line_count", COUNT, "Lines as extracted.", lambda row: len(row.cleaned.lines)),
    Column("dropped_lines", COUNT, "Lines that went whole.", lambda row: count(row.cleaned, Outcome.DROPPED)),
    Column("trimmed_lines", COUNT, "Lines that lost a part.", lambda row: count(row.cleaned, Outcome.TRIMMED)),
    Column(
        "cut_lines",
        CUT_LINES,
        "How many lines lost something, by kind of what went.",
        lambda row: cut_lines(row.cleaned.lines),
    ),
    Column(
        "garble_status",
        TEXT,
        'How far garbling could be judged: "judged", "too_short", "language_limited" or "off".',
        lambda row: row.cleaned.garble.status.value,
    ),
    Column(
        "garble_score",
        SCORE,
        "Chance 0..1 that the text went through a machine translation or a spinner, by the text and its copies; null "
        "where not judged.",
        lambda row: row.score,
    ),
    Column(
        "flagged",
        FLAG,
        "The score reached the threshold; without one: the page says so itself.",
        lambda row: row.flagged,
    ),
    Column("looks_like", TEXT, "What kind of garbling it looks like.", lambda row: row.looks_like),
    Column(
        "own_score",
        SCORE,
        "The score by the text alone, without what its copies say; null where not judged.",
        lambda row: row.cleaned.garble.score,
    ),
    Column(
        "cluster_id",
        COUNT,
        "Number of the story that it is a copy of; null where no other copy is known.",
        lambda row: row.cluster_id,
    ),
    Column(
        "is_representative",
        FLAG,
        "It is the copy that stands for its story; null without a story.",
        lambda row: row.is_representative,
    ),
    Column(
        "drift",
        SCORE,
        "How far it is from the copy that says most, 0..1; null where no copy was compared.",
        lambda row: row.drift,
    ),
    Column(
        "drifted",
        FLAG,
        "By what its copies say it is the garbled one; false: they drifted from it; null: they cannot tell.",
        lambda row: row.drifted,
    ),
    Column(
        "garble_signals",
        pa.list_(TEXT),
        "Names of the signals that found something.",
        lambda row: sorted({finding.signal for finding in row.cleaned.garble.findings}),
    ),
    Column(
        "verdict",
        TEXT,
        "What an operator decided; null where nobody did.",
        lambda row: row.verdict and row.verdict.value,
    ),
    Column(
        "decisions",
        COUNT,
        "How many words of operators on lines and left-out blocks the text follows; null without --as-decided.",
        lambda row: row.decisions,
    ),
    Column(
        "noai",
        FLAG,
        'The page says "noai" in a robots statement.',
        lambda row: forbids_training(row.cleaned.article.rights),
    ),
    Column(
        "noindex",
        FLAG,
        'The page says "noindex" or "none" in a robots statement.',
        lambda row: forbids_indexing(row.cleaned.article.rights),
    ),
    Column(
        "tdm_reserved",
        FLAG,
        "Text and data mining is reserved (TDM Reservation Protocol); null where the page does not say.",
        lambda row: reservation(row.cleaned.article.rights),
    ),
    Column(
        "licence",
        TEXT,
        "Licence that the page names, mostly an address.",
        lambda row: licence(row.cleaned.article.rights),
    ),
    Column(
        "rights",
        RIGHTS,
        "Everything the page states about its use, as stated.",
        lambda row: [
            {"source": right.source, "name": right.name, "value": right.value} for right in row.cleaned.article.rights
        ],
    ),
    Column("fetched_at", MOMENT, "When the page was fetched.", lambda row: row.fetched_at),
    Column(
        "body_sha256",
        TEXT,
        "SHA-256 of the page's bytes as fetched: `copydesk show ID --raw | sha256sum`.",
        lambda row: row.body,
    ),
    Column("fetch_id", COUNT, "Number of the fetch in the database.", lambda row: row.fetch_id),
    Column("extraction_id", COUNT, "Number of the extraction in the database.", lambda row: row.extraction_id),
    Column("cleaning_id", COUNT, "Number of the cleaning in the database.", lambda row: row.cleaning_id),
    Column(
        "assessment_id",
        COUNT,
        "Number of the assessment in the database that score and flag are of; null: they are the cleaning's own.",
        lambda row: row.assessment_id,
    ),
    Column(
        "versions",
        VERSIONS,
        "What made the text: the program, extraction, rules, garble model, and what was known of the site.",
        lambda row: versions(row.cleaned),
    ),
    Column(
        "raw_text",
        TEXT,
        "The article as extracted, before anything was cut, lines joined by blank lines.",
        lambda row: "\n\n".join(line.text for line in row.cleaned.lines),
        detail=True,
    ),
    Column(
        "lines",
        LINES,
        "Each line as extracted, what is left of it, and the cuts; offsets count code points, end exclusive.",
        lambda row: [nested_line(line) for line in row.cleaned.lines],
        detail=True,
    ),
    Column(
        "findings",
        FINDINGS,
        "Each span that looks garbled; `line` counts from 0.",
        lambda row: [nested_finding(finding) for finding in row.cleaned.garble.findings],
        detail=True,
    ),
)


def columns(*, with_lines: bool) -> tuple[Column, ...]:
    """The columns of a plain export, or of one with each line."""
    return tuple(column for column in COLUMNS if with_lines or not column.detail)


def values(row: ExportRow, wanted: tuple[Column, ...]) -> dict[str, Any]:
    """One row as it is written, keys in the order of the columns."""
    return {column.name: encodable(column.value(row)) for column in wanted}
