"""What the commands that work on a database share: opening it, and the questions that every one of them asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from cleaning.values import CopydeskError
from commands.console import progress
from commands.interrupts import in_one_piece

if TYPE_CHECKING:
    from storage.store import Store

NAMED = 12
"""Sites that an error names at most."""

OneSite = Annotated[str | None, typer.Option("--site", metavar="HOST", help="Only this site, as `status` names it.")]
OneLanguage = Annotated[
    str | None, typer.Option("--language", metavar="CODE", help="Only this language, as detected: en, de, …")
]


@contextmanager
def reading(db: str) -> Iterator[Store]:
    """The database, opened so that nothing can be written."""
    from storage.store import open_store

    with open_store(db, read_only=True) as store:
        yield store


@contextmanager
def writing(db: str) -> Iterator[Store]:
    """The database, opened for work."""
    from storage.store import open_store

    with open_store(db) as store:
        yield store


def check_site(store: Store, site: str | None) -> None:
    """Raise CopydeskError when nothing is known of this site, naming those that are."""
    if site is None:
        return
    known = [status.site for status in store.status()]
    if site not in known:
        raise CopydeskError(f"no site {site} in this database; {listed(known)}")


def listed(sites: Sequence[str]) -> str:
    """The known sites in words.

    >>> listed(["a.example", "b.example"])
    'it has a.example, b.example'
    """
    if not sites:
        return "it has none yet: run `copydesk crawl`"
    more = len(sites) - NAMED
    return f"it has {', '.join(sites[:NAMED])}" + (f" and {more} more" if more > 0 else "")


def look_for_copies(store: Store, counts: Counter[str]) -> None:
    """Find and compare the copies of all articles that are due; `counts` gets how many assessments are new.

    An interrupt comes between two articles: those that are done are counted, the others stay due.
    """
    with progress("comparing", store.copy_totals().due, "articles") as step:
        for article_id in store.due():
            with in_one_piece():
                counts["assessed"] += store.find_copies([article_id])
            step(1)


def read_texts(store: Store) -> None:
    """Make texts that were stored by older releases ready to be searched."""
    left = store.unread()
    if left:
        with progress("reading texts for the search", left, "texts") as step:
            while done := store.renew_texts():
                step(done)


def article_id_of(store: Store, wanted: str) -> int:
    """Id of the article with this id or address; raises CopydeskError when there is none."""
    found = store.find(wanted)
    if found is None:
        raise CopydeskError(f"no article {wanted} in this database; `copydesk flags` and `copydesk status` say what is")
    return found
