"""The settings: read once, or refused in sentences that name the variable and show no secret."""

import os
import re
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot import config
from bot.config import GRAPH, SLACK, VARIABLES, Config, ConfigRefused, read

PROJECT = Path(__file__).parents[2]
MARKER = "Wrenfield-marker"


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment with nothing set but the key file."""
    for name in list(os.environ):
        if name.startswith(("ESCALATE_", "SLACK_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ESCALATE_KEY_FILE", "keys.txt")


def refusal(*needs: str) -> str:
    with pytest.raises(ConfigRefused) as refused:
        read(needs, file=None)
    return refused.value.message


def test_only_the_key_file_must_be_said():
    found = read(file=None)

    assert found.key_file == PROJECT / "keys.txt"
    assert found.data == PROJECT / "data"
    assert found.database_url == f"sqlite:///{PROJECT}/data/escalate.db"
    assert (found.pacing_working_days, found.placement) == (1, "private")


def test_the_database_is_kept_with_the_data(monkeypatch):
    monkeypatch.setenv("ESCALATE_DATA", "/srv/escalate")

    assert read(file=None).database_url == "sqlite:////srv/escalate/escalate.db"


def test_a_missing_key_file_is_refused_by_name(monkeypatch):
    monkeypatch.delenv("ESCALATE_KEY_FILE")

    assert refusal() == (
        "ESCALATE_KEY_FILE is not set: "
        "it is the file of encryption keys; `python3 run.py keys new FILE` makes one."
    )


def test_an_empty_variable_is_not_set(monkeypatch):
    monkeypatch.setenv("ESCALATE_KEY_FILE", "")

    assert refusal().startswith("ESCALATE_KEY_FILE is not set")


def test_what_a_word_needs_is_named_all_at_once():
    assert [line.split()[0] for line in refusal(*SLACK).splitlines()] == list(SLACK)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SLACK_BOT_TOKEN", MARKER),
        ("SLACK_API_URL", MARKER),
        ("ESCALATE_PACING_WORKING_DAYS", MARKER),
        ("ESCALATE_PACING_WORKING_DAYS", "-1"),
        ("ESCALATE_PACING_WORKING_DAYS", "1.5"),
        ("ESCALATE_PLACEMENT", MARKER),
        ("ESCALATE_SHARED_CHANNEL", MARKER),
        ("ESCALATE_EMERGENCY_DUTY_NUMBERS", MARKER),
        ("ESCALATE_EMERGENCY_DUTY_NUMBERS", f'["{MARKER}"]'),
        ("ESCALATE_LOG_LEVEL", MARKER),
        ("ESCALATE_GRAPH_TENANT", f"{MARKER}/v2.0"),
        ("ESCALATE_GRAPH_CLIENT_ID", f"{MARKER} id"),
        ("ESCALATE_GRAPH_URL", f"http://{MARKER}/v1.0"),
        ("ESCALATE_GRAPH_AUTHORITY", f"http://{MARKER}"),
        ("ESCALATE_GRAPH_AUTHORITY", f"https://{MARKER}:secret@login"),
        ("ESCALATE_GRAPH_AUTOMATIC_REPLIES", MARKER),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_without_being_shown(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)

    assert refusal() == f"{variable} cannot be used: it is {VARIABLES[variable]}."


def test_an_emergency_duty_number_that_is_none_is_refused_with_its_area(monkeypatch):
    variable = "ESCALATE_EMERGENCY_DUTY_NUMBERS"
    numbers = f'{{"Reading": "{MARKER}", "Bracknell Forest": "01344 000000", "Slough": ""}}'
    monkeypatch.setenv(variable, numbers)

    meaning = VARIABLES[variable]
    assert refusal().splitlines() == [
        f"{variable} cannot be used, for what it says of Reading: it is {meaning}.",
        f"{variable} cannot be used, for what it says of Slough: it is {meaning}.",
    ]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (f'{{"xoxb-1-{MARKER}": "no number"}}', "cannot be used, for what it says of what is no"),
        (f'{{"xoxb-1-{MARKER}": "01344 000000"}}', "and one for what is no name, where no"),
    ],
)
def test_a_secret_among_the_areas_is_not_said_back(monkeypatch, numbers, said):
    monkeypatch.setenv("ESCALATE_EMERGENCY_DUTY_NUMBERS", numbers)

    with pytest.raises(ConfigRefused) as refused:
        read(file=None, areas=lambda _: ["Reading"])

    assert said in refused.value.message
    assert MARKER not in refused.value.message


def test_at_the_very_first_start_everything_that_must_be_set_is_named(monkeypatch, tmp_path):
    file = tmp_path / ".env"
    file.write_text("SLACK_BOT_TOKEN=xoxb-a-token\nSLACK_SIGNING_SECRET=\n", encoding="utf-8")
    monkeypatch.delenv("ESCALATE_KEY_FILE")

    with pytest.raises(ConfigRefused) as refused:
        read(SLACK, file=file, areas=lambda _: ["Reading"])

    assert [line.split(":")[0] for line in refused.value.message.splitlines()] == [
        "ESCALATE_EMERGENCY_DUTY_NUMBERS is not set",
        "ESCALATE_KEY_FILE is not set",
        "SLACK_SIGNING_SECRET is not set",
    ]


def test_what_is_missing_and_the_areas_without_a_number_are_said_together():
    with pytest.raises(ConfigRefused) as refused:
        read(SLACK, file=None, areas=lambda _: ["Slough", "Reading"])

    lines = refused.value.message.splitlines()
    assert [line.split()[0] for line in lines] == [*SLACK, "ESCALATE_EMERGENCY_DUTY_NUMBERS"]
    assert " has no number for Reading, Slough: it is " in lines[-1]


def test_a_setting_that_does_not_exist_is_refused(monkeypatch):
    monkeypatch.setenv("ESCALATE_PACING_WORKINGDAYS", "3")

    assert refusal().startswith("ESCALATE_PACING_WORKINGDAYS is not a setting of Escalate")


def test_a_shared_channel_must_be_decided_by_name(monkeypatch):
    monkeypatch.setenv("ESCALATE_PLACEMENT", "shared_channel")
    assert refusal().startswith("ESCALATE_SHARED_CHANNEL is not set")

    monkeypatch.setenv("ESCALATE_SHARED_CHANNEL", "C0123ABC")
    assert read(file=None).shared_channel == "C0123ABC"


def test_emergency_duty_numbers_are_read_by_area(monkeypatch):
    monkeypatch.setenv("ESCALATE_EMERGENCY_DUTY_NUMBERS", '{"Reading": "01344 000000"}')

    assert read(file=None).emergency_duty_numbers == {"Reading": "01344 000000"}


def test_slacks_address_ends_with_a_stroke(monkeypatch):
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:8080/api")

    assert read(file=None).slack_api_url == "http://127.0.0.1:8080/api/"


def test_a_file_of_variables_is_read_and_the_environment_goes_before_it(monkeypatch, tmp_path):
    file = tmp_path / ".env"
    file.write_text("ESCALATE_DATA=kept\nESCALATE_KEY_FILE=from-file\n", encoding="utf-8")

    found = read(file=file)

    assert (found.data, found.key_file) == (PROJECT / "kept", PROJECT / "keys.txt")


def test_every_path_is_counted_from_the_checkout_wherever_the_word_was_said(monkeypatch, tmp_path):
    """`people import` said in somebody's home folder fills the database that `serve` opens."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("ESCALATE_DATA=/nowhere\n", encoding="utf-8")
    monkeypatch.setenv("ESCALATE_DATABASE_URL", "sqlite:///kept/escalate.db")

    found = read()

    assert found.data != Path("/nowhere")
    assert found.key_file == PROJECT / "keys.txt"
    assert found.database_url == f"sqlite:///{PROJECT}/kept/escalate.db"


