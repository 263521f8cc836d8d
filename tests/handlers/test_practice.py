"""Practice at the desk: the real rules, one person's eyes, and nothing kept but a draft of it."""

import ast
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from escalation.rehearsing.practice import NO_EXPORT, REFERENCE, WATERMARK
from handlers import routes
from handlers.practice import HARM, NOT_HERE, OVER
from handlers.practice_opening import KEPT
from storage.drafts import KEPT_FOR
from tests.escalation.story import AGREEMENT
from tests.handlers.practised import begins, does, kept, offered, presses, rows
from tests.handlers.reception import corrected, shown, text, told, with_an_exclusion
from tests.reading_code import modules, tree

# What is never touched


def test_a_whole_practice_touches_nothing_but_its_persons_drafts(reception):
    reception.raises("ann")
    reception.office.works()
    before, heard = rows(reception), len(reception.office.platform.calls)

    screen = begins(reception)
    for _ in range(3):
        screen = shown(presses(reception, screen, "Let time pass"))
    screen = does(reception, screen, "I have this", "jo")
    told(presses(reception, screen, "Immediate harm"))
    screen = does(reception, screen, "Propose an agreement", "jo", **AGREEMENT)
    screen = does(reception, screen, "Approve", "jo")
    screen = does(reception, screen, "Approve", "tom")
    assert "PRACTICE is settled" in text(screen)
    assert kept(reception) == {("sam", KEPT)}
    shown(presses(reception, screen, "End practice"))

    reception.office.works()
    assert rows(reception) == before
    assert kept(reception) == set()
    assert len(reception.office.platform.calls) == heard


def test_practice_reaches_for_nothing_but_drafts_and_the_directory():
    """By its own text: it cannot even name the door by which a disagreement changes."""
    files = [file for file in modules("handlers") if file.stem.startswith("practice")]
    read = [
        (ast.unparse(node.value), node.attr)
        for file in files
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute)
    ]

    assert len(files) == 3
    assert {name for of, name in read if of == "desk.store"} == {"drafts", "directory"}
    assert {name for of, name in read if of == "desk"} <= {
        *(
            "store",
            "directory",
            "person",
            "procedure",
            "procedures",
            "now",
            "duty_numbers",
            "private",
        ),
    }


def test_nothing_said_in_practice_is_logged(reception):
    with capture_logs() as lines:
        screen = begins(reception, differs="MARKER")
        form = shown(presses(reception, screen, "Propose an agreement"))
        wrong = {"as_whom": "sam", **AGREEMENT, "due_1": "1999-01-01"}
        assert corrected(reception.sends("sam", form, wrong)).field == "due_1"

    assert lines == []


def test_whose_date_it_is_can_be_practised_only_as_whom_it_is_for(reception):
    screen = begins(reception)

    correct = shown(presses(reception, screen, "Correct the date"))
    own = shown(presses(reception, screen, "Our date"))

    def whom(form):
        return {id for id, _ in form.fields[0].options}

    assert "sam" in whom(correct)
    assert "priya" in whom(own)
    assert not whom(correct) & whom(own)


def test_practice_is_in_no_list(reception):
    begins(reception)

    assert "No open disagreement names you." in told(reception.asks("sam", "list"))


def test_whatever_is_answered_to_a_press_says_that_it_is_practice(reception):
    screen = begins(reception)
    answers = [presses(reception, screen, label) for label in ("Export", "Immediate harm")]
    presses(reception, screen, "End practice")
    answers += [presses(reception, screen, label) for label in ("I have this", "Let time pass")]

    for answer in answers:
        assert WATERMARK in told(answer)


# Immediate harm


def test_immediate_harm_in_practice_tells_nobody_and_says_to_dial_999(reception):
    screen = begins(reception)

    answer = told(presses(reception, screen, "Immediate harm"))

    assert answer.startswith("If somebody is at immediate risk of harm, dial 999 now.")
    assert HARM in answer
    assert "01344 351 999" in answer


def test_it_needs_no_practice_no_directory_and_no_database(reception):
    """Whoever presses it on an old screen, in an outage, reads 999 all the same."""
    screen = begins(reception)
    presses(reception, screen, "End practice")
    reception.office.ends()

    answer = told(presses(reception, screen, "Immediate harm", who="nobody"))

    assert "If it is real: dial 999" in answer


def test_the_real_one_works_as_ever_while_somebody_practises(reception):
    reference = reception.raises()
    screen = begins(reception)
    presses(reception, screen, "Immediate harm")

    answer = told(reception.presses("sam", reference, "harm", "harm"))

    assert "Clare Moss: delivered" in answer
    assert reception.office.kinds(reference)[-1] == "harm_pressed"


