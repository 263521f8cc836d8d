"""The page on which a side checks back: what was agreed, in full, and what it says of each of it."""

from collections.abc import Iterator, Mapping

from escalation.acts.check import LATER, choices, field_of, question_of
from escalation.directory.people import listed
from escalation.disagreement import Disagreement
from escalation.duties import checking_words
from escalation.duties.checked import Check, How
from escalation.entries import Actor
from escalation.words import card
from escalation.words.emergency import first_words
from escalation.words.forms import Field, Form
from escalation.words.message import Facts, Heading, Part, Says, says
from escalation.working_time import times

LABEL: Mapping[How, str] = {
    "understood": "We understand it the same",
    "not_understood": "We do not, because…",
    "done": "Done",
    "not_done": "Not done, because…",
    "not_yet": "Not yet: another day",
    "agreed": "We agree to that day",
    "kept": "We do not: the day stands",
}
NOTHING = "Nothing is asked of your agency at present."
NOT_DONE = "What is not done on its day goes on at the next {stage}, with its whole history. "
PUT_RIGHT = (
    "If you do not understand it alike, it is reopened where it stands: the same people speak, and "
    "propose what is meant. "
)


def form(actor: Actor, disagreement: Disagreement) -> Form:
    """What was agreed, where each of it stands, and what is asked of this person's agency."""
    mine = [each for each in disagreement.checks if choices(each, actor.agency)]
    asks = (part for each in mine for part in _asks(disagreement, each, actor.agency))
    parts = (first_words(disagreement), *_agreed(disagreement), *_says(disagreement, mine), *asks)
    carries = {"reference": disagreement.reference, "question": question_of(disagreement)}
    return Form("check_back", "Check back", "Save" if mine else "", parts, carries)


def saved(disagreement: Disagreement) -> Form:
    """Where it stands once it has been answered; nothing is asked on it."""
    again = says(
        "It is saved, and it has been reopened: it is at {stage}, in a channel of its own.",
        stage=disagreement.stage.title,
    )
    stands = again if disagreement.is_open else says("It is saved.")
    parts = (first_words(disagreement), stands, *_stands(disagreement))
    return Form("check_back", "Saved", "", parts, {"reference": disagreement.reference})


def _agreed(disagreement: Disagreement) -> Iterator[Part]:
    if proposal := disagreement.proposal:
        yield Heading("What was agreed")
        agreed = card.actions(proposal.actions, proposal.review_on)
        yield agreed if proposal.actions else Says((card.GONE,))
        yield from _stands(disagreement)


def _stands(disagreement: Disagreement) -> Iterator[Part]:
    if rows := tuple(checking_words.rows(disagreement)):
        yield Heading("Checked back")
        yield Facts(rows)


def _says(disagreement: Disagreement, mine: list[Check]) -> Iterator[Part]:
    if not mine:
        yield Says((NOTHING,))
        return
    alike = PUT_RIGHT if any(not each.action for each in mine) else ""
    stage = disagreement.procedure.terms.a_stage
    done = NOT_DONE.format(stage=stage) if any(each.action for each in mine) else ""
    reads = checking_words.reads_what_you_write(disagreement)
    yield says("{alike}{done}{reads}", alike=alike, done=done, reads=reads)


def _asks(disagreement: Disagreement, check: Check, agency: str) -> Iterator[Part | Field]:
    options = tuple((how, LABEL[how]) for how in choices(check, agency))
    yield Field(
        field_of(check),
        _label(disagreement, check),
        "choice",
        options=(*options, (LATER, "Later")),
        initial=LATER,
    )
    yield Field(
        field_of(check, "words"),
        "In which way, if you do not" if not check.action else "Why, or how",
        "text",
        required=False,
        longest=1500,
    )
    if "not_yet" in dict(options):
        label = f"Action {check.action}: the other day, if it is not done yet"
        yield Field(field_of(check, "on"), label, "date", required=False)


def _label(disagreement: Disagreement, check: Check) -> str:
    if not check.action:
        return "Do you understand it alike?"
    if put := check.new_day:
        who = listed(disagreement.agency_name(agency) for agency in put.yes)
        return f"Action {check.action}: {who} put {times.day_and_year(put.on)}"
    return f"Action {check.action}: has it been done?"
