"""Lives in which a form is prepared from the record, sent by somebody's own e-mail, and arrives."""

from dataclasses import replace

from escalation.acts import climb, duty, meet, paper
from escalation.duties import papers
from tests.escalation.story import DIRECTORY, Story
from tests.escalation.with_a_form import FORMED, QUESTION

RAISED = "Thursday 2026-04-02 15:00"
PHONES = tuple(
    replace(each, phone=f"0118 {each.id}", email=f"{each.id}@agency.example")
    for each in DIRECTORY.people
)
SENT = {paper.BY_E_MAIL: paper.YES, paper.SENT_ON: "2026-04-02"}
HELD = {"held_on": "2026-04-02", "held_at": "14:00", "who": "Both", "text": "MARKER we spoke"}


def at_stage_4() -> Story:
    """Discussed, and moved up stage by stage; Owen of stage 3 has the form to send."""
    story = Story(procedure=FORMED, directory=replace(DIRECTORY, people=PHONES)).raised(RAISED)
    story.does(meet.discuss, "sam", answers=HELD)
    for tier in ("2", "3", "4"):
        story.does(climb.move_up, "sam", answers={"tier": tier, "reason": "MARKER we differ"})
    return story


def filled_in() -> dict[str, str]:
    """Something in every field that chat asks for."""
    asked = papers.questions(FORMED, FORMED.forms[0])
    return {name: f"MARKER {name}" for _, _, name in asked}


def prepared() -> Story:
    """Owen has read it over, and was handed it."""
    return at_stage_4().does(paper.form, "owen", question=QUESTION, answers=filled_in())


def sent_and_arrived() -> Story:
    """And it was sent, by whose it is, and has arrived."""
    story = prepared().does(paper.form_sent, "owen", question=QUESTION, answers=SENT)
    return story.does(paper.form_received, "bea", question=QUESTION)


def not_sent() -> Story:
    """Or it is said, with a reason, that it is not."""
    left = f"s4:form-{FORMED.forms[0].id}"
    answers = {f"{left}.how": "declined", f"{left}.words": "MARKER they were rung"}
    return at_stage_4().does(duty.closing, "owen", question="closing", answers=answers)


LIVES = (sent_and_arrived, not_sent)
