"""About an adult: in all that anybody is told, shown or asked, and on the record, it is no child."""

import json
import re

from bot import procedures, simulating, tracing
from escalation import chain, rights
from escalation.acts import link, note
from escalation.entries import Kept, sealed
from escalation.permissions import Act
from escalation.rehearsing import script, simulation
from escalation.words import card, message
from escalation.words.forms import Field, Form
from export.record import Reader, record
from export.shape import Record
from export.sheet import sheet
from handlers import act_forms, closing_form, opening_subject
from tests.escalation.hillingdon import HILLINGDON, PEOPLE, hillingdon
from tests.escalation.lives_hill import a_panel_and_a_response
from tests.escalation.story import Story

# What somebody is called, and not whom it is about; and the page on which that is still to be said.
NAMES = (
    "designated safeguarding children professional",
    "designated safeguarding children teacher",
    "child safeguarding board",
)
STILL_TO_SAY = ("where the child or adult lives", "( ) child ( ) adult")
KEY = "0" * 64


def childs(text: str) -> list[str]:
    """Every place that says child, but for names."""
    said = " ".join(text.lower().split())
    for name in (*NAMES, *STILL_TO_SAY):
        said = said.replace(name, "")
    return re.findall(r".{0,50}\bchild.{0,50}", said)


def forms(story: Story) -> str:
    """Every form that anybody may be shown as it stands."""
    shown = []
    for person in PEOPLE.people:
        for act in Act:
            if rights.may(person.id, act, story.disagreement, PEOPLE):
                shown += _shown(story, person.id, act)
    return "\n".join(shown)


def _shown(story: Story, person: str, act: Act) -> list[str]:
    stands = story.disagreement
    if act is Act.CLOSING:
        actor = rights.actor(person, stands, PEOPLE)
        return [read(closing_form.form(actor, stands, PEOPLE, story.now))]
    if act not in {*simulating.FORMS, Act.LINK, Act.UNLINK, Act.MERGE}:
        return []
    return [read(act_forms.form(act, stands, stands.question, story.now))]


def read(form: Form) -> str:
    """What somebody reads on a form: of a choice its label, and not the id behind it."""
    asked = (
        " ".join((each.label, each.hint, each.initial, *(label for _, label in each.options)))
        for each in form.fields
    )
    said = (str(part) for part in form.parts if not isinstance(part, Field))
    return "\n".join((form.title, form.submit, *said, *asked))


def test_whom_it_is_about_is_asked_as_something_that_is_needed():
    (whom,) = opening_subject.whom(HILLINGDON)

    assert whom.required


def test_an_adults_date_of_birth_is_explained_by_no_childs_year():
    terms = HILLINGDON.terms_of("adult")
    read = " ".join(str(getattr(each, "hint", "")) for each in opening_subject.fields(terms))

    assert "2016" not in read


def kept(story: Story) -> list[Kept]:
    """Its entries, as the ledger keeps them."""
    made: list[Kept] = []
    for seq, entry in enumerate(story.entries, start=1):
        previous = made[-1].link.hash if made else chain.START
        made.append(
            sealed(entry, story.reference, seq, f"act:{seq}", previous, bytes(16), bytes(16))
        )
    return made


def test_in_every_script_about_an_adult():
    doors = simulating.doors()
    (of_file,) = (each for each in procedures.every() if each.id == HILLINGDON.id)
    played = 0
    for file in sorted((tracing.SCRIPTS / of_file.id).glob("*.yml")):
        if "whom: adult" in file.read_text(encoding="utf-8"):
            one = tracing.read(file, of_file, doors)
            began = script.begins(one)
            assert began
            lines = simulation.play(of_file, doors, began, one).lines
            assert [found for line in lines for found in childs(line.text)] == []
            played += 1
    assert played >= 3


def test_in_all_that_is_told_posted_and_shown_of_one_that_goes_through_all_four_stages():
    story = a_panel_and_a_response()

    told = "\n".join(each.text for each in story.heard)
    assert childs(told) == []
    assert childs(story.posts()) == []
    assert childs(message.plain(card.card(story.disagreement))) == []
    assert childs(forms(story)) == []


def test_in_every_form_while_it_goes_on_and_where_it_is_linked():
    story = hillingdon("adult")
    story.does(link.link, "sam", other="ESC-MNPQ-STUV", answers={"how": "child"})
    story.does(note.note, "sam", answers={"about": "lead", "text": "MARKER"})

    assert "the same adult" in story.posts()
    assert "Linked (the same adult)" in message.plain(card.card(story.disagreement))
    assert "The same adult" in forms(story)
    assert childs(forms(story)) == []


def test_on_the_record_and_its_pages():
    story = a_panel_and_a_response()
    audiences = rights.copy_audiences("health", office=False)
    reader = Reader("health", "Health Trust", audiences)
    document = record(story.disagreement, kept(story), reader, story.now)

    pages = sheet(Record.model_validate_json(json.dumps(document)), KEY)
    assert document["procedure"]["whom"] == "adult"
    assert document["procedure"]["file"] == "adult's record"
    assert "Where the adult lives" in str(pages)
    assert "Why this is in the adult’s interest" in str(pages)
    assert childs(json.dumps(pages, default=str, ensure_ascii=False)) == []


def test_about_a_child_it_is_one():
    story = hillingdon("child")
    story.does(link.link, "sam", other="ESC-MNPQ-STUV", answers={"how": "child"})

    assert "the same child" in story.posts()
