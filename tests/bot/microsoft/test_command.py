"""`escalate microsoft`: is it usable, what does it say of somebody, and where does it differ."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import config
from bot.commands import words
from bot.installation import installation
from escalation.directory.accounts import Account as Kept
from escalation.directory.accounts import Chain, End
from sandbox.microsoft.settings import Account
from sandbox.microsoft.tenant import Fault
from storage.chains import Chains
from storage.crypto import new_key_file
from tests.bot.microsoft.conftest import TUESDAY
from tests.bot.microsoft.organisation import JO, SAM, SETTINGS

ROSTER = """
agencies:
  - {id: health, name: Health Trust, type: health}
  - {id: care, name: Council, type: social_care}
people:
  - {id: jo, name: Jo Lee, agency: health, email: jo@health.example, manager: kim}
  - {id: kim, name: Kim Roe, agency: health, email: kim@health.example}
  - {id: sam, name: Sam Reed, agency: health, email: sam@health.example, manager: kim}
  - {id: ada, name: Ada Ward, agency: care, email: ada@council.example}
"""


@pytest.fixture(autouse=True)
def folder(office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation that may read the organisation, by its settings alone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(config, "ROOT", tmp_path)
    new_key_file(tmp_path / "keys")
    for name, value in {
        "KEY_FILE": str(tmp_path / "keys"),
        "GRAPH_TENANT": SETTINGS.tenant,
        "GRAPH_CLIENT_ID": SETTINGS.client_id,
        "GRAPH_CLIENT_SECRET": SETTINGS.client_secret,
        "GRAPH_URL": f"{office.url}v1.0",
        "GRAPH_AUTHORITY": office.url,
    }.items():
        monkeypatch.setenv(f"ESCALATE_{name}", value)
    return tmp_path


def said(*typed: str) -> Result:
    return CliRunner().invoke(words, typed)


def test_check_says_what_works():
    done = said("microsoft", "check")

    assert done.exit_code == 0
    assert "Escalate reads them one by one.\n" in done.output
    assert "Automatic replies are not asked for" in done.output


def test_check_fails_where_managers_cannot_be_read(office):
    office.tenant.permissions.clear()

    done = said("microsoft", "check")

    assert done.exit_code == 1
    assert "give the application the permission User.Read.All" in done.output


@pytest.mark.parametrize("word", [["check"], ["chain", "sam@health.example"], ["compare"]])
def test_without_its_settings_they_are_named(monkeypatch, word):
    for name in config.GRAPH:
        monkeypatch.delenv(name)

    done = said("microsoft", *word)

    assert done.exit_code == 2
    assert [name for name in config.GRAPH if f"{name} is not set" in done.output] == [*config.GRAPH]


def test_the_line_of_managers_is_printed_with_why_it_ends_and_when_it_was_read():
    done = said("microsoft", "chain", "sam@health.example")

    *line, end = done.output.splitlines()
    assert line == [
        "Sam Reed, sam@health.example.",
        "Jo Lee, jo@health.example.",
        "Kim Roe, kim@health.example.",
    ]
    assert end.startswith("No manager is recorded for Kim Roe. It was read on ")


def test_a_guest_and_a_disabled_account_are_said_to_be_that():
    guest = said("microsoft", "chain", "gus@care.example")
    left = said("microsoft", "chain", "lee@health.example")

    assert guest.output.startswith("Gus Guest, gus@care.example (a guest).\n")
    assert left.output.startswith("Lee Left, lee@health.example (disabled).\n")


def test_a_mailbox_that_answers_is_said_when_the_setting_allows_it(office, monkeypatch):
    monkeypatch.setenv("ESCALATE_GRAPH_AUTOMATIC_REPLIES", "true")
    replies = {"status": "alwaysEnabled", "internalReplyMessage": "I am in hospital"}
    office.tenant.changes(Account(JO.name, JO.id, JO.mail, automatic_replies=replies))

    done = said("microsoft", "chain", "jo@health.example")

    assert "Jo Lee, jo@health.example. Their mailbox answers automatically.\n" in done.output
    assert "hospital" not in done.output


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("nobody@health.example", "Microsoft 365 knows no account with the address nobody@"),
        ("dee@health.example", "Several accounts have that address: say one's ID."),
    ],
)
def test_an_address_that_says_nobody_or_several_is_refused(address, why):
    done = said("microsoft", "chain", address)

    assert done.exit_code == 1
    assert why in done.output


def test_an_outage_is_a_sentence_that_says_when_to_ask_again(office):
    office.tenant.goes_wrong(Fault(429, "90"))

    done = said("microsoft", "chain", "sam@health.example")

    sentence = "Error: Microsoft Graph has been asked too often. Ask again in 90 seconds."
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == sentence


def imported() -> None:
    Path("people.yml").write_text(ROSTER, encoding="utf-8")
    assert said("people", "import", "people.yml", "--apply").exit_code == 0


def test_the_directory_is_compared_with_microsoft_365_and_left_as_it_is():
    imported()

    done = said("microsoft", "compare")

    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "Microsoft 365 names no manager for Kim Roe; the directory names nobody either.",
        "The directory names Kim Roe as manager of Sam Reed; Microsoft 365 names Jo Lee.",
        "No account was found under the e-mail address of Ada Ward.",
        "3 of 4 people were compared.",
    ]


def test_a_comparison_of_which_nobody_could_be_read_says_that_alone(office):
    imported()
    office.tenant.goes_wrong(Fault(503))

    done = said("microsoft", "compare")

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == (
        "Error: Microsoft Graph is not at work (it answered 503). Nobody was compared."
    )


def test_where_the_login_cannot_be_reached_nobody_is_said_not_to_be_found(office):
    imported()
    office.tenant.goes_wrong(Fault(503, at="login"))

    done = said("microsoft", "compare")

    assert (done.exit_code, done.stdout) == (1, "")
    assert "Nobody was compared." in done.stderr


def test_a_comparison_that_could_not_be_ended_says_so_and_names_nobody_unasked(office, kept):
    office.tenant.goes_wrong(Fault(503, after=4))

    done = said("microsoft", "compare")

    assert done.exit_code == 1
    assert "Not everybody could be read. Microsoft Graph is not at work" in done.stderr
    assert SAM.name not in done.stderr
    assert "Kim Roe, Jo Lee and Ada Ward" not in done.stdout
    assert "of 4 people were compared." in done.stdout


@pytest.fixture
def kept() -> Chain:
    """The daily round has read Sam's line of managers on the Tuesday before."""
    imported()
    line = (Kept("1", "Sam Reed", mail="sam@health.example"), Kept("2", "Jo Lee"))
    chain = Chain(line, TUESDAY, End.TOP)
    with installation() as engine:
        Chains(engine).keep({"sam": chain}, frozenset({"sam"}))
    return chain


def test_an_outage_shows_the_line_that_was_read_last_and_how_old_it_is(office, kept):
    office.tenant.goes_wrong(Fault(503))

    done = said("microsoft", "chain", "Sam@health.example")

    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "Sam Reed, sam@health.example.",
        "Jo Lee.",
        "No manager is recorded for Jo Lee.",
    ]
    assert "The line of managers is the one read on" in done.stderr
    assert "3 March" in done.stderr


def test_a_comparison_in_an_outage_is_with_what_was_read_last(office, kept):
    office.tenant.goes_wrong(Fault(503))

    done = said("microsoft", "compare")

    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "The directory names Kim Roe as manager of Sam Reed; Microsoft 365 names Jo Lee, "
        "who is not in it.",
        "1 of 4 people were compared.",
    ]
    assert "1 line of managers is not new: the oldest was read on" in done.stderr
