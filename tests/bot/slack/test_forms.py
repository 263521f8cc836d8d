"""Forms for Slack: within its limits, and everything typed comes back as it was."""

import pytest

from bot.slack import forms
from escalation.words.emergency import emergency
from escalation.words.forms import Field, Form
from escalation.words.message import Choice, Choices, Heading, Message, Says
from sandbox.inputs import initial_state
from sandbox.view_checks import view as checked
from tests.bot.slack.conftest import DIRECTORY

TWO = (("a", "The first"), ("b", "The second"))
MANY = tuple((f"v{n}", f"Option {n}") for n in range(20))
FIELDS = (
    Field("line", "A line", "line", initial="One line"),
    Field("text", "A text", "text", initial="Two\nlines & <marks>", hint="As long as it needs"),
    Field("few", "A few", "choice", options=TWO, initial="b"),
    Field("many", "Many", "choice", options=MANY, initial="v7"),
    Field("day", "A day", "date", initial="2026-04-02"),
    Field("time", "A time", "time", initial="15:00"),
    Field("who", "Who", "person", initial="sam"),
)
ANSWERS = {field.id: field.initial for field in FIELDS} | {"who": "slack:U0SAM"}
CARRIED = {"reference": "ESC-KXQT-RWBM", "question": "tier:1"}


def modal(*fields: Field, **more: str) -> forms.View:
    return forms.modal(Form("word", "Title", "Send", fields, more), forms.identities(DIRECTORY))


def shown(view: forms.View, **typed: object) -> forms.View:
    """The view as Slack sends it back when it is submitted."""
    accepted = checked(view, "modal")
    return accepted | {"id": "V1", "state": {"values": initial_state(accepted["blocks"])}}


def test_what_stands_in_every_kind_of_field_comes_back_from_it():
    sent = forms.sent(shown(modal(*FIELDS, **CARRIED)))

    assert sent == forms.Sent("word", ANSWERS, CARRIED)


def test_an_empty_field_is_an_empty_answer():
    bare = [Field(f.id, f.label, f.asked, options=f.options) for f in FIELDS]

    assert forms.sent(shown(modal(*bare))).answers == dict.fromkeys(ANSWERS, "")


def test_a_person_given_by_slack_identity_stands_in_the_field():
    view = modal(Field("who", "Who", "person", initial="slack:U0LEE"))

    assert view["blocks"][0]["element"]["initial_user"] == "U0LEE"


def test_a_person_whom_slack_does_not_know_leaves_the_field_empty():
    view = modal(Field("who", "Who", "person", initial="somebody"))

    assert "initial_user" not in view["blocks"][0]["element"]


@pytest.mark.parametrize(
    "field",
    [
        Field("day", "A day", "date", initial="2 April"),
        Field("time", "A time", "time", initial="3 pm"),
        Field("text", "A text", "text", initial="x" * 9000, longest=5000),
        Field("line", "x" * 3000, "line", hint="y" * 3000, longest=20, initial="z" * 40),
        Field("few", "A choice", "choice", options=TWO, initial="gone"),
        Field("few", "A choice", "choice", options=(("a", "long " * 40), ("b", "B"))),
        Field("all", "A choice", "choice", options=tuple((str(n), f"N {n}") for n in range(250))),
    ],
    ids=lambda field: field.initial[:8] or field.label[:8],
)
def test_slack_takes_a_field_whatever_is_in_it(field):
    checked(modal(field), "modal")


def test_few_options_are_all_in_sight_and_many_in_a_menu():
    few, many = modal(FIELDS[2], FIELDS[3])["blocks"]

    assert few["element"]["type"] == "radio_buttons"
    assert many["element"]["type"] == "static_select"


def test_options_under_headings_stand_apart_in_a_menu_however_few_or_many_they_are():
    headings = {"a": "What it is for", **{value: "Goes elsewhere" for value, _ in MANY}}
    few = Field("c", "Category", "choice", options=(TWO[0], MANY[0]), headings=headings)
    many = tuple((f"v{n}", f"Option {n}") for n in range(150))
    far = {value: "Goes elsewhere" for value, _ in many} | {"a": "What it is for"}
    much = Field("d", "Category", "choice", "", True, (TWO[0], *many), "v149", headings=far)

    blocks = checked(modal(few, much), "modal")["blocks"]

    groups = [
        [(group["label"]["text"], len(group["options"])) for group in e["element"]["option_groups"]]
        for e in blocks
    ]
    assert groups[0] == [("What it is for", 1), ("Goes elsewhere", 1)]
    assert groups[1] == [("What it is for", 1), ("Goes elsewhere", 100), ("Goes elsewhere", 50)]
    assert blocks[1]["element"]["initial_option"]["value"] == "v149"


