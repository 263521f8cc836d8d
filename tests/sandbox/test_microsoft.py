"""The small Microsoft 365 refuses what Microsoft refuses, and whatever it does not know."""

import ssl
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from sandbox.microsoft.certificate import Certificate
from sandbox.microsoft.server import Serving, serve
from sandbox.microsoft.settings import Account, Contact, Settings
from sandbox.microsoft.tenant import Fault

PAT = Contact("Pat Trust", "pat@trust.example")
JO = Account("Jo Lee", mail="jo@health.example", manager=PAT.id)
SAM = Account("Sam O'Neil", mail="sam.o'neil@health.example", manager=JO.id)
ROUND = Account("Rob Round", manager=Account("Rob Round").id)
SETTINGS = Settings((SAM, JO, ROUND), (PAT,))
LEVELS = {"$expand": "manager($levels=max;$select=id,displayName)", "$count": "true"}
EVENTUAL = {"ConsistencyLevel": "eventual"}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate.made_in(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module")
def serving(certificate: Certificate) -> Iterator[Serving]:
    serving = serve(SETTINGS, certificate)
    yield serving
    serving.stop()


@pytest.fixture
def office(serving: Serving) -> Serving:
    serving.serves(SETTINGS)
    return serving


@pytest.fixture
def http(office: Serving, certificate: Certificate) -> Iterator[httpx.Client]:
    """Somebody who trusts its certificate."""
    trusting = ssl.create_default_context(cafile=str(certificate.file))
    with httpx.Client(base_url=office.url, verify=trusting, trust_env=False) as client:
        yield client


def form(office: Serving, **changed: str) -> dict[str, str]:
    return {
        "grant_type": "client_credentials",
        "client_id": SETTINGS.client_id,
        "client_secret": SETTINGS.client_secret,
        "scope": f"{office.url}.default",
    } | changed


def token(office: Serving, http: httpx.Client) -> str:
    given = http.post(f"{SETTINGS.tenant}/oauth2/v2.0/token", data=form(office)).json()
    return str(given["access_token"])


@pytest.fixture
def ask(office: Serving, http: httpx.Client) -> Any:
    """Asks Graph with a good token."""
    bearer = {"Authorization": f"Bearer {token(office, http)}"}

    def ask(path: str, headers: dict[str, str] | None = None, **params: str) -> httpx.Response:
        named = {f"${name}": value for name, value in params.items()}
        return http.get(f"v1.0/{path}", params=named, headers=bearer | (headers or {}))

    return ask


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_the_login_says_where_tokens_are_given(http, office):
    said = http.get(f"{SETTINGS.domain}/v2.0/.well-known/openid-configuration").json()

    assert said["token_endpoint"] == f"{office.url}{SETTINGS.tenant}/oauth2/v2.0/token"


@pytest.mark.parametrize(
    ("changed", "status", "error", "number"),
    [
        ({"grant_type": "password"}, 400, "unsupported_grant_type", 70003),
        ({"client_id": "another"}, 400, "unauthorized_client", 700016),
        ({"client_secret": "wrong"}, 401, "invalid_client", 7000215),
        ({"scope": "https://elsewhere/.default"}, 400, "invalid_resource", 500011),
    ],
)
def test_the_login_refuses_what_is_wrong_in_a_form(http, office, changed, status, error, number):
    answer = http.post(f"{SETTINGS.tenant}/oauth2/v2.0/token", data=form(office, **changed))

    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["error_codes"] == [number]


@pytest.mark.parametrize("path", ["v2.0/.well-known/openid-configuration", "oauth2/v2.0/token"])
def test_the_login_knows_no_other_tenant(http, office, path):
    method = "POST" if path.endswith("token") else "GET"
    answer = http.request(method, f"another/{path}", data=form(office))

    assert answer.json()["error_codes"] == [90002]


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer made-up"}])
def test_graph_wants_a_token_that_the_login_gave(http, header):
    assert code(http.get("v1.0/users", headers=header)) == (401, "InvalidAuthenticationToken")


def test_a_token_that_is_forgotten_is_not_taken(ask, office):
    office.tenant.forgets_its_tokens()

    assert code(ask("users")) == (401, "InvalidAuthenticationToken")


@pytest.mark.parametrize(
    ("path", "params", "refused"),
    [
        ("groups", {}, (400, "BadRequest")),
        ("users/{sam}/manger", {}, (400, "BadRequest")),
        ("users", {"search": "x"}, (400, "BadRequest")),
        ("users", {"top": "0"}, (400, "BadRequest")),
        ("users", {"filter": "mail eq 'sam.o'neil@health.example'"}, (400, "BadRequest")),
        ("users", {"filter": "mail ne 'a'"}, (400, "BadRequest")),
        ("users/{sam}", {"select": "id,shoeSize"}, (400, "BadRequest")),
        ("users/{sam}", {"select": "id,manager"}, (400, "BadRequest")),
        ("users/{sam}", {"expand": "directReports"}, (400, "BadRequest")),
        ("users/{sam}", {"expand": "manager($depth=2)"}, (400, "BadRequest")),
        ("users/{sam}", {"expand": "manager($select=shoeSize)"}, (400, "BadRequest")),
        ("users/{sam}/manager", {"levels": "max"}, (400, "BadRequest")),
        ("users/nobody@health.example", {}, (404, "Request_ResourceNotFound")),
        ("users/nobody/manager", {}, (404, "Request_ResourceNotFound")),
    ],
)
def test_graph_refuses_what_it_does_not_know(ask, path, params, refused):
    assert code(ask(path.format(sam=SAM.id), **params)) == refused


@pytest.mark.parametrize(
    ("headers", "count", "levels"),
    [({}, "true", "max"), (EVENTUAL, "false", "max"), (EVENTUAL, "true", "1001")],
)
def test_managers_above_the_first_need_the_header_the_count_and_a_number(
    ask, headers, count, levels
):
    expand = f"manager($levels={levels})"

    assert ask(f"users/{SAM.id}", headers, expand=expand, count=count).status_code == 400


def test_an_address_is_found_with_its_apostrophe_doubled(ask):
    found = ask("users", filter="mail eq 'SAM.o''neil@health.example'").json()["value"]

    assert [each["id"] for each in found] == [SAM.id]


def test_what_is_not_asked_for_is_not_given(ask):
    assert set(ask(f"users/{SAM.id}").json()) == {
        *("@odata.context", "id", "displayName", "mail", "userPrincipalName"),
    }
    assert ask(f"users/{SAM.id}", select="accountEnabled").json()["accountEnabled"] is True


def test_a_manager_has_a_kind_and_may_be_a_contact(ask):
    kinds = [ask(f"users/{each.id}/manager").json()["@odata.type"] for each in (SAM, JO)]

    assert kinds == ["#microsoft.graph.user", "#microsoft.graph.orgContact"]


def test_managers_stand_within_one_another_up_to_a_contact(ask):
    sam = ask(f"users/{SAM.id}", EVENTUAL, expand=LEVELS["$expand"], count="true").json()

    assert sam["manager"]["manager"]["displayName"] == "Pat Trust"
    assert "manager" not in sam["manager"]["manager"]


@pytest.mark.parametrize("levels", ["3", "4", "max"])
def test_a_circle_goes_round_and_ends(ask, levels):
    expand = f"manager($levels={levels})"
    rob = ask(f"users/{ROUND.id}", EVENTUAL, expand=expand, count="true").json()

    assert rob["manager"]["manager"]["manager"]["id"] == ROUND.id
    assert ("manager" in rob["manager"]["manager"]["manager"]) == (levels != "3")


@pytest.mark.parametrize(
    ("switch", "path", "refused"),
    [
        ("User.Read.All", "users", "Authorization_RequestDenied"),
        ("User.Read.All", "users/{sam}", "Authorization_RequestDenied"),
        ("User.Read.All", "users/{sam}/manager", "Authorization_RequestDenied"),
        (
            "MailboxSettings.Read",
            "users/{sam}/mailboxSettings/automaticRepliesSetting",
            "ErrorAccessDenied",
        ),
    ],
)
def test_each_permission_can_be_taken_away(ask, office, switch, path, refused):
    office.tenant.permissions.discard(switch)

    assert code(ask(path.format(sam=SAM.id))) == (403, refused)


def test_it_can_be_too_busy_and_then_down_and_then_well_again(ask, office):
    office.tenant.goes_wrong(Fault(429, "7"), Fault(503))

    busy, down, well = (ask("users") for _ in range(3))

    assert (busy.status_code, busy.headers["Retry-After"]) == (429, "7")
    assert (down.status_code, well.status_code) == (503, 200)


def test_nobody_may_write(http):
    assert http.post("v1.0/users", json={}).status_code == 405
