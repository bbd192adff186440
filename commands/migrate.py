"""`copydesk migrate`: the schema of today."""

from __future__ import annotations

import typer

from commands.console import DEFAULT_DB, Database, Form, Output, print_json
from commands.stored import read_texts, writing

EPILOG = """
[bold]copydesk migrate[/] creates copydesk.db, or brings it to today's schema.

[bold]copydesk migrate --db postgresql://desk@host/news[/] does so on a server.
"""


def migrate(db: Database = DEFAULT_DB, output: Form = Output.TEXT) -> None:
    """Create the database, or bring it to the schema of this release. Nothing stored is lost; running it twice is safe.

    Every other command creates an empty database by itself, and refuses one of another release: stop what works on the
    database, keep a copy, then run this. Texts of before are made ready to be searched at the end: that may be stopped,
    the next `migrate` or `reclean` goes on with it.
    """
    from storage.store import migrate as migrate_store

    before, after = migrate_store(db)
    with writing(db) as store:
        read_texts(store)
    if output is Output.JSON:
        print_json({"before": before, "after": after})
    elif before == after:
        typer.echo(f"nothing to do: the schema is at revision {after}")
    elif before is None:
        typer.echo(f"created at revision {after}")
    else:
        typer.echo(f"upgraded from revision {before} to {after}")
