"""What people do on Slack reaches the core, and the core's replies reach them."""

from bot.slack.wire_listening import ON_ITS_WAY
from escalation.words.forms import Field, Form
from escalation.words.message import Choice, Choices
from handlers.request import Corrects, Hands, Shows, Tells
from tests.bot.slack.conftest import EARLIER, FORM, known, words


def test_a_command_is_answered_to_the_person_alone(grace, core):
    core.replies["status"] = Tells(words("It stands at stage 1."))

    grace.types("/escalate status esc-kxqt-rwbm")

    assert grace.notices[-1].text == "It stands at stage 1."
    assert core.requests[0].reference == "ESC-KXQT-RWBM"
    assert core.requests[0].identity == "U0GRACE"
    assert core.requests[0].place == grace.dm.id


def test_a_command_may_open_a_form(grace, core):
    core.replies["open"] = Shows(FORM)

    grace.types("/escalate")

    assert grace.modal.title == "Record a discussion"


def test_a_submitted_form_comes_back_as_answers_with_what_it_carried(grace, core):
    core.replies["open"] = Shows(FORM)
    grace.types("/escalate")

    left = grace.submits({"text": "We spoke & agreed <nothing>.", "who": "Sam Reed"})

    request = core.requests[-1]
    assert left is None
    assert request.word == "discuss"
    assert request.answers == {
        "text": "We spoke & agreed <nothing>.",
        "on": "",
        "who": "slack:U0SAM",
    }
    assert request.carries == {"reference": "ESC-KXQT-RWBM", "question": "tier:1"}
    assert (request.reference, request.question) == ("ESC-KXQT-RWBM", "tier:1")


def test_a_form_that_is_sent_twice_is_one_act(grace, core):
    core.replies["open"] = Shows(FORM)
    core.replies["discuss"] = Corrects("", "Not yet.")
    grace.types("/escalate")

    grace.submits({"text": "We spoke."})
    grace.submits()

    assert core.requests[1].key == core.requests[2].key


def test_a_correction_stands_beside_its_field(grace, core):
    core.replies["open"] = Shows(FORM)
    core.replies["discuss"] = Corrects("text", "Say what was said.")
    grace.types("/escalate")

    modal = grace.submits({"text": "?"})

    assert modal.errors == {"text": "Say what was said."}
    assert modal.field("text").value == "?"


def test_each_field_that_cannot_be_used_has_its_own_correction(grace, core):
    core.replies["open"] = Shows(FORM)
    further = (("on", "Give a day."), ("elsewhere", "This is not on the form."))
    core.replies["discuss"] = Corrects("text", "Say what was said.", further)
    grace.types("/escalate")

    modal = grace.submits({"text": "?"})

    assert modal.errors == {"text": "Say what was said.", "on": "Give a day."}


def test_a_refusal_without_a_field_keeps_everything_that_was_typed(grace, core):
    core.replies["open"] = Shows(FORM)
    core.replies["discuss"] = Corrects("", "This has been answered since.")
    grace.types("/escalate")

    modal = grace.submits({"text": "A long account.", "on": "2026-04-02", "who": "Sam Reed"})
    modal = grace.submits()

    assert modal.lines.count("This has been answered since.") == 1
    assert modal.field("text").value == "A long account."
    assert modal.field("on").value == "2026-04-02"
    assert modal.field("who").value == "U0SAM"


def test_the_next_page_inherits_nothing_from_the_page_before(grace, core):
    second = Form("second", "Page two", "Send", (Field("text", "Something else", "text"),))
    core.replies |= {"open": Shows(FORM), "discuss": Shows(second)}
    grace.types("/escalate")

    modal = grace.submits({"text": "Belongs to the first page."})

    assert modal.title == "Page two"
    assert modal.field("text").value is None


def test_an_answer_to_a_form_stands_in_its_place(grace, core):
    core.replies |= {"open": Shows(FORM), "discuss": Tells(words("It has been raised."))}
    grace.types("/escalate")

    modal = grace.submits({"text": "We spoke."})

    assert "It has been raised." in modal.lines
    assert modal.submit is None


def test_a_press_names_the_question_it_answers(grace, core, button):
    core.replies["take"] = Tells(words("You have this."))

    grace.presses(button)

    request = core.requests[-1]
    assert (request.word, request.reference, request.question) == (
        "take",
        "ESC-KXQT-RWBM",
        "tier:1",
    )
    assert request.place == grace.dm.id
    assert grace.notices[-1].text == "You have this."


def test_a_press_may_open_a_form(grace, core, button):
    core.replies["take"] = Shows(FORM)

    grace.presses(button)

    assert grace.modal.title == "Record a discussion"


def test_harm_pressed_inside_a_form_is_answered_over_it_and_keeps_what_was_typed(grace, core):
    harm = Choices((Choice("harm", "Immediate harm", "harm", "grave"),))
    core.replies |= {
        "open": Shows(Form("f", "Raise", "Next", (harm, Field("text", "What differs", "text")))),
        "harm": Tells(words("This is not a telephone call: ring.")),
    }
    grace.types("/escalate")
    grace.fills({"text": "Half a sentence"})

    grace.presses("Immediate harm")

    assert "This is not a telephone call: ring." in grace.modal.lines
    grace.closes()
    assert grace.modal.field("text").value == "Half a sentence"


def test_a_file_is_handed_over_in_direct_messages(grace, core):
    core.replies["export"] = Hands(words("Your copy."), "ESC-KXQT-RWBM.pdf", b"%PDF-1.7 pretend")

    grace.types("/escalate export ESC-KXQT-RWBM")

    assert grace.notices[-1].text == ON_ITS_WAY
    file = grace.waits_for(lambda: [f for m in grace.reads() for f in m.files])[0]
    assert file.name == "ESC-KXQT-RWBM.pdf"
    assert grace.downloads(file) == b"%PDF-1.7 pretend"


def test_what_people_write_in_a_thread_is_heard_with_names(grace, core, workspace, sender):
    channel = sender.make_place("ESC-KXQT-RWBM", [known("grace"), known("sam")])
    place = sender.open_thread(channel, words("The card."), "ESC-KXQT-RWBM", "root")
    root = next(m for m in grace.reads("esc-kxqt-rwbm") if m.ts == place.root)

    said = grace.posts("Thank you @Sam Reed, 2 < 3 & so on", in_thread_of=root)

    request = core.requests[-1]
    assert request.word == "say"
    assert request.answers["text"] == "Thank you @Sam Reed, 2 < 3 & so on"
    assert request.place == f"{channel}:{place.root}"
    assert request.key == f"{channel}:{said.ts}"


def test_the_app_never_hears_itself(grace, core, workspace, sender):
    channel = sender.make_place("ESC-KXQT-RWBM", [known("grace")])
    place = sender.open_thread(channel, words("The card."), "ESC-KXQT-RWBM", "root")
    sender.redraw(place, words("The card, later."), "ESC-KXQT-RWBM")
    sender.post(place, words("Said."), "ESC-KXQT-RWBM", "k", EARLIER)

    workspace.settles()

    assert core.requests == []
