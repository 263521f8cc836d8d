"""Two disagreements named together: somebody who may not see the other learns not even that it is there."""

from dataclasses import dataclass, replace

from escalation import forms, questions, references
from escalation.disagreement import Disagreement
from escalation.forms import Field
from escalation.permissions import Act
from escalation.refusals import Refusal, Unknown, Unusable
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
    desk.person(request)
    if not request.reference:
        raise Unknown(showing.which(act, both=True))
    this = showing.readable(desk, request, act)
    if open_only:
        questions.open_(this)
    typed = {"other": other} if (other := request.answers.get("other")) else {}
    if other:
        showing.readable(desk, replace(request, reference=other), act)
    form = act_forms.form(act, this, request.question, desk.now())
    parts = (forms.filled(part, typed) if isinstance(part, Field) else part for part in form.parts)
    return Shows(replace(form, parts=tuple(parts)))


def pair(desk: Desk, request: Request, act: Act) -> Pair:
    """Both, where this person may do this to each; else why not, beside what they typed."""
    this = showing.readable(desk, request, act)
    typed = forms.text(request.answers, "other", "Give the reference of the other one.")
    named = replace(request, reference=references.read(typed))
    try:
        return Pair(this, showing.readable(desk, named, act))
    except Refusal as refused:
        raise Unusable("other", refused.sentence) from refused


def rehearse(desk: Desk, disagreement: Disagreement, rule: Rule) -> None:
    """Whatever is refused is refused before anything is written on either of them."""
    now = desk.now()
    rule(disagreement, now, calendar_of(disagreement, now), desk.directory())