def test_the_file_beside_run_py_is_read_wherever_the_word_was_said(monkeypatch, tmp_path):
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / ".env").write_text("ESCALATE_DATA=kept\n", encoding="utf-8")
    monkeypatch.setattr(config, "ROOT", checkout)
    monkeypatch.chdir(tmp_path)

    assert read().data == checkout / "kept"


@pytest.mark.parametrize(
    "url", ["sqlite:////srv/escalate.db", "sqlite:///:memory:", "postgresql://db/escalate"]
)
def test_an_address_that_is_whole_is_left_as_it_is(monkeypatch, url):
    monkeypatch.setenv("ESCALATE_DATABASE_URL", url)

    assert read(file=None).database_url == url


def test_secrets_are_not_shown(monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", f"xoxb-{MARKER}")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", MARKER)
    monkeypatch.setenv("ESCALATE_DATABASE_URL", f"postgresql://escalate:{MARKER}@db/escalate")

    found = read(SLACK, file=None)

    assert MARKER not in repr(found) + str(found)
    assert found.slack_bot_token.get_secret_value() == f"xoxb-{MARKER}"


def test_settings_made_in_code_ask_nothing_of_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("ESCALATE_DATABASE_URL", "postgresql://live/escalate")

    found = Config(
        key_file=tmp_path / "keys", data=tmp_path, slack_bot_token=SecretStr("xoxb-sandbox")
    )

    assert found.database_url == f"sqlite:///{tmp_path}/escalate.db"


