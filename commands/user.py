"""`copydesk user`: who may come to a review desk that others reach, and what they may do there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.console import DEFAULT_DB, Database, Form, Output, fail, json_text, print_text, say
from commands.sheet import Heading, show_sheet
from commands.stored import reading, writing
from storage.desk_records import Role, User

if TYPE_CHECKING:
    from storage.store import Store

EPILOG = """
[bold]copydesk user ada --role operator[/] adds ada, or changes her role; a new name is asked for its password.

[bold]pass show desk/ada | copydesk user ada --password-stdin[/] takes the password from another program.

[bold]copydesk user ada --no-password --role operator[/] is for a desk behind a proxy that signs people in.

[bold]copydesk user ada --disable[/] ends her sessions and lets her in no longer; [bold]copydesk user[/] lists all.
"""


def user(  # noqa: PLR0913, PLR0917 - each is an option
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Whom to add or change; without: list.")] = None,
    role: Annotated[
        Role | None, typer.Option("--role", help="What they may do: read, or decide as well. New ones are readers.")
    ] = None,
    disable: Annotated[bool, typer.Option("--disable", help="Let them in no longer.")] = False,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the password, one line.")] = False,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="None: a proxy in front of the desk signs them in.")
    ] = False,
    db: Database = DEFAULT_DB,
    output: Form = Output.TEXT,
) -> None:
    """List, add, change or disable users of a review desk that others reach over the network.

    On your own machine `copydesk review` needs none of this. Passwords are kept as Argon2 hashes; a changed password
    ends all sessions of its user. Names stay on what they decided, also when they may not come any more.

    Behind a proxy that says who comes (`copydesk review --user-header`), users without a password get their role here;
    names that are not listed may read.
    """
    if password_stdin + no_password + disable > 1:
        raise typer.BadParameter("--password-stdin, --no-password and --disable exclude each other")
    if name is None:
        if role is not None or password_stdin or no_password or disable:
            raise typer.BadParameter("say whose: copydesk user NAME ...")
        show_users(db, output)
        return
    with writing(db) as store:
        changed = store.disable_user(name) if disable else change(store, name, role, asks(password_stdin, no_password))
    if output is Output.JSON:
        print_text(json_text(user_row(changed)))
    else:
        say(f"{changed.name}: {state(changed)}")


def asks(password_stdin: bool, no_password: bool) -> str:
    """How the password comes: "stdin", "none", or "terminal" where it is wanted at all."""
    return "stdin" if password_stdin else "none" if no_password else "terminal"


def change(store: Store, name: str, role: Role | None, how: str) -> User:
    """Add the user, or change role and password; a role alone leaves the password what it is."""
    before = store.user(name)
    new_role = role or (before.role if before else Role.READER)
    if before is not None and role is not None and how == "terminal":
        return store.put_user(name, new_role, before.password)
    return store.put_user(name, new_role, None if how == "none" else new_hash(password(how)))


def password(how: str) -> str:
    """The new password, from standard input or asked for twice."""
    if how == "stdin":
        return sys.stdin.readline().rstrip("\r\n")
    if not is_terminal():
        fail("there is no terminal to ask for a password", "use --password-stdin, or --no-password behind a proxy")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


def is_terminal() -> bool:
    """Can somebody be asked?"""
    return sys.stdin.isatty()


def new_hash(word: str) -> str:
    """The password's hash; the command ends where it is too short."""
    try:
        from review.access.passwords import LONGEST, SHORTEST, hashed
    except ImportError:
        fail("the review desk is not installed", "run: pip install 'copydesk[review]'")
    if not SHORTEST <= len(word) <= LONGEST:
        fail(f"a password has {SHORTEST} to {LONGEST} characters; this one has {len(word)}")
    return hashed(word)


def show_users(db: str, output: Output) -> None:
    """All users."""
    with reading(db) as store:
        found = store.users()
    if output is Output.JSON:
        for one in found:
            print_text(json_text(user_row(one)))
    elif found:
        rows = [(one.name, one.role.value, password_word(one), f"{one.made_at:%Y-%m-%d}", state(one)) for one in found]
        headings = (Heading("name"), Heading("role"), Heading("password"), Heading("since"), Heading("state"))
        show_sheet(f"{len(found)} users", headings, rows)
    else:
        say("no users: the desk is for this machine alone; `copydesk user NAME --role operator` adds one")


def password_word(one: User) -> str:
    """Is there a password?"""
    return "yes" if one.password else "by proxy"


def state(one: User) -> str:
    """What holds for them now."""
    if one.disabled_at is not None:
        return f"may not come since {one.disabled_at:%Y-%m-%d}"
    return f"{one.role.value}, {'with a password' if one.password else 'known to the proxy alone'}"


def user_row(one: User) -> dict[str, Any]:
    """A user as JSON, without the hash."""
    return {
        "name": one.name,
        "role": one.role.value,
        "password": one.password is not None,
        "made_at": one.made_at.isoformat(),
        "disabled_at": one.disabled_at and one.disabled_at.isoformat(),
    }
