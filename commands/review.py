"""`copydesk review`: the desk on which flagged articles are read and settled, as a web page."""

from __future__ import annotations

import socket
import webbrowser
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from cleaning.values import CopydeskError
from commands.console import DEFAULT_DB, Database, fail, print_text, say
from commands.stored import reading, writing
from commands.verdict import user_name

if TYPE_CHECKING:
    from review.access.ways import Access
    from storage.store import Store

EPILOG = """
[bold]copydesk review[/] serves the desk to you alone, at http://127.0.0.1:8310/. Press ? on any page for its keys.

[bold]copydesk user ada --role operator[/], [bold]copydesk review --host 0.0.0.0 --host-name desk.example[/] open it to
a team that signs in with passwords.

[bold]copydesk review --user-header X-Remote-User --trusted-proxy 127.0.0.1 --host-name desk.example --https[/] leaves
signing in to a reverse proxy on the same machine.
"""
PORT = 8310
ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to
STOP_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the desk shall be reached.

    Attributes:
        host, port: to bind to.
        names: Host headers to answer beside the address itself.
        user_header: by which a proxy names the user; "" = none does.
        proxies: addresses whose headers are believed.
        prefix: path under which a proxy offers the desk.
    """

    host: str
    port: int
    names: tuple[str, ...] = ()
    user_header: str = ""
    proxies: tuple[str, ...] = ()
    https: bool = False
    prefix: str = ""


def review(  # noqa: PLR0913, PLR0917 - each is an option
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to serve at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 = any that is free.")] = PORT,
    host_name: Annotated[
        list[str] | None, typer.Option("--host-name", metavar="NAME", help="A name under which browsers ask for it.")
    ] = None,
    user_header: Annotated[
        str, typer.Option("--user-header", metavar="NAME", help="Header in which a reverse proxy names the user.")
    ] = "",
    trusted_proxy: Annotated[
        list[str] | None, typer.Option("--trusted-proxy", metavar="ADDRESS", help="Whose headers are believed.")
    ] = None,
    https: Annotated[bool, typer.Option("--https", help="Browsers come by HTTPS alone: mark cookies so.")] = False,
    prefix: Annotated[str, typer.Option("--prefix", metavar="PATH", help="Path below which a proxy offers it.")] = "",
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open it in a browser.")] = False,
    db: Database = DEFAULT_DB,
) -> None:
    """Serve the review desk: a queue of flagged articles, each with its reasons, siblings and one key per verdict.

    On your own machine nobody signs in: verdicts carry your user's name. Beyond it the desk opens only with users that
    have passwords (`copydesk user`), or behind a reverse proxy that says who comes; operators decide, readers read.

    Ctrl-C ends it. Everything that was decided is stored at once.
    """
    wanted = Wanted(
        host, port, tuple(host_name or ()), user_header, tuple(trusted_proxy or ()), https=https, prefix=prefix
    )
    if user_header and not trusted_proxy:
        raise typer.BadParameter("--user-header needs --trusted-proxy: anybody else could write the header")
    try:
        import uvicorn  # noqa: F401
    except ImportError:
        fail("the review desk is not installed", "run: pip install 'copydesk[review]'")
    with reading(db):
        pass  # a database that is not there is no empty desk
    with writing(db) as store, listening(wanted) as listener:
        access = access_for(store, wanted, listener.getsockname()[1])
        serve(store, access, listener, open_browser=browser)


def listening(wanted: Wanted) -> socket.socket:
    """A socket at the address that was asked for."""
    try:
        kind, *_, address = socket.getaddrinfo(wanted.host, wanted.port, type=socket.SOCK_STREAM)[0]
    except OSError:
        fail(f"{wanted.host} is no address of this machine", "--host 127.0.0.1 serves you alone")
    listener = socket.socket(kind, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError as error:
        listener.close()
        fail(f"cannot serve at {wanted.host} port {wanted.port}: {error.strerror}", "--port 0 takes a free one")
    return listener


def access_for(store: Store, wanted: Wanted, port: int) -> Access:
    """Who may come; CopydeskError where that would be everybody."""
    from review.access.ways import Access, Way, is_loopback, networks, own_hosts, prefix_of

    is_own = is_loopback(wanted.host) and not wanted.names and not wanted.user_header
    way = Way.OWN if is_own else Way.HEADER if wanted.user_header else Way.PASSWORD
    if way is Way.PASSWORD and not any(user.password and user.disabled_at is None for user in store.users()):
        raise CopydeskError(
            "others could reach this desk, and nobody has a password: run `copydesk user NAME --role operator` first, "
            "or name the header of a reverse proxy with --user-header"
        )
    if wanted.host in ANYWHERE and not wanted.names:
        raise CopydeskError("say under which name browsers ask for this desk: --host-name desk.example")
    bound = f"[{wanted.host}]:{port}" if ":" in wanted.host else f"{wanted.host}:{port}"
    return Access(
        way=way,
        hosts=(*own_hosts(port), bound, *map(str.lower, wanted.names)),
        who=user_name(),
        user_header=wanted.user_header,
        proxies=networks(wanted.proxies),
        https=wanted.https,
        prefix=prefix_of(wanted.prefix),
    )


def serve(store: Store, access: Access, listener: socket.socket, *, open_browser: bool) -> None:
    """Serve until interrupted."""
    import uvicorn

    from review.access.ways import Way
    from review.app import make_app

    address = address_of(access, listener)
    unread = store.unread()
    if unread:
        say(f"{unread:,} articles of before this release are not searched yet: `copydesk migrate` indexes their words")
    print_text(f"Review desk of {store.where} at {address}")
    if access.way is Way.PASSWORD and not access.https:
        say("passwords go over the network as they are: put HTTPS in front of this desk and say so with --https")
    config = uvicorn.Config(
        make_app(store, access),
        log_config=None,
        access_log=False,
        proxy_headers=False,  # review.access believes those that it was told to
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    if open_browser:
        webbrowser.open(address)
    with suppress(KeyboardInterrupt):  # uvicorn raises the signal again, mostly
        uvicorn.Server(config).run(sockets=[listener])
    say("the desk is closed")


def address_of(access: Access, listener: socket.socket) -> str:
    """Where a browser on this machine finds the desk."""
    port = listener.getsockname()[1]
    host = "[::1]" if listener.getsockname()[0] == "::1" else "127.0.0.1"
    bound = listener.getsockname()[0]
    if bound not in {*ANYWHERE, "127.0.0.1", "::1"}:
        host = f"[{bound}]" if ":" in bound else bound
    return f"http://{host}:{port}{access.prefix}/"
