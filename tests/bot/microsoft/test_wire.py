"""The wire: what is waited for, what is an outage, what is a refusal, and that no name is logged."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from pydantic import SecretStr

from bot import logs
from bot.microsoft.graph import Graph
from escalation.directory.accounts import NotAllowed, NotAvailable
from sandbox.microsoft.tenant import Fault
from tests.bot.microsoft.organisation import SAM, SETTINGS

MONDAY = "Mon, 02 Mar 2026 09:00:00 GMT"
IN_TWO_SECONDS = "Mon, 02 Mar 2026 09:00:02 GMT"


def refused(graph: Graph) -> NotAvailable:
    with pytest.raises(NotAvailable) as outage:
        graph.account(SAM.id)
    return outage.value


@pytest.mark.parametrize("at", ["graph", "login"])
@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("retry_after", "date"),
    [("2", ""), (IN_TWO_SECONDS, MONDAY), ("Tue, 03 Mar 2026 02:10:02 GMT", "")],
    ids=["seconds", "a date by the server's clock", "a date by our own"],
)
def test_whoever_is_asked_to_wait_a_little_waits(
    graph, office, clock, at, status, retry_after, date
):
    office.tenant.goes_wrong(Fault(status, retry_after, times=2, at=at, date=date))

    assert graph.account(SAM.id).name == "Sam Reed"
    assert clock.waits == [2, 2]


@pytest.mark.parametrize(("asked", "after"), [("60", 60), ("86400", 3600)])
def test_nobody_is_kept_waiting_for_long_but_told_when_to_ask_again(
    graph, office, clock, asked, after
):
    office.tenant.goes_wrong(Fault(429, asked))

    outage = refused(graph)

    assert (outage.why, outage.after) == ("Microsoft Graph has been asked too often.", after)
    assert clock.waits == []


def test_several_short_waits_do_not_add_up_to_a_long_one(graph, office, clock):
    office.tenant.goes_wrong(Fault(429, "6", times=9))

    assert refused(graph).after == 6
    assert clock.waits == [6]


def test_waits_of_nothing_end(graph, office, clock):
    office.tenant.goes_wrong(Fault(429, "0", times=99))

    refused(graph)

    assert clock.waits == [0, 0, 0]


def test_until_then_graph_is_not_asked_again(graph, office, clock):
    office.tenant.goes_wrong(Fault(429, "60"))
    refused(graph)
    office.tenant.asked.clear()
    clock.seconds += 20

    assert refused(graph).after == 40
    assert office.tenant.asked == []

    clock.seconds += 41
    assert graph.account(SAM.id).name == "Sam Reed"


@pytest.mark.parametrize("retry_after", ["", "soon", "nan", "Mon, 99 Mar"])
@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_when_nothing_is_said_of_when_to_ask_again_it_is_a_minute(
    graph, office, status, retry_after
):
    office.tenant.goes_wrong(Fault(status, retry_after))

    assert refused(graph).after == 60


def test_an_outage_of_graph_is_said(graph, office):
    office.tenant.goes_wrong(Fault(503))

    assert refused(graph).why == "Microsoft Graph is not at work (it answered 503)."


def test_when_nobody_answers_at_all_that_is_said(wires, clock, leaving):
    graph = Graph(
        wires(graph_url=f"{leaving.url}v1.0/", graph_authority=leaving.url),
        clock,
        automatic_replies=False,
    )
    graph.account(SAM.id)
    leaving.stop()

    assert refused(graph).why == "Microsoft Graph cannot be reached."


def test_when_the_login_cannot_be_reached_that_is_said(wires, clock, leaving):
    leaving.stop()

    with pytest.raises(NotAvailable, match="Microsoft's login cannot be reached"):
        wires(graph_authority=leaving.url).log_in()


@pytest.mark.parametrize("asked", ["discovery", "token"])
@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_login_that_is_down_is_an_outage_and_over_when_it_is_over(
    graph, wire, office, clock, asked, status
):
    if asked == "token":
        wire.log_in()
        office.tenant.forgets_its_tokens()
    office.tenant.goes_wrong(Fault(status, at="login"))

    assert "Microsoft's login" in refused(graph).why

    assert graph.account(SAM.id).name == "Sam Reed"


@pytest.mark.parametrize("at", ["graph", "login"])
@pytest.mark.parametrize("body", ["<html>Sign in to the hotel</html>", "[]", "[" * 100_000])
def test_what_is_no_answer_is_never_taken_for_one(graph, wire, office, at, body):
    if at == "graph":
        wire.log_in()
    office.tenant.goes_wrong(Fault(200, at=at, body=body))

    with pytest.raises((NotAvailable, NotAllowed)):
        graph.account(SAM.id)


def test_one_token_serves_every_question(graph, office):
    for _ in range(3):
        graph.chain(SAM.id)

    assert office.tenant.tokens_given == 1


def test_many_who_ask_at_once_share_one_login(graph, office):
    with ThreadPoolExecutor(8) as threads:
        lines = list(threads.map(graph.chain, [SAM.id] * 16))

    assert {len(line.accounts) for line in lines} == {3}
    assert (office.tenant.tokens_given, office.tenant.asked.count("discovery")) == (1, 1)


def test_nothing_is_asked_before_something_is_asked(wire, office):
    assert office.tenant.asked == []


def test_a_token_that_is_no_longer_taken_is_made_new_once(graph, office):
    graph.account(SAM.id)
    office.tenant.forgets_its_tokens()

    assert graph.account(SAM.id).name == "Sam Reed"
    assert office.tenant.tokens_given == 2


def test_a_new_token_that_is_not_taken_either_is_a_refusal(graph, office):
    office.tenant.goes_wrong(Fault(401, times=2))

    with pytest.raises(NotAllowed, match="does not accept the token"):
        graph.account(SAM.id)
    assert office.tenant.tokens_given == 2


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"graph_client_secret": SecretStr("wrong")}, "the secret is wrong"),
        ({"graph_client_id": "another"}, "it knows no such application"),
        ({"graph_tenant": "another"}, "knows no such tenant: see ESCALATE_GRAPH_TENANT"),
    ],
)
def test_a_login_that_refuses_names_the_setting(wires, changed, why):
    with pytest.raises(NotAllowed, match=why):
        wires(**changed).log_in()


def test_a_refusal_that_is_not_known_is_said_by_its_number(wire, office):
    body = '{"error": "invalid_grant", "error_description": "Sam Reed", "error_codes": [50034]}'
    wire.log_in()
    office.tenant.forgets_its_tokens()
    office.tenant.goes_wrong(Fault(400, at="login", body=body))

    with pytest.raises(NotAllowed) as refusal:
        wire.get("users")

    assert refusal.value.why == "Microsoft's login refuses: its reason is AADSTS50034."


def test_another_graph_than_the_token_is_for_is_named(wires, office):
    elsewhere = office.url.replace("127.0.0.1", "localhost")

    with pytest.raises(NotAllowed, match="ESCALATE_GRAPH_URL"):
        wires(graph_url=f"{elsewhere}v1.0/").log_in()


def test_the_tenant_may_be_given_by_its_domain(wires, office):
    wires(graph_tenant=SETTINGS.domain).log_in()

    assert office.tenant.tokens_given == 1


def test_a_question_that_graph_does_not_take_is_a_refusal(wire):
    with pytest.raises(NotAllowed, match=r"does not take the question \(BadRequest\)"):
        wire.get("users", SAM.id, "manger")


def test_a_certificate_that_nobody_vouches_for_is_not_believed(wires, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)

    with pytest.raises(NotAvailable, match="login cannot be reached"):
        wires().log_in()


def test_certificates_that_cannot_be_read_are_named(wires, monkeypatch, tmp_path):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "nowhere.pem"))

    with pytest.raises(NotAllowed, match="SSL_CERT_FILE"):
        wires().log_in()


@pytest.mark.parametrize("level", ["debug", "info"])
def test_no_log_carries_a_name_an_address_or_a_secret(graph, office, level):
    stream = io.StringIO()
    logs.configure(level, stream)

    for fault in (Fault(429, "0"), Fault(503), Fault(200, body="no"), Fault(400)):
        office.tenant.goes_wrong(fault)
        for ask in (lambda: graph.search("sam@health.example"), lambda: graph.chain(SAM.id)):
            try:
                ask()
            except (NotAvailable, NotAllowed) as known:
                stream.write(f"{known}\n")

    said = stream.getvalue().casefold()
    assert "microsoft_not_available" in said
    for secret in ("sam", "reed", SAM.id, "health.example", SETTINGS.client_secret, "bearer"):
        assert secret not in said
