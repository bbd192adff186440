"""Who may come to the desk and what they may do: names, tokens, roles, sessions, proxies, and every refusal."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from argon2 import PasswordHasher

from review.access import passwords
from review.access.guard import HEADERS
from review.access.passwords import hashed
from review.access.throttle import MOST_BY_ADDRESS, MOST_BY_BOTH, WINDOW_SECONDS, Throttle
from review.access.ways import Access, Way
from review.pages import STATIC, digest
from storage.desk_records import Role
from storage.errors import StoreError
from storage.queries import FlagQuery
from storage.records import Event
from storage.store import Store
from tests.deskserver import HOST, Visitor, visitor

PASSWORD = "correct horse battery"
PROXY = "10.0.0.7"
TEAM = Access(Way.PASSWORD, (HOST,))
BEHIND = Access(Way.HEADER, (HOST,), user_header="X-Remote-User", proxies=(ip_network(PROXY),))


@pytest.fixture
def store(desk_store: Store) -> Store:
    return desk_store


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 with its least settings: what it costs is its own matter."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(1, 8, 1))
    passwords.nobody.cache_clear()


def flagged(store: Store) -> int:
    return store.flags(FlagQuery())[0].id


def decide(who: Visitor, store: Store, **more: object) -> int:
    """Try to judge the first flagged article; the status."""
    fields = {"article": flagged(store), "verdict": "fine", "newest": 0, **more}
    return who.post("/queue/decide", fields).status_code


def test_on_ones_own_machine_nobody_signs_in(store: Store) -> None:
    ada = visitor(store)
    assert ada.get("/").status_code == 200
    assert decide(ada, store) == 303
    assert store.recent("ada")[0][1].event is Event.FINE


@pytest.mark.parametrize("path", ["/", "/api/", "/nothing", "/api/nothing", "/static/desk.css", "/api/openapi.json"])
def test_every_answer_has_its_headers(store: Store, path: str) -> None:
    answer = visitor(store).get(path)
    for name, value in HEADERS:
        assert answer.headers[name] == ("no-cache" if (name, path) == ("cache-control", "/static/desk.css") else value)
    assert "server" not in answer.headers


def test_static_files_are_kept_while_their_address_names_their_content(store: Store) -> None:
    ada = visitor(store)
    first = ada.get(f"/static/desk.css?{digest('desk.css')}")
    assert "immutable" in first.headers["cache-control"]
    again = ada.get("/static/desk.css", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.headers["cache-control"]) == (304, "no-cache")
    assert ada.get("/static/../app.py").status_code == 404
    assert ada.get("/static/%2e%2e/app.py").status_code == 404
    assert {file.name for file in STATIC.iterdir()} >= {"desk.css", "desk.js", "htmx.min.js"}


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:8310", "localhost:1", "evil.example#127.0.0.1:8310", ""]
)
def test_a_name_that_is_not_ours_is_not_answered(store: Store, host: str) -> None:
    for path in ("/", "/api/session", "/static/desk.css"):
        answer = visitor(store).get(path, headers={"Host": host})
        assert answer.status_code == 421
        assert "ada" not in answer.text


def test_a_form_without_its_token_does_nothing(store: Store) -> None:
    ada, bob = visitor(store), visitor(store)
    assert decide(ada, store, token="") == 403
    assert decide(ada, store, token=bob.token()) == 403
    ada.client.cookies.clear()
    assert ada.client.post("/undo", data={"token": bob.token()}).status_code == 403
    assert not store.recent("ada")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Sec-Fetch-Site", "none"),
        ("Origin", "https://evil.example"),
        ("Origin", "http://127.0.0.1:8311"),
    ],
)
def test_a_page_of_another_origin_does_nothing(store: Store, name: str, value: str) -> None:
    ada = visitor(store)
    fields = {"article": flagged(store), "verdict": "fine", "newest": 0}
    for path in ("/queue/decide", "/api/queue/decide"):
        assert ada.post(path, fields, headers={name: value}).status_code == 403
    assert not store.recent("ada")


def test_our_own_origin_is_believed(store: Store) -> None:
    ada = visitor(store)
    fields = {"article": flagged(store), "verdict": "fine", "newest": 0}
    for headers in ({"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}, {"Origin": "null"}):
        assert ada.post("/queue/decide", fields, headers=headers).status_code == 303


def test_cookies_are_read_by_no_script_and_sent_by_no_other_site(store: Store) -> None:
    given = visitor(store).get("/").headers["set-cookie"]
    assert "HttpOnly" in given
    assert "SameSite=strict" in given
    assert "Secure" not in given
    assert "Secure" in visitor(store, Access(hosts=(HOST,), https=True)).get("/").headers["set-cookie"]


def test_a_proxy_that_is_believed_tells_of_https(store: Store) -> None:
    store.put_user("ada", Role.OPERATOR)
    headers = {"X-Remote-User": "ada", "X-Forwarded-Proto": "https"}
    assert "Secure" in visitor(store, BEHIND, PROXY).get("/", headers=headers).headers["set-cookie"]
    told_by_anybody = visitor(store, TEAM).get("/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert "Secure" not in told_by_anybody.headers["set-cookie"]


@pytest.mark.parametrize("prefix", ["", "/desk"])
def test_a_desk_under_a_prefix_is_found_whether_the_proxy_takes_it_away_or_not(store: Store, prefix: str) -> None:
    ada = visitor(store, Access(hosts=(HOST,), who="ada", prefix="/desk"))
    page = ada.get(f"{prefix}/")
    assert page.status_code == 200
    assert 'href="/desk/static/desk.css?' in page.text
    assert "Path=/desk;" in page.headers["set-cookie"]
    assert ada.get(f"{prefix}/static/desk.css").status_code == 200
    assert 'href="/desk/"' in page.text


def test_after_an_action_one_stays_under_the_prefix(store: Store) -> None:
    ada = visitor(store, Access(hosts=(HOST,), who="ada", prefix="/desk"))
    token = ada.get("/desk/api/session").json()["token"]
    fields = {"article": flagged(store), "verdict": "fine", "newest": 0, "token": token}
    done = ada.client.post("/desk/queue/decide", data=fields, follow_redirects=False)
    assert done.headers["location"] == "/desk/"


@pytest.mark.parametrize("is_own", [True, False])
def test_what_the_database_says_of_itself_is_told_on_ones_own_machine_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch, *, is_own: bool
) -> None:
    def fail(_store: Store, _query: object) -> None:
        raise StoreError("sqlite:////srv/secret.db: the disk is full")

    monkeypatch.setattr(Store, "queue", fail)
    who = visitor(store) if is_own else visitor(store, BEHIND, PROXY)
    answer = who.get("/api/", headers={"X-Remote-User": "ada"})
    assert answer.status_code == 503
    assert ("secret" in answer.text) is is_own


# Beyond loopback: passwords


def sign_in(who: Visitor, name: str, password: str, to: str = "/") -> int:
    """Try it; the status."""
    page = who.get("/sign-in").text
    token = page.split('name="token" value="')[1].split('"')[0]
    fields = {"name": name, "password": password, "to": to, "token": token}
    return who.client.post("/sign-in", data=fields, follow_redirects=False).status_code


@pytest.fixture
def team(store: Store) -> Store:
    store.put_user("ada", Role.OPERATOR, hashed(PASSWORD))
    store.put_user("rae", Role.READER, hashed(PASSWORD))
    return store


def test_nobody_gets_in_without_signing_in(team: Store) -> None:
    stranger = visitor(team, TEAM)
    sent = stranger.get("/?site=harbour.example")
    assert (sent.status_code, sent.headers["location"]) == (303, "/sign-in?to=%2F%3Fsite%3Dharbour.example")
    for path in ("/api/", "/api/session", "/api/facets"):
        assert stranger.get(path).json()["error"]["name"] == "unauthorized"
    assert stranger.client.post("/undo", data={}, follow_redirects=False).status_code == 403


def test_operators_decide_and_readers_read(team: Store) -> None:
    ada, rae = visitor(team, TEAM), visitor(team, TEAM)
    assert sign_in(ada, "ada", PASSWORD) == 303
    assert decide(ada, team) == 303
    assert team.recent("ada")[0][1].who == "ada"
    assert sign_in(rae, "rae", PASSWORD) == 303
    page = rae.get("/").text
    assert "(reader)" in page
    assert 'value="garbled"' not in page
    assert "Not an article" not in page
    assert "(reader)" not in ada.get("/").text
    assert decide(rae, team) == 403
    assert rae.call("/api/undo", {"decision": 1}).json()["error"]["name"] == "forbidden"


def test_signing_out_ends_the_session_everywhere(team: Store) -> None:
    ada = visitor(team, TEAM)
    sign_in(ada, "ada", PASSWORD)
    session = ada.client.cookies["copydesk_session"]
    assert ada.post("/sign-out").headers["location"] == "/sign-in"
    assert "copydesk_session" not in ada.client.cookies
    ada.client.cookies.set("copydesk_session", session)
    assert ada.get("/").status_code == 303


def test_who_was_signed_out_meanwhile_is_led_to_signing_in(team: Store) -> None:
    ada = visitor(team, TEAM)
    sign_in(ada, "ada", PASSWORD)
    team.disable_user("ada")
    token = ada.get("/sign-in").text.split('name="token" value="')[1].split('"')[0]
    answer = ada.client.post("/undo", data={"token": token, "decision": 1})
    assert answer.status_code == 401
    assert 'href="/sign-in"' in answer.text
    assert ada.get("/facets", headers={"HX-Request": "true"}).status_code == 401


def test_who_was_disabled_is_out_at_once(team: Store) -> None:
    ada = visitor(team, TEAM)
    sign_in(ada, "ada", PASSWORD)
    team.disable_user("ada")
    assert ada.get("/").status_code == 303
    assert sign_in(ada, "ada", PASSWORD) == 401


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(team: Store) -> None:
    pages = []
    for name, password in (("ada", "wrong"), ("nobody", "wrong"), ("rae", "")):
        who = visitor(team, TEAM)
        token = who.get("/sign-in").text.split('name="token" value="')[1].split('"')[0]
        answer = who.client.post("/sign-in", data={"name": name, "password": password, "token": token})
        assert answer.status_code == 401
        assert "copydesk_session" not in answer.cookies
        pages.append(answer.text.replace(f'value="{name}"', "NAME").replace(token, "TOKEN"))
    assert pages[0] == pages[1] == pages[2]


def test_a_name_without_a_password_takes_as_much_work(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = []

    class Counting:
        def verify(self, hash_: str, password: str) -> bool:
            checked.append(hash_)
            return PasswordHasher().verify(hash_, password)

        def hash(self, password: str) -> str:
            return PasswordHasher(1, 8, 1).hash(password)

    monkeypatch.setattr(passwords, "HASHER", Counting())
    assert not passwords.is_right(None, "anything")
    assert not passwords.is_right("no hash at all", "anything")
    assert passwords.is_right(hashed(PASSWORD), PASSWORD)
    assert len(checked) == 3


def test_passwords_cannot_be_tried_for_long(team: Store) -> None:
    thief = visitor(team, TEAM)
    assert [sign_in(thief, "ada", "guess") for _ in range(MOST_BY_BOTH)] == [401] * MOST_BY_BOTH
    assert sign_in(thief, "ada", PASSWORD) == 429
    assert sign_in(thief, "nobody", "guess") == 401


def test_one_goes_on_to_nothing_but_the_desk(team: Store) -> None:
    ada = visitor(team, TEAM)
    token = ada.get("/sign-in").text.split('name="token" value="')[1].split('"')[0]
    fields = {"name": "ada", "password": PASSWORD, "to": "//evil.example/", "token": token}
    assert ada.client.post("/sign-in", data=fields, follow_redirects=False).headers["location"] == "/"
    assert "evil" not in visitor(team, TEAM).get("/sign-in?to=https://evil.example").text


def test_the_token_of_before_signing_in_is_worth_nothing_after_it(team: Store) -> None:
    ada = visitor(team, TEAM)
    before = ada.get("/sign-in").text.split('name="token" value="')[1].split('"')[0]
    sign_in(ada, "ada", PASSWORD)
    assert decide(ada, team, token=before) == 403


def test_attempts_are_counted_by_name_and_by_address() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    for number in range(MOST_BY_ADDRESS):
        assert throttle.wait(f"name {number}", "10.0.0.1") == 0
        throttle.fail(f"name {number}", "10.0.0.1")
    assert throttle.wait("another", "10.0.0.1") > 0
    assert throttle.wait("another", "10.0.0.2") == 0
    now[0] = WINDOW_SECONDS + 1
    assert throttle.wait("another", "10.0.0.1") == 0


def test_who_knows_the_password_is_not_held_up_by_their_own_visits() -> None:
    throttle = Throttle(lambda: 0.0)
    for _ in range(3 * MOST_BY_ADDRESS):
        throttle.fail("ada", "10.0.0.1")
        throttle.succeed("ada", "10.0.0.1")
    assert throttle.wait("ada", "10.0.0.1") == 0


# Beyond loopback: a proxy


def test_the_proxy_says_who_comes_and_the_table_what_they_may_do(store: Store) -> None:
    store.put_user("ada", Role.OPERATOR)
    at_proxy = visitor(store, BEHIND, PROXY)
    at_proxy.client.headers["X-Remote-User"] = "ada"
    assert decide(at_proxy, store) == 303
    at_proxy.client.headers["X-Remote-User"] = "somebody"
    assert at_proxy.get("/api/session").json()["may_decide"] is False
    store.disable_user("ada")
    at_proxy.client.headers["X-Remote-User"] = "ada"
    assert at_proxy.get("/").status_code == 403


def test_nobody_else_may_write_the_proxys_header(store: Store) -> None:
    store.put_user("ada", Role.OPERATOR)
    for address in ("10.0.0.8", "127.0.0.1"):
        forger = visitor(store, BEHIND, address)
        assert forger.get("/", headers={"X-Remote-User": "ada"}).status_code == 403
    at_proxy = visitor(store, BEHIND, PROXY)
    assert at_proxy.get("/").status_code == 403
    assert at_proxy.get("/", headers=[("X-Remote-User", "ada"), ("X-Remote-User", "eve")]).status_code == 403


def test_names_may_be_written_in_any_script(store: Store) -> None:
    store.put_user("Zoë", Role.OPERATOR)
    session = visitor(store, BEHIND, PROXY).get("/api/session", headers={"X-Remote-User": "Zoë".encode()})
    assert session.json() == {"who": "Zoë", "may_decide": True, "token": session.json()["token"]}
