"""What was agreed here and is not done is taken up again (R-002-04, C19): in place of a refusal alone."""

from collections.abc import Iterator

from escalation import rights
from escalation.directory.people import Person, listed
from escalation.disagreement import Disagreement, Status
from escalation.permissions import Act
from escalation.texts.offered import NONE, Excluded
from escalation.words.forms import Answers, Form
from escalation.words.message import Choice, Choices, Facts, Heading, Says, says
from escalation.working_time import times
from handlers import opening_area, opening_forms
from handlers.desk import Desk
from handlers.request import Reply, Shows

WORD = "reopen_one"
MOST = 8
TITLE = "Take it up again"
INSTEAD = (
    "This procedure is not for that, and nothing was opened ({label}). What was agreed here, in one that "
    "has been settled, is taken up again under its own reference, with its whole history."
)
ELSEWHERE = "For what was agreed elsewhere: {signpost}"
EARLIER = "For an earlier one, type /escalate reopen and its reference. "
KEPT = "{earlier}What you typed is kept: to raise something else, type /escalate, and go on."


def instead(desk: Desk, person: Person, typed: Answers, excluded: Excluded) -> Reply:
    """Each that has been settled and that this person may take up again, with its button; the refusal,
    where it is about something else, or there is none.

    Raises: Excluded.
    """
    if not excluded.reopens:
        raise excluded
    found = list(_settled(desk, person, excluded.procedure))
    if not found:
        procedure = desk.procedure(typed.get(opening_area.AREA, ""))
        exclusions = (each for each in procedure.exclusions if each.id == excluded.exclusion)
        raise Excluded(procedure, next(exclusions), NONE)
    for each in found:
        desk.store.audit.note(person.id, Act.REOPEN, desk.now(), each.reference)
    return Shows(_page(desk, person, typed, excluded, found))


def _page(
    desk: Desk, person: Person, typed: Answers, excluded: Excluded, found: list[Disagreement]
) -> Form:
    some = found[:MOST]
    buttons = (Choice(WORD, f"Reopen {each.reference}", each.reference) for each in some)
    parts = (
        opening_forms.duty_team(desk, typed.get(opening_area.AREA, "")),
        says(INSTEAD, label=excluded.label.rstrip(".")),
        Heading("Settled here, and yours to take up again"),
        Facts(tuple((each.reference, _settled_when(desk, person, each)) for each in some)),
        Choices(tuple(buttons)),
        Says((ELSEWHERE.format(signpost=excluded.signpost),)),
        says(KEPT, earlier=EARLIER if len(found) > MOST else ""),
    )
    return Form(WORD, TITLE, "", parts)


def _settled(desk: Desk, person: Person, procedure: str) -> Iterator[Disagreement]:
    """Those that have been settled by this procedure and that somebody may take up again, the latest
    first: one more than are shown, at most."""
    directory, still_open = desk.directory(), {*desk.store.open_references()}
    many = 0
    for reference in reversed(desk.store.references()):
        if reference in still_open or many > MOST:
            continue
        each = desk.store.disagreement(reference)
        ours = each.status is Status.SETTLED and each.procedure.id == procedure
        if ours and rights.may(person.id, Act.REOPEN, each, directory):
            many += 1
            yield each


def _settled_when(desk: Desk, person: Person, disagreement: Disagreement) -> str:
    """When, and with whom; nothing of what it was about."""
    agency = rights.actor(person.id, disagreement, desk.directory()).agency
    others = listed(side.name for side in disagreement.others(agency))
    on = f" on {times.day_and_year(disagreement.ended)}" if disagreement.ended else ""
    return f"settled{on}, with {others}"
