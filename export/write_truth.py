"""Writes labels and cases: a file or a folder that stands complete or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from export.cells import encodable
from export.labels import Label
from export.write import ExportError, Write, replacing, write_gzip, write_plain

WRITERS: dict[str, Write] = {".jsonl.gz": write_gzip, ".jsonl": write_plain}
"""What `copydesk train` reads."""


def write_labels(labels: Iterable[Label], out: Path) -> Counter[str]:
    """Write the rows; how many of each label, or of each site where they have none.

    Raises:
        ExportError: there is no row, the name has another ending, or the file cannot be written.
    """
    write = next((write for ending, write in WRITERS.items() if out.name.endswith(ending) and out.name != ending), None)
    if write is None:
        raise ExportError(f"{out}: the name must end in {' or '.join(WRITERS)}, which `copydesk train` reads")
    counts = Counter[str]()

    def counted() -> Iterator[Label]:
        for label in labels:
            counts[label.get("label", "pages")] += 1
            yield encodable(label)

    try:
        with replacing(out) as (file,):
            write(counted(), (), file)
            if not counts:
                raise ExportError("nothing to export: no operator has settled such an article; nothing was written")
    except OSError as error:
        raise ExportError(f"{out}: {error.strerror or error}; nothing was written") from error
    return counts


def write_cases(files: Mapping[str, str], out: Path) -> None:
    """Write the files below a folder, which is made where it is missing; files of other names in it stay.

    Raises:
        ExportError: there is no case, or the folder cannot be written.
    """
    if not files:
        raise ExportError("nothing to export: nobody said anything that makes a case; nothing was written")
    try:
        for name in files:
            (out / name).parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            opened = stack.enter_context(replacing(*(out / name for name in files)))
            for file, text in zip(opened, files.values(), strict=True):
                file.write(text.encode())
    except OSError as error:
        raise ExportError(f"{out}: {error.strerror or error}") from error