@pytest.mark.parametrize("name", ["ESCALATE_HEARTBEAT_URL", "ESCALATE_ALARM_URL"])
@pytest.mark.parametrize("url", ["somewhere.example/MARKER", "ftp://MARKER", "https://a b/MARKER"])
def test_an_address_outside_that_is_none_is_refused_and_not_shown(monkeypatch, name, url):
    monkeypatch.setenv(name, url.replace("MARKER", MARKER))

    assert refusal().startswith(f"{name} cannot be used: it is a web address")
    assert MARKER not in refusal()


def test_the_addresses_outside_are_secrets(monkeypatch):
    """Whoever knows them can ring, or keep others from ringing."""
    monkeypatch.setenv("ESCALATE_HEARTBEAT_URL", f"https://ping.example/{MARKER}")
    monkeypatch.setenv("ESCALATE_ALARM_URL", f"https://hooks.example/{MARKER}")
    found = read(file=None)

    assert found.heartbeat_url.get_secret_value() == f"https://ping.example/{MARKER}"
    assert found.alarm_url.get_secret_value() == f"https://hooks.example/{MARKER}"
    assert MARKER not in repr(found)


@pytest.mark.parametrize("given", GRAPH)
def test_graph_is_asked_with_all_three_or_not_at_all(monkeypatch, given):
    monkeypatch.setenv(given, "one-of-three")

    lines = refusal().splitlines()

    assert [line.split()[0] for line in lines] == [name for name in GRAPH if name != given]


def test_graphs_addresses_end_with_a_stroke_and_its_secret_is_not_shown(monkeypatch):
    for name in GRAPH:
        monkeypatch.setenv(name, MARKER)
    monkeypatch.setenv("ESCALATE_GRAPH_URL", "https://graph.microsoft.us/v1.0")

    found = read(file=None)

    assert found.graph_url == "https://graph.microsoft.us/v1.0/"
    assert found.graph_authority == "https://login.microsoftonline.com/"
    assert found.graph_automatic_replies is False
    assert found.graph_client_secret.get_secret_value() == MARKER
    assert MARKER not in repr(found.graph_client_secret)


def test_settings_do_not_change_once_read():
    with pytest.raises(ValidationError, match="frozen"):
        setattr(read(file=None), "pacing_working_days", 2)  # noqa: B010


def test_in_the_example_the_database_moves_with_the_data(tmp_path):
    text = (PROJECT / ".env.example").read_text(encoding="utf-8")
    mine = text.replace("ESCALATE_DATA=data\n", f"ESCALATE_DATA={tmp_path}\n")
    (tmp_path / "env").write_text(mine, encoding="utf-8")

    assert read(file=tmp_path / "env").database_url == f"sqlite:///{tmp_path}/escalate.db"


def test_the_example_names_every_variable_and_its_usual_value(monkeypatch):
    text = (PROJECT / ".env.example").read_text(encoding="utf-8")
    named = dict(re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", text, flags=re.MULTILINE))
    usual = read(file=None)
    for name, value in named.items():
        if value:
            monkeypatch.setenv(name, value)

    assert set(named) == set(VARIABLES)
    assert read(file=None) == usual
