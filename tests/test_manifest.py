"""The Slack app's manifest agrees with the code, in its command and rights, and with Slack."""

import ast
import importlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from tests.reading_code import PROJECT, modules, tree

DATA = PROJECT / "tests" / "data"

# What each event needs (Slack's page on the event says so).
EVENT_SCOPES = {"message.groups": "groups:history"}


@pytest.fixture(scope="module")
def manifest() -> Any:
    return YAML(typ="safe").load(PROJECT / "manifest.yml")


@pytest.fixture(scope="module")
def methods() -> Mapping[str, Collection[str]]:
    """Every Web API method that the adapter may call, and the scopes it calls it with."""
    methods: Mapping[str, Collection[str]] = importlib.import_module("bot.slack.wire").METHODS
    return methods


@pytest.fixture(scope="module")
def known_scopes() -> dict[str, list[str]]:
    """Every Web API method, and the bot scopes of which one is enough for it."""
    text = (DATA / "slack_scopes.json").read_text(encoding="utf-8")
    methods: dict[str, list[str]] = json.loads(text)["methods"]
    return methods


def slack_code() -> Iterator[ast.AST]:
    """Everything written in the Slack adapter."""
    for file in modules("bot"):
        if file.parts[1] == "slack":
            yield from ast.walk(tree(file))


def test_slack_would_accept_the_manifest(manifest):
    schema = json.loads((DATA / "manifest.schema.2.0.0.json").read_text(encoding="utf-8"))

    jsonschema.Draft7Validator(schema).validate(manifest)


def test_the_app_asks_for_the_rights_it_uses_and_no_others(manifest, methods):
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    used = {scope for scopes in methods.values() for scope in scopes}
    used |= {EVENT_SCOPES[event] for event in events} | {"commands"}

    assert sorted(manifest["oauth_config"]["scopes"]["bot"]) == sorted(used)
    assert "user" not in manifest["oauth_config"]["scopes"]


def test_each_methods_scopes_are_ones_that_slack_takes_for_it(methods, known_scopes):
    wrong = {
        method: scopes
        for method, scopes in methods.items()
        if not set(scopes) <= set(known_scopes[method])
        or bool(scopes) != bool(known_scopes[method])
    }

    assert wrong == {}


def test_every_method_that_is_called_is_listed_and_every_listed_one_is_called(
    methods, known_scopes
):
    assert set(methods) == set(called(known_scopes))


def called(known: dict[str, list[str]]) -> Iterator[str]:
    """Each Web API method that the adapter calls, through the client's own names."""
    for node in slack_code():
        if isinstance(node, ast.Attribute):
            if node.attr == "files_upload_v2":
                yield from ("files.getUploadURLExternal", "files.completeUploadExternal")
            elif (method := node.attr.replace("_", ".")) in known:
                yield method
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "api_call"
            and isinstance(node.args[0], ast.Constant)
        ):
            yield str(node.args[0].value)


def test_the_command_people_type_is_the_one_that_is_answered(manifest):
    answered = {
        node.value
        for node in slack_code()
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"/[a-z]+", node.value)
    }
    commands = manifest["features"]["slash_commands"]

    assert {command["command"] for command in commands} == answered
    assert all(command["should_escape"] for command in commands)


def test_everything_that_slack_sends_goes_to_one_address(manifest):
    settings = manifest["settings"]
    addresses = {
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
        *(command["url"] for command in manifest["features"]["slash_commands"]),
    }

    assert addresses == {"https://escalate.example.org/slack/events"}
    assert settings["interactivity"]["is_enabled"]
