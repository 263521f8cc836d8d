"""What people type stands where it must be read, and nowhere else: a mark in every field, looked for everywhere."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from escalation.permissions import Act
from handlers import act_forms
from handlers.routes import ASKED
from sandbox.shelf import Doc
from storage.store import Store
from tests.engines import files_of
from tests.stories.marked_day import Day, lived
from tests.stories.overheard import SEALED, Call

AGENCIES = ("health", "social-care", "partnership")
SAID = ("chat.postMessage", "chat.update")
SHOWN = ("views.open", "views.push", "views.update", "answer", "response", "chat.postEphemeral")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def day(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    data = tmp_path_factory.mktemp("marked")
    with ExitStack() as stack:
        url = f"sqlite:///{data / 'escalate.db'}"
        if request.param == "postgresql":
            url = stack.enter_context(request.getfixturevalue("postgresql").database())
        yield stack.enter_context(lived(data, url))


def test_every_field_of_every_form_has_been_typed_into(day):
    """But those of what Berkshire's text has none of: a gate, a course, somebody outside."""
    asked = {
        (form.title, field.id)
        for act in (*{*ASKED} - {Act.NOT_FORWARD, Act.COURSE, Act.REFER_OUTSIDE}, Act.NOTE)
        for form in [act_forms.form(Act(act), day.first, "", day.partnership.clock.now())]
        for field in form.fields
        if field.asked in ("line", "text")
    }

    assert asked - day.planted == set()
    assert {"reason_given", "differs", "start_reason", "subject_born"} < {f for _, f in day.planted}


def test_what_was_typed_is_where_it_must_be_read(day):
    """Or the search below would find nothing because it is blind."""
    record = day.partnership.app.desk.make(day.first.reference, "health", "json", day.first.ended)

    in_thread = {mark.split()[-1] for mark in day.marks.leaked([call.body for call in said(day)])}
    on_record = day.marks.leaked(record)

    assert {"evidence", "what_1", "reason", "text"} <= in_thread
    assert [mark for mark in on_record if mark.startswith(SEALED)] != []
    assert day.faults != []
    assert day.logged.getvalue().count("\n") > 10


def test_a_note_for_ones_own_agency_is_shown_to_its_writer_and_stands_on_its_own_copy_alone(day):
    reference, ended = day.first.reference, day.first.ended
    shown = {call.acting for call in day.overheard.calls if day.note in call.body}
    copies = [
        day.partnership.app.desk.make(reference, agency, "json", ended) for agency in AGENCIES
    ]

    assert shown == {"U0SAM"}
    assert [day.note in copy.decode() for copy in copies] == [True, False, False]
    assert day.note not in str([call.body for call in day.overheard.calls if call.method in SAID])


def test_no_log_line_and_nothing_that_is_printed_says_it(day):
    assert day.marks.leaked(day.logged.getvalue(), day.printed.getvalue()) == []


def test_no_log_line_names_anybody(day):
    people = day.partnership.workspace.people

    assert [one.name for one in people if one.name in day.logged.getvalue()] == []


def test_no_exception_says_it_in_any_of_its_words(day):
    assert day.marks.leaked(day.faults) == []


def test_no_direct_message_says_it(day):
    assert day.marks.leaked([each for each in from_app(day) if is_direct(day, each)]) == []


def test_no_preview_says_it_wherever_a_message_stands(day):
    texts = [each["text"] for each in from_app(day)]
    previews = [call.fields.get("text") for call in day.overheard.calls if call.method in SAID]
    notices = [each["text"] for each in day.kept.notices.values()]

    assert day.marks.leaked(texts, previews, notices) == []


def test_no_channel_is_named_for_it_and_no_file(day):
    channels = [
        [each["name"], each["topic"], each["purpose"]] for each in day.kept.conversations.values()
    ]
    files = [[each["name"], each["title"]] for each in day.kept.files.values()]

    assert day.kept.files
    assert day.marks.leaked(channels, files) == []


def test_no_metadata_of_a_message_says_it(day):
    assert day.marks.leaked([each["metadata"] for each in from_app(day)]) == []


def test_beside_the_channel_and_ones_own_forms_nothing_that_is_sent_to_slack_says_it(day):
    others = [call for call in day.overheard.calls if call.method not in (*SAID, *SHOWN)]
    elsewhere = [
        call for call in day.overheard.calls if call.method in SAID and call not in said(day)
    ]

    assert day.marks.leaked([call.body for call in (*others, *elsewhere)]) == []


def test_what_somebody_is_shown_privately_holds_nothing_but_what_they_typed_themselves(day):
    shown = [call for call in day.overheard.calls if call.method in SHOWN]

    assert [day.marks.of_others(call.acting, call.body) for call in shown if call.acting] != []
    assert [leak for call in shown for leak in day.marks.of_others(call.acting, call.body)] == []


def test_who_it_is_about_is_in_no_chat_at_all(day):
    sent = [call.body for call in day.overheard.calls if call.method in SAID]

    assert [each for each in day.marks.leaked(sent) if each.startswith(SEALED)] == []


def test_the_database_and_what_lies_beside_it_hold_it_only_encrypted(day):
    files = files_of(day.partnership.database)

    assert len(files) > 1, "its journal lies beside it, or its server's log"
    assert day.marks.leaked(*(file.read_bytes() for file in files)) == []


def test_no_other_file_of_the_installation_says_it_by_name_or_content(day):
    files = [file for file in day.partnership.data.rglob("*") if file.is_file()]

    assert day.marks.leaked([str(file) for file in files]) == []
    assert day.marks.leaked(*(file.read_bytes() for file in files)) == []


def test_the_audit_does_not_say_it(day):
    store: Store = day.partnership.app.store
    seen = [each for reference in store.references() for each in store.audit.of(reference)]

    assert seen
    assert day.marks.leaked(seen) == []


def test_whoever_asks_whether_it_is_well_does_not_hear_it(day):
    assert len(day.health) > 10
    assert day.marks.leaked(day.health) == []


def said(day: Day) -> list[Call]:
    """What was said in the disagreements' own channels."""
    return [
        call
        for call in day.overheard.calls
        if call.method in SAID and not is_direct(day, call.fields)
    ]


def is_direct(day: Day, message: Doc) -> bool:
    """Whether this stands in somebody's direct messages."""
    return bool(day.kept.conversations[message["channel"]]["kind"] == "im")


def from_app(day: Day) -> list[Doc]:
    """Everything that the app has said anywhere, as it stands now."""
    bot = day.kept.settings.bot_user_id
    return [each for each in day.kept.messages.values() if each["user"] == bot]
