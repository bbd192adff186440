"""What can go wrong with a database, each as one line: what, where, what to do."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, InternalError, OperationalError

from cleaning.values import CopydeskError


class StoreError(CopydeskError):
    """The database could not do what was asked; the message says where and what to do."""


class SchemaError(StoreError):
    """The database was made by another release of copydesk."""


class MissingError(StoreError):
    """What was asked for is not in this database."""


class ConflictError(StoreError):
    """Somebody else was faster: what the operator had before them is no longer so. Nothing was stored."""


LOCKED = "{where} is locked by another process that does not let go. Wait for it to end, then run this again"

UNREACHABLE = "{where} cannot be reached ({cause}). Is the server up and the address right?"

SQLITE = {
    "SQLITE_READONLY": "{where} cannot be written: the file or its folder is read-only. Make it writable or use a copy",
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_FULL": "{where}: the disk is full. Nothing of this step was stored; free some space and run this again",
    "SQLITE_NOTADB": "{where} is not an SQLite database. Name another file with --db",
    "SQLITE_CORRUPT": "{where} is damaged. Restore a copy, or save what is left with sqlite3's .recover",
    "SQLITE_CANTOPEN": "{where} cannot be opened. Does its folder exist, and may you read and write there?",
    "SQLITE_IOERR": "{where} cannot be read or written: the disk reports an error",
}
"""SQLite's name of an error, or the beginning of it, and what we say."""

POSTGRES = {
    "25006": "{where} cannot be written: the server or the connection is read-only. Name a primary server with --db",
    "53100": "{where}: the server's disk is full. Nothing of this step was stored; free some space and run this again",
    "53300": "{where} takes no more connections. Start fewer workers, or raise max_connections",
    "55P03": LOCKED,
    "42501": "{where}: this user may not do that. Grant the right, or name another user with --db",
    "3D000": "{where} does not exist. Make it with createdb, then run this again",
    "28": "{where} refuses this user or password. Correct the address in --db or COPYDESK_DB",
    "57P": "{where} is shutting down or starting. Run this again when the server is up",
}
"""PostgreSQL's SQLSTATE, or the beginning of it, and what we say."""

REFUSALS = {
    'FATAL:  role "': POSTGRES["28"],
    'FATAL:  database "': POSTGRES["3D000"],
    "too many clients": POSTGRES["53300"],
    "password": POSTGRES["28"],
    "authentication failed": POSTGRES["28"],
    "no pg_hba.conf entry": POSTGRES["28"],
    "starting up": POSTGRES["57P"],
    "shutting down": POSTGRES["57P"],
}
"""Words of a refused connection, which carries no SQLSTATE, and what we say."""

TRANSIENT = ("40001", "40P01")
"""SQLSTATEs of a transaction that lost to another one and may simply be run again."""


def explain(error: Exception, where: str) -> StoreError | None:
    """Our one line for a driver's error; None when it is a defect of ours and not a matter of the database."""
    cause = driver_error(error)
    name, sqlstate = getattr(cause, "sqlite_errorname", None), getattr(cause, "sqlstate", None)
    for code, table in ((name, SQLITE), (sqlstate, POSTGRES)):
        text = next((text for start, text in table.items() if code and code.startswith(start)), None)
        if text:
            return StoreError(text.format(where=where))
    if not isinstance(error, OperationalError | InternalError | sqlite3.Error):
        return None
    if sqlstate is None and name is None:
        refusal = next((text for words, text in REFUSALS.items() if words in str(cause)), UNREACHABLE)
        return StoreError(refusal.format(where=where, cause=first_line(cause)))
    return StoreError(f"{where}: {first_line(cause)}")


def driver_error(error: Exception) -> BaseException:
    """What the driver itself raised; SQLAlchemy wraps it, except while it opens a connection."""
    return (error.orig or error) if isinstance(error, DBAPIError) else error


def first_line(cause: BaseException) -> str:
    """The driver's own words, cut to one line."""
    words = str(cause).strip() or type(cause).__name__
    return words.splitlines()[0].strip()[:300]


def is_transient(error: Exception) -> bool:
    """The transaction lost a race on PostgreSQL and may be run again as it is."""
    return getattr(driver_error(error), "sqlstate", None) in TRANSIENT
