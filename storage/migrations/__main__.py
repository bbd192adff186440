"""Writes the next revision from what changed in `storage/tables.py`: `python -m storage.migrations "what changed"`.

Read what it wrote before committing it, and raise REVISION in `storage/tables.py`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from storage import schema
from storage.store import migrate
from storage.tables import REVISION


def write_revision(message: str) -> None:
    """Compare the tables with a database as the last revision left it."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'last.db'}"
        migrate(url)
        engine = create_engine(url)
        with engine.begin() as connection:
            number = f"{int(REVISION) + 1:04}"
            command.revision(schema.config(connection), message, autogenerate=True, rev_id=number)
        engine.dispose()


if __name__ == "__main__":
    write_revision(" ".join(sys.argv[1:]) or "what changed")