# Neither acts on the other


@pytest.mark.parametrize("word", [*routes.PRESSED, *routes.ASKED])
def test_a_real_button_does_nothing_to_a_practice(reception, word):
    begins(reception)
    drafts = reception.desk.store.drafts
    before = drafts.of("sam", KEPT, reception.office.now), rows(reception)

    answer = told(reception.presses("sam", REFERENCE, word))

    assert "There is no disagreement with this reference" in answer
    assert (drafts.of("sam", KEPT, reception.office.now), rows(reception)) == before


def test_a_button_of_practice_does_nothing_to_a_real_disagreement(reception):
    """Whatever reference it is made to carry."""
    reference = reception.raises()
    screen, before = begins(reception), rows(reception)
    question = offered(screen)["I have this"].question

    form = shown(reception.asks("sam", "practice_act", reference=reference, question=question))
    answers = {"as_whom": "sam"}
    carries = {**form.carries, "reference": reference}
    given = {"reference": reference, "question": question, "carries": carries}
    after = shown(reception.asks("sam", "practice_act", answers=answers, **given))

    assert "Sam Okafor has this" in text(after)
    assert rows(reception) == before
    assert "taken" not in reception.office.kinds(reference)


@pytest.mark.parametrize("act", ["harm_seen", "say", "open_confirm", "export ", "nonsense", ""])
def test_what_is_no_act_of_the_card_cannot_be_practised(reception, act):
    screen = begins(reception)
    id = offered(screen)["I have this"].question.split("/")[0]

    answer = told(
        reception.asks("sam", "practice_act", reference=REFERENCE, question=f"{id}/{act}/tier:0")
    )

    assert NOT_HERE in answer


def test_practice_is_on_no_record_and_is_never_exported(reception):
    screen, before = begins(reception), rows(reception)

    for answer in (
        presses(reception, screen, "Export"),
        reception.asks("sam", "export", reference=REFERENCE),
    ):
        assert NO_EXPORT in told(answer)
    assert rows(reception) == before


# Whose it is


def test_two_peoples_practices_never_meet(reception):
    sams, priyas = begins(reception, "sam"), begins(reception, "priya")

    assert OVER in told(presses(reception, sams, "I have this", who="priya"))
    assert OVER in told(presses(reception, sams, "Let time pass", who="priya"))
    assert OVER in told(presses(reception, sams, "End practice", who="priya"))
    form = shown(presses(reception, sams, "I have this"))
    assert corrected(reception.sends("priya", form, {"as_whom": "sam"})).sentence == OVER
    does(reception, sams, "I have this", "sam")

    assert kept(reception) == {("sam", KEPT), ("priya", KEPT)}
    assert shown(reception.asks("priya", "practice")) == priyas
    shown(presses(reception, priyas, "End practice", who="priya"))
    assert "Sam Okafor has this" in text(shown(reception.asks("sam", "practice")))


def test_whoever_has_left_the_directory_reads_how_to_be_added(reception):
    begins(reception)

    assert "not in the partnership's directory" in told(reception.asks("a-stranger", "practice"))


# When it is over


@pytest.mark.parametrize("label", ["I have this", "Give our view", "Let time pass", "End practice"])
def test_after_the_end_every_button_of_it_says_so(reception, label):
    screen = begins(reception)
    presses(reception, screen, "End practice")

    assert OVER in told(presses(reception, screen, label))
    begins(reception)
    assert OVER in told(presses(reception, screen, label)), "another practice is another"


def test_a_form_that_is_sent_after_the_end_says_so_and_does_nothing(reception):
    screen = begins(reception)
    form = shown(presses(reception, screen, "Give our view"))
    presses(reception, screen, "End practice")

    sent = reception.sends("sam", form, {"as_whom": "sam", "text": "Too late."})

    assert corrected(sent).sentence == OVER
    assert kept(reception) == set()


def test_after_seven_days_it_is_wiped_however_lately_it_went_on(reception):
    screen = begins(reception)
    reception.office.now += KEPT_FOR - timedelta(seconds=1)
    screen = does(reception, screen, "I have this", "sam")

    reception.office.now += timedelta(seconds=1)

    assert OVER in told(presses(reception, screen, "Let time pass"))
    reception.desk.store.drafts.throw_away(reception.office.now)
    assert kept(reception) == set()


def test_it_does_not_outlive_the_text_it_began_with(reception):
    screen = begins(reception)
    newer = dict.fromkeys(reception.desk.procedures, with_an_exclusion())
    reception.desk = replace(reception.desk, procedures=newer)

    assert OVER in told(presses(reception, screen, "Let time pass"))
    assert shown(reception.asks("sam", "practice")).word == "practice_first"
