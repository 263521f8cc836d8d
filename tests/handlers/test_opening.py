"""Opening a disagreement: refused early and in sentences, nothing typed is lost, and raised once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from escalation.acts.raise_ import SubjectSealed
from escalation.directory.people import Directory
from handlers.request import Tells
from storage.database import writing
from storage.drafts import KEPT_FOR
from tests.escalation.story import time
from tests.handlers.reception import (
    FIRST,
    SECOND,
    corrected,
    shown,
    told,
    with_an_exclusion,
)


@pytest.fixture
def excluding(reception):
    """A partnership whose procedure says what it is not for."""
    procedure = with_an_exclusion()
    areas = dict.fromkeys(procedure.areas, procedure)
    reception.desk = replace(reception.desk, procedures=areas)
    return reception


def first(reception, who="sam", **answers):
    """The first page, sent with these answers."""
    return reception.sends(who, reception.opens(who), {**FIRST, **answers})


def initial(form):
    """What stands in each field."""
    return {field.id: field.initial for field in form.fields}


# Before any long typing


def test_the_questions_are_in_the_procedures_own_words(reception):
    labels = {field.id: field.label for field in reception.opens().fields}

    assert labels["area"] == "Where the child or young person lives"
    assert labels["other"] == "The other agency's professional you differ with"


def test_emergency_comes_first_on_every_page(reception):
    pages = [reception.opens(), shown(first(reception)), shown(reception.previews())]

    for page in pages:
        assert "dial 999 now" in str(page.parts[0])
        assert "the emergency duty team of Reading: 01344 351 999." in str(page.parts[0])


def test_the_first_page_asks_nothing_long(reception):
    asked = [field.id for field in reception.opens().fields]
    assert [field for field in asked if field != "other_email"] == list(FIRST)
    required = [field for field in reception.opens().fields if field.required]
    assert "text" not in {field.asked for field in required}


def test_an_exclusion_is_refused_on_the_first_page_with_the_partnerships_signpost(excluding):
    options = dict(excluding.opens().fields[1].options)
    (chosen,) = [value for value, label in options.items() if label.startswith("A complaint")]

    refused = corrected(first(excluding, category=chosen))

    assert refused.field == "category"
    assert "Use your employer's complaints procedure." in refused.sentence
    assert excluding.office.store.references() == []


def test_what_another_areas_procedure_names_is_refused_on_the_first_page(excluding):
    plain = excluding.office.procedure
    areas = {**excluding.desk.procedures, "Reading": plain}
    excluding.desk = replace(excluding.desk, procedures=areas)

    refused = corrected(first(excluding, category="complaint"))

    assert (refused.field, "does not name this" in refused.sentence) == ("category", True)


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        pytest.param({"other": "slack:U0ANN"}, "other", "your own line manager", id="own agency"),
        pytest.param({"other": "slack:U0SAM"}, "other", "That is you.", id="oneself"),
        pytest.param({"other": "slack:U0BEA"}, "other", "takes no side", id="the office"),
        pytest.param({"other": "slack:U0NOBODY"}, "other", "not in the", id="unknown"),
        pytest.param({"other": ""}, "other", "Say whom you differ with", id="nobody"),
        pytest.param({"spoken": ""}, "spoken", "have spoken", id="whether they have spoken"),
        pytest.param({"area": "Oxford"}, "area", "No procedure", id="an area without a procedure"),
        pytest.param({"category": ""}, "category", "Choose another", id="about nothing"),
    ],
)
def test_the_first_page_is_refused_in_a_sentence_on_its_field(reception, answers, field, sentence):
    refused = corrected(first(reception, **answers))

    assert (refused.field, sentence in refused.sentence) == (field, True), refused
    assert reception.office.store.references() == []


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        pytest.param({"began_on": "2026-04-03"}, "began_on", "future", id="tomorrow"),
        pytest.param({"began_at": "15:01"}, "began_at", "still to come today", id="in a minute"),
        pytest.param({"subject_born": "3 May 2016"}, "subject_born", "as 2016-03-31", id="words"),
        pytest.param({"subject_born": "05/13/2016"}, "subject_born", "31/03/2016", id="month 13"),
        pytest.param({"subject_born": "03/04/2026"}, "subject_born", "future", id="not yet born"),
        pytest.param({"began_on": "1999-04-01"}, "began_on", "cannot be counted", id="long ago"),
        pytest.param({"began_on": ""}, "began_on", "Give the day", id="no day"),
        pytest.param({"differs": " "}, "differs", "Say what differs", id="nothing differs"),
        pytest.param({"wanted": ""}, "wanted", "Say what you ask for", id="nothing wanted"),
        pytest.param({"start": "3"}, "start_reason", "Say why", id="higher without a reason"),
        pytest.param({"start": "9"}, "start", "own stages", id="at no stage of the procedure"),
    ],
)
def test_the_second_page_is_refused_in_a_sentence_on_its_field(reception, answers, field, sentence):
    refused = corrected(reception.previews(**answers))

    assert (refused.field, sentence in refused.sentence) == (field, True), refused


def test_on_a_day_beyond_the_known_bank_holidays_nothing_is_guessed(reception):
    reception.office.now = time("Thursday 2099-04-02 15:00")

    refused = corrected(reception.previews(began_on="2099-04-01"))

    assert "no limit can be counted" in refused.sentence
    assert reception.office.store.references() == []


def test_raised_early_in_the_morning_with_what_stands_there_it_began_this_minute(reception):
    reception.office.now = time("Thursday 2026-04-02 08:00")
    page = shown(first(reception))
    stands = {"began_on": initial(page)["began_on"], "began_at": initial(page)["began_at"]}

    assert stands == {"began_on": "2026-04-02", "began_at": "08:00"}
    shown(reception.sends("sam", page, {**SECOND, **stands}))


@pytest.mark.parametrize("written", ["2016-05-03", "03/05/2016", "3/5/2016"])
def test_a_date_of_birth_is_kept_as_one_date_however_it_was_written(reception, written):
    reference = reception.raises(subject_born=written)

    store = reception.office.store
    entries = [store.read(kept) for kept in store.entries(reference)]
    assert [each.born for each in entries if isinstance(each, SubjectSealed)] == ["2016-05-03"]


def test_the_partnerships_office_is_told_at_once_that_it_raises_nothing(reception):
    assert "The partnership's office raises nothing itself" in told(reception.asks("bea", "open"))


# Nothing typed is lost


def test_what_was_typed_survives_each_refusal_and_stands_there_on_opening_again(reception):
    corrected(first(reception, other="slack:U0ANN", reason_given="MARKER their reason"))
    assert initial(reception.opens())["reason_given"] == "MARKER their reason"

    corrected(reception.previews(began_on="2026-04-03"))
    again = shown(first(reception))

    assert initial(again)["evidence"] == SECOND["evidence"]
    assert initial(again)["began_on"] == "2026-04-03"


def test_a_person_chosen_stands_there_again(reception):
    corrected(first(reception, spoken=""))

    assert initial(reception.opens())["other"] == "priya"


def test_a_draft_is_for_ones_own_eyes(reception):
    corrected(first(reception, spoken=""))

    assert initial(reception.opens("ann"))["reason_given"] == ""


def test_a_draft_is_kept_for_seven_days(reception):
    corrected(first(reception, spoken=""))

    reception.office.now += KEPT_FOR - timedelta(minutes=1)
    assert initial(reception.opens())["reason_given"] == FIRST["reason_given"]
    reception.office.now += timedelta(minutes=1)
    assert initial(reception.opens())["reason_given"] == ""


def test_once_it_is_raised_the_draft_is_gone(reception):
    reception.raises()

    assert set(initial(reception.opens()).values()) == {""}


# Only the confirm posts


def test_nothing_is_owed_to_anybody_before_it_is_confirmed(reception):
    shown(reception.previews())
    reception.office.works()

    assert reception.office.store.references() == []
    assert reception.office.platform.calls == []


def test_confirmed_twice_it_is_raised_once(reception):
    preview = shown(reception.previews())

    answers = [told(reception.sends("sam", preview, {}, key="one form")) for _ in range(2)]

    (reference,) = reception.office.store.references()
    assert answers[0] == answers[1]
    assert f"{reference} has been raised." in answers[0]


def test_a_preview_of_what_has_been_raised_already_raises_nothing_more(reception):
    """The same preview, left open in a second window."""
    preview = shown(reception.previews())
    reception.sends("sam", preview, {}, key="one window")

    answer = told(reception.sends("sam", preview, {}, key="another window"))

    (reference,) = reception.office.store.references()
    assert f"{reference} has been raised." in answer


def test_what_was_raised_is_raised_though_its_draft_could_not_be_thrown_away(reception):
    """Pressed again, it is the same disagreement; typed anew, it is another."""
    preview = shown(reception.previews())
    with writing(reception.office.engine) as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER stuck BEFORE DELETE ON drafts BEGIN SELECT RAISE(ABORT, 'stuck'); END"
        )

    with capture_logs() as lines:
        answers = [told(reception.sends("sam", preview, {})) for _ in range(2)]

    (reference,) = reception.office.store.references()
    assert answers == [answers[0]] * 2
    assert f"{reference} has been raised." in answers[0]
    assert {line["event"] for line in lines} == {"a draft could not be forgotten"}
    with writing(reception.office.engine) as connection:
        connection.exec_driver_sql("DROP TRIGGER stuck")
    reception.raises(wanted="MARKER something else")
    assert len(reception.office.store.references()) == 2


def test_the_same_words_raised_a_second_time_are_a_second_disagreement(reception):
    reception.raises()
    reception.raises()

    assert len(reception.office.store.references()) == 2


def test_what_is_raised_is_what_was_shown(reception):
    """Changed in another window since: the old preview's press raises neither."""
    preview = shown(reception.previews())
    shown(reception.previews(wanted="MARKER something else"))

    refused = corrected(reception.sends("sam", preview, {}))

    assert refused.field == ""
    assert reception.office.store.references() == []


def test_it_is_told_where_it_will_be_held(reception):
    assert "private channel" in told(reception.sends("sam", shown(reception.previews()), {}))
    reception.shares()
    assert "shared channel" in told(reception.sends("sam", shown(reception.previews()), {}))


def test_while_nobody_is_listed_nothing_can_be_opened(reception):
    reception.office.listed(Directory())

    answer = reception.asks("sam", "open")

    assert isinstance(answer, Tells)
    assert "nobody is in this installation's directory" in told(answer)
    assert "999" in told(answer)
