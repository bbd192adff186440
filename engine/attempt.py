"""Page in, CleanedArticle or Failure out: the three stages joined. Nothing that a page does to them gets past here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from cleaning.values import (
    Article,
    CleanedArticle,
    Context,
    CopydeskError,
    DecodeError,
    ExtractionError,
    Failure,
    Page,
    Stage,
)

if TYPE_CHECKING:
    from cleaning.clean import Options

ContextOf = Callable[[Article], Context]
"""Tells what is known from elsewhere about an article. Picklable: it travels into the worker processes."""

Entered = Callable[[Stage], None]
"""Told which stage begins, so that one who has to kill the process can say where it was stuck."""

Trim = Callable[[CleanedArticle], CleanedArticle]
"""Leaves of a result what travels out of the worker. Picklable too."""

OUT_OF_MEMORY = "needs more memory than a page may take"
REASON_LENGTH = 300


def empty_context(article: Article) -> Context:  # noqa: ARG001 - the shape of a ContextOf
    """The context of commands that have no database."""
    return Context.empty()


def whole(cleaned: CleanedArticle) -> CleanedArticle:
    """All of a result travels: the shape of a Trim."""
    return cleaned


def without_blocks(cleaned: CleanedArticle) -> CleanedArticle:
    """A result without the page's blocks, which are most of its size: for those who read its lines alone."""
    return replace(cleaned, article=replace(cleaned.article, blocks=()))


def unheard(stage: Stage) -> None:
    """An Entered for those who do not care."""


def attempt(
    page: Page, context_of: ContextOf, options: Options | None = None, entered: Entered = unheard
) -> CleanedArticle | Failure:
    """The page cleaned, or why not. Never raises an Exception; a page can still hang or crash the process it is in."""
    # Libraries and rules cost a second to import, which a process that only waits for workers is spared.
    from cleaning.clean import DEFAULT, clean  # noqa: PLC0415
    from cleaning.extract import extract  # noqa: PLC0415

    stage = Stage.EXTRACT
    try:
        entered(stage)
        article = extract(page)
        entered(stage := Stage.STORE)
        context = context_of(article)
        entered(stage := Stage.CLEAN)
        return clean(article, context, options or DEFAULT)
    except Exception as error:  # noqa: BLE001 - one of the three borders where any error becomes a recorded failure
        return failure_of(error, stage)


def failure_of(error: Exception, stage: Stage) -> Failure:
    r"""The error as a Failure: our own errors speak for themselves, of others the type is told as well.

    >>> failure_of(DecodeError("empty body"), Stage.EXTRACT).stage.value
    'decode'
    >>> failure_of(ValueError("no such port\n99999"), Stage.EXTRACT).reason
    'ValueError: no such port 99999'
    """
    if isinstance(error, DecodeError):
        return Failure(Stage.DECODE, one_line(str(error)))
    if isinstance(error, ExtractionError):
        return Failure(Stage.EXTRACT, one_line(str(error)))
    if isinstance(error, CopydeskError):
        return Failure(stage, one_line(str(error)))
    if isinstance(error, MemoryError):
        return Failure(stage, OUT_OF_MEMORY)
    return Failure(stage, one_line(f"{type(error).__name__}: {error}".removesuffix(": ")))


def one_line(text: str) -> str:
    r"""The text fit for a log line: white space single, nothing unprintable, at most REASON_LENGTH characters.

    >>> one_line("line 3:\n  \x1b[31mtag \udc80 mismatch")
    'line 3: ?[31mtag ? mismatch'
    """
    printable = "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))
    return printable if len(printable) <= REASON_LENGTH else printable[: REASON_LENGTH - 1] + "…"
