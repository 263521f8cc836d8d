"""What Graph answers, read: nulls, hidden fields, words that are no codes, and times of waiting."""

from datetime import UTC, datetime

import pytest

from bot.microsoft import reading
from bot.microsoft.reading import Answer
from escalation.directory.accounts import Account, End, NotAllowed

NOW = datetime(2026, 3, 3, 2, 10, tzinfo=UTC)


def test_what_limited_permissions_hide_is_empty_and_accuses_nobody():
    hidden = {
        "@odata.type": "#microsoft.graph.user",
        "id": "2",
        **dict.fromkeys(("displayName", "mail", "userPrincipalName", "accountEnabled", "userType")),
    }

    assert reading.account(hidden) == Account("2")
    assert reading.chain([{"id": "1"}, hidden], NOW).end is End.TOP


def test_no_more_rows_are_taken_than_a_line_needs():
    def rows():
        yield {"id": "1", "accountEnabled": False}
        raise AssertionError("asked for more")

    assert reading.chain(rows(), NOW).end is End.DISABLED


def test_a_line_of_nobody_is_a_refusal():
    with pytest.raises(NotAllowed):
        reading.chain([], NOW)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"error": {"code": "Authorization_RequestDenied"}}, "Authorization_RequestDenied"),
        ({"error": {"code": "Sam Reed was not found"}}, "http_403"),
        ({"error": "a string"}, "http_403"),
        ({}, "http_403"),
    ],
)
def test_only_what_has_the_shape_of_a_code_is_said_back(body, code):
    assert Answer(403, body).code == code


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("7", 7),
        ("-1", 0),
        ("inf", 3600),
        ("1e9", 3600),
        ("nan", None),
        ("", None),
        ("soon", None),
        ("Tue, 03 Mar 2026 02:10:30 GMT", 30),
        ("Tue, 03 Mar 2026 02:10:30", 30),
        ("Tue, 03 Mar 2026 01:00:00 GMT", 0),
        ("Fri, 06 Mar 2026 02:10:00 GMT", 3600),
    ],
)
def test_a_time_to_wait_is_read_in_both_forms_and_never_more_than_an_hour(retry_after, seconds):
    assert reading.seconds_to_wait(retry_after, "", NOW) == seconds


@pytest.mark.parametrize("raw", [{}, {"value": None}, {"value": ["Sam", None]}])
def test_a_list_of_nothing_is_nobody(raw):
    assert reading.accounts(raw) == ()


@pytest.mark.parametrize(
    ("address", "filtered"),
    [
        ("sam@health.example", "mail eq 'sam@health.example'"),
        ("o'neil@health.example", "mail eq 'o''neil@health.example'"),
        ("x' or mail ne 'y", "mail eq 'x'' or mail ne ''y'"),
    ],
)
def test_an_apostrophe_never_ends_the_address(address, filtered):
    assert reading.with_mail(address) == filtered
