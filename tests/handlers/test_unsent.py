"""What was typed into an act's form is never lost: refused or failed, it stands there for seven days."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from handlers import unsent
from handlers.desk import NOT_LISTED
from handlers.request import Done, Request
from storage.database import NotSaved, TookTooLong, reading, writing
from storage.drafts import KEPT_FOR
from storage.tables import drafts
from tests.escalation.story import AGREEMENT
from tests.handlers.reception import corrected, shown, told

PAST = {**AGREEMENT, "due_1": "2026-04-01"}
MINE = {"what_1": AGREEMENT["what_1"], "owner_1": AGREEMENT["owner_1"], "due_1": "2026-04-01"}
STUCK = "CREATE TRIGGER stuck BEFORE {what} BEGIN SELECT RAISE(ABORT, 'stuck'); END"


@pytest.fixture
def reference(reception):
    """Sam has raised a disagreement."""
    return reception.raises()


def asked(reception, reference, who="sam", act="propose"):
    """The form of an act, as somebody is shown it."""
    return shown(reception.presses(who, reference, act))


def stands(form):
    """What stands in each field that something stands in."""
    return {field.id: field.initial for field in form.fields if field.initial}


def refused(reception, reference, answers=PAST, who="sam", act="propose"):
    """Somebody's answers are refused."""
    return corrected(reception.sends(who, asked(reception, reference, who, act), answers))


def does(reception, statement):
    """Something is done to the database itself."""
    with writing(reception.office.engine) as connection:
        connection.exec_driver_sql(statement)


def words(reception):
    """Under which words anything is kept."""
    with reading(reception.office.engine) as connection:
        return set(connection.scalars(select(drafts.c.word)))


def test_what_was_refused_stands_in_the_form_when_it_is_opened_again(reception, reference):
    refused(reception, reference)

    assert stands(asked(reception, reference)) == MINE


def test_what_stands_there_is_what_was_typed_last(reception, reference):
    refused(reception, reference)
    refused(reception, reference, {**PAST, "what_1": "MARKER another visit"})

    assert stands(asked(reception, reference))["what_1"] == "MARKER another visit"


def test_a_person_and_a_choice_that_were_given_stand_there_too(reception, reference):
    refused(reception, reference, {"reason": "", "instead": "slack:U0JO"}, act="not_me")
    refused(reception, reference, {"reason": " ", "tier": "2"}, act="move_up")

    assert stands(asked(reception, reference, act="not_me")) == {"instead": "jo"}
    assert stands(asked(reception, reference, act="move_up"))["tier"] == "2"


def test_what_has_been_taken_is_kept_no_longer(reception, reference):
    refused(reception, reference)

    assert reception.sends("sam", asked(reception, reference), AGREEMENT) == Done()

    assert stands(asked(reception, reference)) == {}
    assert words(reception) == set()


def test_the_same_form_sent_twice_leaves_nothing_behind(reception, reference):
    form = asked(reception, reference)
    for _ in range(2):
        assert reception.sends("sam", form, AGREEMENT, key="the same") == Done()

    assert words(reception) == set()


def test_a_form_that_came_too_late_leaves_its_words_for_the_next(reception, reference):
    """The act was overtaken; what was typed for it was not wasted."""
    form = asked(reception, reference, act="move_up")
    reception.sends("priya", asked(reception, reference, "priya", "move_up"), {"reason": "Now"})

    corrected(reception.sends("sam", form, {"reason": "MARKER nobody visits"}))

    again = shown(reception.presses("sam", reference, "move_up", "tier:1"))
    assert stands(again)["reason"] == "MARKER nobody visits"


# Whose it is, and of what


def test_nobody_else_is_ever_shown_it(reception, reference):
    refused(reception, reference)

    assert stands(asked(reception, reference, "priya")) == {}


def test_another_form_and_another_disagreement_know_nothing_of_it(reception, reference):
    reception.office.now += timedelta(minutes=1)
    another = reception.raises(wanted="MARKER something else")
    refused(reception, reference, {"text": ""}, act="discuss")
    refused(reception, reference)

    assert stands(asked(reception, reference, act="view")) == {}
    assert stands(asked(reception, another)) == {}


def test_after_seven_days_it_is_gone(reception, reference):
    refused(reception, reference)

    reception.office.now += KEPT_FOR - timedelta(seconds=1)
    assert stands(asked(reception, reference)) == MINE

    reception.office.now += timedelta(seconds=1)
    assert stands(asked(reception, reference)) == {}


def test_whom_the_directory_does_not_know_leaves_no_draft(reception, reference):
    form = asked(reception, reference)

    assert corrected(reception.sends("a-stranger", form, PAST)).sentence == NOT_LISTED
    assert words(reception) == set()


# When something is wrong here


def test_what_a_fault_kept_from_being_saved_is_kept_as_typed(reception, reference):
    form = asked(reception, reference)
    does(reception, STUCK.format(what="INSERT ON ledger"))

    with pytest.raises(Exception, match="stuck"):
        reception.sends("sam", form, AGREEMENT)

    does(reception, "DROP TRIGGER stuck")
    assert stands(asked(reception, reference)) == AGREEMENT
    assert "proposed" not in reception.office.kinds(reference)


def test_a_draft_that_cannot_be_kept_takes_nothing_from_the_refusal(reception, reference):
    form = asked(reception, reference)
    does(reception, STUCK.format(what="INSERT ON drafts"))

    with capture_logs() as lines:
        wrong = corrected(reception.sends("sam", form, PAST))

    assert wrong.field == "due_1"
    assert [line["event"] for line in lines] == ["a draft could not be kept"]
    assert AGREEMENT["what_1"] not in str(lines)


def test_a_draft_that_cannot_be_thrown_away_does_not_undo_the_act(reception, reference):
    refused(reception, reference)
    form = asked(reception, reference)
    does(reception, STUCK.format(what="DELETE ON drafts"))

    with capture_logs() as lines:
        assert reception.sends("sam", form, AGREEMENT) == Done()

    assert reception.office.kinds(reference)[-1] == "proposed"
    assert [line["event"] for line in lines] == ["a draft could not be forgotten"]


@pytest.mark.parametrize(
    ("fault", "kept"),
    [
        pytest.param(NotSaved("away"), set(), id="away: nobody waits twice for it"),
        pytest.param(TookTooLong("slow"), {"propose:ESC-KXQT-RWBM"}, id="there, but too slow"),
        pytest.param(RuntimeError("ours"), {"propose:ESC-KXQT-RWBM"}, id="a fault of ours"),
    ],
)
def test_a_database_that_is_away_is_not_asked_a_second_time(reception, fault, kept):
    carries = {"reference": "ESC-KXQT-RWBM"}
    request = Request("propose", "U0SAM", "slack", "key", answers=MINE, carries=carries)

    with (
        pytest.raises(type(fault)),
        unsent.kept(reception.desk, request),
    ):
        raise fault

    assert words(reception) == kept


def test_a_press_that_asks_nothing_keeps_nothing(reception, reference):
    assert "Your tier has not been told." in told(reception.presses("jo", reference, "take"))

    assert words(reception) == set()
