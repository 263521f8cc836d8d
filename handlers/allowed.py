"""Whether somebody may: the table of rights, and what a rule says before it asks for anything."""

from collections.abc import Callable, Mapping

from escalation import choosing, deciding, rights
from escalation.acts import chair, close, dates, gate, outside
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.meetings import calling
from escalation.permissions import Act
from escalation.refusals import Refusal

FIRST: Mapping[Act, Callable[[Disagreement, Directory, str], object]] = {
    Act.CORRECT_DATE: dates.may_correct,
    Act.OWN_DATE: dates.may_give,
    Act.NOT_APPROVE: deciding.may,
    Act.NOT_AGREED: deciding.may,
    Act.NOT_FORWARD: gate.may,
    Act.WITHDRAW: close.may_withdraw,
    Act.CALL_MEETING: calling.may_call,
    Act.MEETING_HELD: calling.may_hold,
    Act.CHAIR_REPORT: chair.may_report,
    Act.COURSE: choosing.may_choose,
    Act.REFER_OUTSIDE: outside.may_refer,
}


def check(person: str, act: Act, disagreement: Disagreement, directory: Directory) -> None:
    """Nothing, or a refusal that says why not and who may."""
    rights.check(person, act, disagreement, directory)
    if first := FIRST.get(act):
        first(disagreement, directory, person)


def may(person: str, act: Act, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether this can be offered to them."""
    try:
        check(person, act, disagreement, directory)
    except Refusal:
        return False
    return True
