"""Accounts, lines of managers and automatic replies, asked of an organisation on this machine."""

from datetime import UTC, datetime

import pytest

from bot.microsoft.graph import Graph
from escalation.directory.accounts import Account, AutomaticReply, End, NotAllowed
from sandbox.microsoft.settings import Account as Kept
from sandbox.microsoft.settings import id_of
from tests.bot.microsoft.conftest import TUESDAY
from tests.bot.microsoft.organisation import (
    DEEP,
    GUEST,
    JO,
    KIM,
    LEFT,
    NEIL,
    NO_MAIL,
    ROUND,
    SAM,
    SELF,
    TWICE,
    UNDER_CONTACT,
    UNDER_GUEST,
    UNDER_LEFT,
)

WAYS = pytest.mark.parametrize("refused", ["nothing", "manager"])


def test_an_account_is_found_by_its_address_and_by_its_id(graph):
    known = Account(SAM.id, "Sam Reed", "sam@health.example", "sam@health.example")

    assert graph.account("Sam@Health.example") == known
    assert graph.account(SAM.id) == known


def test_an_address_with_an_apostrophe_is_found(graph):
    assert graph.account("ned.o'neil@health.example").id == NEIL.id


def test_an_account_without_mail_is_found_by_the_name_it_signs_in_with(graph):
    found = graph.account("nia@health.example")

    assert (found.id, found.mail) == (NO_MAIL.id, "")


def test_a_guest_signs_in_with_signs_that_an_address_must_not_carry(graph):
    found = graph.account("gus_care#EXT#@sandbox.example")

    assert (found.id, found.guest) == (GUEST.id, True)


@pytest.mark.parametrize(
    "unknown", ["nobody@health.example", id_of("nobody"), "Sam Reed", "$count"]
)
def test_whoever_is_not_there_is_nobody(graph, unknown):
    assert graph.account(unknown) is None


def test_an_address_that_two_accounts_have_says_nobody(graph):
    assert len(graph.search("dee@health.example")) == 2
    assert graph.account("dee@health.example") is None


def test_of_two_accounts_with_an_address_the_one_in_use_is_meant(graph, office):
    office.tenant.changes(Kept(TWICE.name, TWICE.id, TWICE.mail, TWICE.upn, enabled=False))

    assert graph.account("dee@health.example").name == "Dee Again"


@WAYS
@pytest.mark.parametrize(
    ("person", "names", "end"),
    [
        (SAM, ["Sam Reed", "Jo Lee", "Kim Roe"], End.TOP),
        (KIM, ["Kim Roe"], End.TOP),
        (GUEST, ["Gus Guest"], End.GUEST),
        (UNDER_GUEST, ["Una Reed", "Gus Guest"], End.GUEST),
        (LEFT, ["Lee Left"], End.DISABLED),
        (UNDER_LEFT, ["Ula Hart", "Lee Left"], End.DISABLED),
        (ROUND, ["Rob Round", "Ann Round"], End.CIRCLE),
        (SELF, ["Sol Self"], End.CIRCLE),
        (UNDER_CONTACT, ["Cal Reed"], End.NOT_A_PERSON),
        (DEEP[0], [f"Deep {n}" for n in range(20)], End.TOO_DEEP),
        (DEEP[10], [f"Deep {n}" for n in range(10, 30)], End.TOP),
    ],
    ids=lambda value: value.name if isinstance(value, Kept) else "",
)
def test_a_line_of_managers_says_why_it_ends(graph, office, refused, person, names, end):
    """The same whether managers may be asked for one by one or only all at once."""
    office.tenant.refuses.add(refused)

    chain = graph.chain(person.id)

    assert ([each.name for each in chain.accounts], chain.end) == (names, end)
    assert chain.read_at == TUESDAY


@WAYS
def test_each_account_of_a_line_names_the_one_above(graph, office, refused):
    office.tenant.refuses.add(refused)

    assert [each.manager for each in graph.chain(SAM.id).accounts] == [JO.id, KIM.id, ""]


