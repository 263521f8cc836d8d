"""Two disagreements named together: somebody who may not see the other learns not even that it is there."""

from dataclasses import dataclass, replace

from escalation import questions, references
from escalation.disagreement import Disagreement
from escalation.permissions import Act
from escalation.refusals import Refusal, Unknown, Unusable
from escalation.words import forms
from handlers import act_forms, showing
from handlers.desk import Desk, calendar_of
from handlers.request import Reply, Request, Shows
from storage.store import Rule


@dataclass(frozen=True)
class Pair:
    """The one that was pressed or named first, and the other."""

    this: Disagreement
    other: Disagreement


def page(desk: Desk, request: Request, act: Act, *, open_only: bool = False) -> Reply:
    """What is asked; the other's reference stands there already if it was typed."""
    this, other = typed(desk, request, act)
    if open_only:
        questions.open_(this)
    return form(desk, request, act, this, other)


def typed(desk: Desk, request: Request, act: Act) -> tuple[Disagreement, Disagreement | None]:
    """The one that was pressed or named first, and the other if it was typed; a third is refused."""
    desk.person(request)
    other = request.answers.get("other", "")
    if references.is_several(other):
        raise Unusable("", f"These are more than two, and nothing was done. {_both(act)}")
    if not request.reference:
        raise Unknown(_both(act))
    this = showing.readable(desk, request, act)
    named = replace(request, reference=other)
    return this, showing.readable(desk, named, act) if other else None


def form(
    desk: Desk, request: Request, act: Act, this: Disagreement, other: Disagreement | None = None
) -> Reply:
    """What is asked of the first, with the other in it if it is known."""
    asked = act_forms.form(act, this, request.question, desk.now())
    known = {"other": other.reference} if other else {}
    return Shows(forms.filled_in(asked, known))


def pair(desk: Desk, request: Request, act: Act) -> Pair:
    """Both, where this person may do this to each; else why not, beside what they typed."""
    this = showing.readable(desk, request, act)
    given = forms.text(request.answers, "other", "Give the reference of the other one.")
    named = replace(request, reference=references.read(given))
    try:
        return Pair(this, showing.readable(desk, named, act))
    except Refusal as refused:
        raise Unusable("other", refused.sentence) from refused


def rehearse(desk: Desk, disagreement: Disagreement, rule: Rule) -> None:
    """Whatever is refused is refused before anything is written on either of them."""
    now = desk.now()
    rule(disagreement, now, calendar_of(disagreement, now), desk.directory())


def _both(act: Act) -> str:
    return showing.which(act, both=True)
