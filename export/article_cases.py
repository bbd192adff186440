"""All cases of one article, and of many as a folder that is laid out like `tests/cases`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cleaning.values import Context
from export.cases import Case, Refused, line_case, title_of
from export.decided import decided
from export.signal_cases import finding_cases
from storage.records import ArticleRecord, Subject


@dataclass(frozen=True, slots=True)
class MadeCases:
    """What an article's words make.

    Attributes:
        lost: words on lines and blocks whose text this cleaning does not have.
        said: words on lines, blocks and findings that stand.
    """

    record: ArticleRecord
    cases: tuple[Case, ...]
    refused: tuple[Refused, ...]
    lost: int
    said: int


def made_cases(record: ArticleRecord, context: Context) -> MadeCases:
    """The article's cases: one of its lines, one of each signal; by its newest cleaning."""
    words = [one for one in record.decisions if one.stands and one.target and one.target.subject is not Subject.ARTICLE]
    kept = decided(record.cleaned, words)
    title = title_of(record.summary.site, day_of(record))
    made = [line_case(kept, title, context), *finding_cases(record.cleaned, words, title)]
    cases = tuple(one for one in made if isinstance(one, Case))
    refused = tuple(one for one in made if isinstance(one, Refused))
    return MadeCases(record, cases, refused, len(kept.lost), len(words))


def day_of(record: ArticleRecord) -> str:
    """The day under which a case goes: of publication, else of the first fetch."""
    fetched = record.fetches[-1].fetched_at if record.fetches else record.summary.updated_at
    return (record.summary.published or fetched.isoformat())[:10]


def in_files(cases: Iterable[Case]) -> Mapping[str, str]:
    """Name of each file below a folder -> its text; cases in the order in which they came, each once."""
    texts = defaultdict[str, list[str]](list)
    for case in cases:
        if case.text not in texts[case.file]:
            texts[case.file].append(case.text)
    return {name: "".join(parts) for name, parts in sorted(texts.items())}