def test_of_an_account_that_is_deleted_there_is_no_line(graph, office):
    office.tenant.loses(SAM)

    assert graph.chain(SAM.id) is None


def test_what_was_refused_once_is_not_asked_first_again(graph, office):
    office.tenant.refuses.add("manager")
    graph.chain(SAM.id)
    office.tenant.asked.clear()

    graph.chain(JO.id)

    assert [each for each in office.tenant.asked if each.endswith("manager")] == []


def test_when_both_ways_are_refused_the_person_alone_is_known(graph, office):
    office.tenant.refuses.update({"manager", "expand"})

    chain = graph.chain(SAM.id)

    assert ([each.name for each in chain.accounts], chain.end) == (["Sam Reed"], End.NOT_ALLOWED)


def test_a_permission_given_later_is_used_without_a_restart(graph, office):
    office.tenant.refuses.update({"manager", "expand"})
    graph.chain(SAM.id)

    office.tenant.refuses.clear()

    assert len(graph.chain(SAM.id).accounts) == 3


@pytest.mark.parametrize("asked", ["sam@health.example", SAM.id])
def test_without_the_permission_nobody_is_read(graph, office, asked):
    office.tenant.permissions.clear()

    with pytest.raises(NotAllowed, match="Authorization_RequestDenied"):
        graph.account(asked)
    with pytest.raises(NotAllowed, match="Authorization_RequestDenied"):
        graph.chain(SAM.id)


def _away(**replies: object) -> Kept:
    return Kept(SAM.name, SAM.id, SAM.mail, manager=JO.id, automatic_replies=replies)


def _scheduled(zone: str, ends: str) -> Kept:
    return _away(
        status="scheduled",
        internalReplyMessage="I am at the hospital",
        scheduledStartDateTime={"dateTime": "2026-03-02T07:00:00.0000000", "timeZone": zone},
        scheduledEndDateTime={"dateTime": ends, "timeZone": zone},
    )


@pytest.mark.parametrize(
    ("kept", "ends"),
    [
        (_scheduled("UTC", "2026-07-03T17:00:00.0000000"), datetime(2026, 7, 3, 17, tzinfo=UTC)),
        (
            _scheduled("GMT Standard Time", "2026-07-03T17:00:00"),
            datetime(2026, 7, 3, 16, tzinfo=UTC),
        ),
    ],
)
def test_a_mailbox_that_answers_for_a_while_says_from_when_until_when(graph, office, kept, ends):
    office.tenant.changes(kept)

    starts = datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert graph.automatic_reply(SAM.id) == AutomaticReply(starts, ends)


def test_a_mailbox_that_always_answers_does_so_at_any_time(graph, office):
    office.tenant.changes(_away(status="alwaysEnabled"))

    assert graph.automatic_reply(SAM.id).answers(TUESDAY)


@pytest.mark.parametrize(
    "kept",
    [
        SAM,
        _scheduled("Pacific Standard Time", "2026-07-03T17:00:00"),
        _scheduled("UTC", "soon"),
        Kept(SAM.name, SAM.id, SAM.mail, has_mailbox=False),
    ],
    ids=["off", "a zone that is not ours", "no time", "no mailbox"],
)
def test_where_no_automatic_reply_can_be_known_none_is(graph, office, kept):
    office.tenant.changes(kept)

    assert graph.automatic_reply(SAM.id) is None


def test_a_missing_permission_for_mailboxes_is_no_fault(graph, office):
    office.tenant.permissions.discard("MailboxSettings.Read")

    assert graph.automatic_reply(SAM.id) is None


def test_mailboxes_are_not_asked_unless_the_setting_allows_it(wire, clock, office):
    office.tenant.changes(_away(status="alwaysEnabled"))

    assert Graph(wire, clock, automatic_replies=False).automatic_reply(SAM.id) is None
    assert office.tenant.asked == []
