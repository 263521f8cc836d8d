"""Reopening what has ended, also by its reference alone: its own channel is archived."""

from dataclasses import replace

from escalation.acts import reopen
from escalation.permissions import Act
from escalation.refusals import Unknown
from handlers import act_forms, showing
from handlers.desk import Desk
from handlers.request import Reply, Request, Shows


def ask(desk: Desk, request: Request) -> Reply:
    """The form that asks why; whom nothing has been said of it does not hear whether there is one."""
    if not request.reference:
        raise Unknown(showing.which(Act.REOPEN))
    disagreement = showing.readable(desk, request, Act.REOPEN)
    reopen.may(disagreement, desk.directory(), desk.person(request).id)
    question = request.question or Act.REOPEN
    return Shows(act_forms.form(Act.REOPEN, disagreement, question, desk.now()))


def ask_of_one(desk: Desk, request: Request) -> Reply:
    """The same, by a button that stands among others: its question is the reference."""
    about = replace(request, word=Act.REOPEN, reference=request.question, question="")
    return ask(desk, about)