def test_a_label_too_long_for_an_option_goes_on_beneath_it():
    label = "Whether the threshold for a child protection enquiry was met at the time of referral"
    view = modal(Field("c", "Category", "choice", options=(("t", label), ("u", "Other"))))

    option = view["blocks"][0]["element"]["options"][0]

    assert f"{option['text']['text']} {option['description']['text']}" == label


def test_what_a_form_says_stands_between_its_fields():
    parts = (
        Heading("First this"),
        Field("text", "A text", "text"),
        Says(("Then that.",)),
        Choices((Choice("harm", "Immediate harm", "harm", "grave"),)),
    )
    view = checked(forms.modal(Form("w", "T", "Send", parts, CARRIED)), "modal")

    assert [b["type"] for b in view["blocks"]] == ["header", "input", "rich_text", "actions"]
    assert view["blocks"][3]["elements"][0]["value"] == "ESC-KXQT-RWBM|harm"


def test_a_page_without_questions_can_still_be_confirmed():
    view = checked(forms.modal(Form("w", "Before", "Confirm", (Says(("So it is.",)),))), "modal")

    assert view["submit"]["text"] == "Confirm"


def test_a_long_title_is_cut_and_says_so():
    view = checked(forms.modal(Form("w", "A title far too long for Slack", "Send", ())), "modal")

    assert view["title"]["text"] == "A title far too long fo…"


def test_a_form_that_carries_too_much_is_a_fault_without_a_word_of_it():
    with pytest.raises(ValueError, match=r"^a form that is too long for Slack$"):
        modal(carried="Zebedee" * 500)


def test_the_same_form_again_keeps_what_was_typed_in_every_kind_of_field():
    bare = [Field(f.id, f.label, f.asked, options=f.options) for f in FIELDS]
    view = shown(modal(*bare, **CARRIED))
    typed = shown(modal(*FIELDS, **CARRIED))["state"]["values"]
    view = view | {"state": {"values": typed}}

    again = forms.again(view, "This has been answered since.")

    sent = forms.sent(shown(again))
    assert sent == forms.Sent("word", ANSWERS, CARRIED)
    assert again["blocks"][0]["block_id"] == forms.NOTICE


def test_what_was_emptied_stays_empty_and_a_sentence_stands_there_once():
    view = shown(modal(*FIELDS))
    emptied = {
        block: {action: {k: v if k == "type" else None for k, v in element.items()}}
        for block, elements in view["state"]["values"].items()
        for action, element in elements.items()
    }

    once = forms.again(view | {"state": {"values": emptied}}, "Once.")
    twice = forms.again(shown(once), "Twice.")

    assert set(forms.sent(shown(twice)).answers.values()) == {""}
    assert len(twice["blocks"]) == len(FIELDS) + 1


def test_999_stays_the_first_of_a_form_that_is_shown_again_with_a_fault():
    begins = emergency({"Reading": "01344 351 999"})
    form = Form("word", "Title", "Send", (begins, *FIELDS), {})
    view = shown(forms.modal(form, forms.identities(DIRECTORY)))

    once = forms.again(view, "They are the ones who are asked already.")
    twice = forms.again(shown(once), "Choose somebody.")

    for each in (once, twice):
        assert each["blocks"][0] == view["blocks"][0]
        assert each["blocks"][1]["block_id"] == forms.NOTICE
        assert len(each["blocks"]) == len(view["blocks"]) + 1


def test_an_answer_in_place_of_a_form_has_nothing_to_send():
    message = Message("s", (Heading("Ring now"), Says(("This is not a telephone call.",))))

    view = checked(forms.told(message), "modal")

    assert "submit" not in view
    assert view["title"]["text"] == "Escalate"


def test_what_cannot_be_kept_is_taken_out_at_once():
    element = {"type": "plain_text_input", "value": "a\x00b \ud800 c\r\nd"}

    assert forms.answers({"text": {"w": element}}) == {"text": "ab \ufffd c\nd"}
