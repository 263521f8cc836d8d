"""The logs: whatever is said, and by whomever, no case content leaves the process."""

import io
import json
import logging
import sys
import threading
import warnings
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot import logs

MARKER = "Wrenfield"
PROSE = f"{MARKER} was seen with a bruise"


class Lines:
    """What has been logged so far."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def last(self) -> dict[str, Any]:
        line: dict[str, Any] = json.loads(self.text.splitlines()[-1])
        return line


@pytest.fixture
def lines() -> Lines:
    """Logs at their most talkative."""
    kept = Lines()
    logs.configure("debug", kept.stream)
    return kept


def test_a_line_carries_its_event_and_the_listed_keys(lines):
    structlog.get_logger().info("entry kept", reference="ESC-KTWRPD", kind="Approved", seq=4)

    assert lines.last.pop("time").endswith("Z")
    assert {key: value for key, value in lines.last.items() if key != "time"} == {
        "event": "entry kept",
        "kind": "Approved",
        "level": "info",
        "reference": "ESC-KTWRPD",
        "seq": 4,
    }


@pytest.mark.parametrize("key", ["text", "name", "child", "body", "message", "user", "reason"])
def test_a_key_that_is_not_listed_is_dropped(lines, key):
    structlog.get_logger().info("entry kept", **{key: MARKER})

    assert MARKER not in lines.text


def test_a_key_bound_elsewhere_is_dropped_too(lines):
    structlog.contextvars.bind_contextvars(child=MARKER)
    structlog.get_logger().bind(words=MARKER).info("entry kept")

    assert MARKER not in lines.text


@pytest.mark.parametrize("value", [PROSE, [PROSE], {"words": PROSE}, ValueError(PROSE)])
def test_prose_under_a_listed_key_is_left_out(lines, value):
    structlog.get_logger().info("entry kept", reference=value)

    assert MARKER not in lines.text


@given(st.dictionaries(st.text(), st.just(MARKER) | st.just(PROSE), max_size=5))
def test_only_listed_keys_ever_pass(line):
    assert set(logs.keep_listed_keys(None, "info", dict(line))) <= logs.KEYS


def test_a_fault_is_its_class_and_its_places_without_its_words(lines):
    try:
        raise LookupError(PROSE)
    except LookupError:
        structlog.get_logger().exception("nothing was changed")

    assert lines.last["error"] == "builtins.LookupError"
    assert "test_logs.py:" in lines.last["trace"][0]
    assert MARKER not in lines.text


@pytest.mark.parametrize("name", ["slack_sdk.web", "httpx", "msal", "uvicorn.error", "anything"])
def test_a_librarys_message_never_gets_out(lines, name):
    library = logging.getLogger(name)
    library.warning(PROSE)
    library.warning("said %s", PROSE, extra={"reference": MARKER})
    try:
        raise LookupError(PROSE)
    except LookupError:
        library.exception(PROSE)

    assert lines.text.count("a library logged") == 3
    assert (lines.last["library"], lines.last["error"]) == (name, "builtins.LookupError")
    assert lines.last["place"].startswith("test_logs:")
    assert MARKER not in lines.text


@pytest.mark.parametrize("name", ["slack_sdk.web.async_client", "httpx", "msal.token_cache"])
def test_libraries_that_print_bodies_when_debugging_never_debug(lines, name):
    assert logging.getLogger(name).getEffectiveLevel() == logging.WARNING

    logging.getLogger(name).debug(PROSE)

    assert lines.text == ""


def test_a_handler_that_a_library_hung_up_for_itself_is_taken_down(capsys):
    library = logging.getLogger("uvicorn")
    library.addHandler(logging.StreamHandler())
    logs._take_over_libraries(logging.INFO)

    assert library.handlers == []


def test_a_warning_is_routed_without_its_words(lines):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)  # pytest has put itself in between
        logging.captureWarnings(True)
        warnings.warn(PROSE, stacklevel=1)

    assert lines.last["library"] == "py.warnings"
    assert MARKER not in lines.text


def test_a_fault_that_nothing_caught_is_logged_without_its_words(lines, capsys):
    def falls() -> None:
        raise LookupError(PROSE)

    worker = threading.Thread(target=falls)
    worker.start()
    worker.join()
    assert lines.last["error"] == "builtins.LookupError"

    try:
        falls()
    except LookupError as fault:
        sys.excepthook(LookupError, fault, fault.__traceback__)

    assert lines.text.count("a fault that nothing caught") == 2
    assert MARKER not in lines.text + capsys.readouterr().err


def test_quieter_lines_than_the_level_are_not_said(lines):
    logs.configure("warning", lines.stream)

    structlog.get_logger().info("entry kept")

    assert lines.text == ""
