"""Users of a desk that others reach over the network, and who of them is signed in."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from storage.desk_records import Role, User
from storage.desk_tables import SessionRow, UserRow
from storage.errors import MissingError, StoreError
from storage.statements import AnyRow, AnySelect

TOKEN_BYTES = 32
LONGEST_NAME = 100
"""Characters of a user's name."""

RENEWED = 0.9
"""A session that has less than this share of its time left when it is used begins anew; else nothing is written."""


def users(connection: Connection) -> tuple[User, ...]:
    """All of them, the disabled too, by name."""
    return tuple(map(user_of, connection.execute(select(UserRow).order_by(UserRow.name))))


def user(connection: Connection, name: str) -> User | None:
    """The user of this name; None where there is none."""
    row = connection.execute(BY_NAME, {"name": name}).first()
    return None if row is None else user_of(row)


def put_user(connection: Connection, name: str, role: Role, password: str | None, now: datetime) -> User:
    """Add a user, or give one another role or password, which ends their sessions; who was disabled may come again."""
    if not name.strip() or len(name) > LONGEST_NAME:
        raise StoreError(f"a user needs a name of 1 to {LONGEST_NAME} characters")
    before = connection.execute(BY_NAME, {"name": name}).first()
    row = {"role": Role(role).value, "password": password, "disabled_at": None}
    if before is None:
        connection.execute(insert(UserRow), {**row, "name": name, "made_at": now})
    else:
        connection.execute(update(UserRow).where(UserRow.id == before.id).values(row))
        if before.password != password:
            connection.execute(delete(SessionRow).where(SessionRow.user_id == before.id))
    return user_of(connection.execute(BY_NAME, {"name": name}).one())


def disable_user(connection: Connection, name: str, now: datetime) -> User:
    """Let a user in no longer, and end their sessions; StoreError where there is none of this name."""
    row = connection.execute(BY_NAME, {"name": name}).first()
    if row is None:
        raise MissingError(f"there is no user {name!r} in this database")
    since = func.coalesce(UserRow.disabled_at, bindparam("now", now, UserRow.__table__.c.disabled_at.type))
    connection.execute(update(UserRow).where(UserRow.id == row.id).values(disabled_at=since))
    connection.execute(delete(SessionRow).where(SessionRow.user_id == row.id))
    return user_of(connection.execute(BY_NAME, {"name": name}).one())


def open_session(connection: Connection, user_id: int, seconds: int, now: datetime) -> str:
    """The token of a new session, which nobody else can guess; sessions whose time is over go."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    connection.execute(delete(SessionRow).where(SessionRow.expires_at <= now))
    row = {"key": key_of(token), "user_id": user_id, "seconds": seconds, "made_at": now}
    connection.execute(insert(SessionRow), {**row, "expires_at": now + timedelta(seconds=seconds)})
    return token


def session(connection: Connection, token: str, now: datetime) -> tuple[User | None, bool]:
    """Who holds the token, None where its time is over or they are disabled; and whether it is to be renewed."""
    row = connection.execute(SESSION, {"key": key_of(token)}).first()
    if row is None or row.expires_at <= now or row.disabled_at is not None:
        return None, False
    return user_of(row), row.expires_at - now < timedelta(seconds=row.seconds) * RENEWED


def renew_session(connection: Connection, token: str, now: datetime) -> None:
    """It was used: its time begins anew."""
    row = connection.execute(SESSION, {"key": key_of(token)}).first()
    if row is not None:
        expires = now + timedelta(seconds=row.seconds)
        connection.execute(update(SessionRow).where(SessionRow.key == key_of(token)).values(expires_at=expires))


def close_session(connection: Connection, token: str) -> None:
    """Sign out."""
    connection.execute(delete(SessionRow).where(SessionRow.key == key_of(token)))


def key_of(token: str) -> bytes:
    """What is stored of a token. It is random and long, so one plain hash keeps it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def user_of(row: AnyRow) -> User:
    """The row as a value."""
    return User(row.id, row.name, Role(row.role), row.password, row.made_at, row.disabled_at)


BY_NAME: AnySelect = select(UserRow).where(UserRow.name == bindparam("name"))
SESSION: AnySelect = (
    select(
        UserRow.id,
        UserRow.name,
        UserRow.role,
        UserRow.password,
        UserRow.made_at,
        UserRow.disabled_at,
        SessionRow.expires_at,
        SessionRow.seconds,
    )
    .join(UserRow, UserRow.id == SessionRow.user_id)
    .where(SessionRow.key == bindparam("key"))
)
