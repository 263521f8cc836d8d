"""Who may do and read what: one table, what somebody is to a disagreement by what they want."""

from collections.abc import Mapping
from enum import StrEnum


class Relation(StrEnum):
    """What somebody is to one disagreement."""

    RAISER = "the professional who raised it"
    NAMED = "a named professional"
    BEFORE = "somebody of a tier it has left"
    HOLDER = "somebody of the tier it stands at"
    TOLD = "somebody of a higher tier that has been told"
    ADVISER = "a safeguarding lead brought in"
    OFFICE = "the partnership's office, once given a copy"
    NOTICED = "the partnership's office, once told of it"
    NOT_YET = "somebody of a tier that has not been told"
    STRANGER = "anybody else"


class Act(StrEnum):
    """What somebody may want to do."""

    SAY = "say"
    VIEW = "view"
    TAKE = "take"
    DISCUSS = "discuss"
    MEET = "meet"
    PROPOSE = "propose"
    APPROVE = "approve"
    NOT_APPROVE = "not_approve"
    DISSENT = "dissent"
    NOT_AGREED = "not_agreed"
    MOVE_UP = "move_up"
    BRING_LEAD = "bring_lead"
    NOT_ME = "not_me"
    WITHDRAW = "withdraw"
    REPORT = "report"
    HARM = "harm"
    STATUS = "status"
    READ = "read"
    EXPORT = "export"
    HIDE = "hide"
    WRONG = "wrong"


_R = Relation
EVERYBODY = frozenset(Relation)
AT_WORK = frozenset({_R.RAISER, _R.NAMED, _R.BEFORE, _R.HOLDER, _R.TOLD})
ANSWERING = frozenset({_R.HOLDER, _R.TOLD})
INSIDE = AT_WORK | {_R.ADVISER}

TABLE: Mapping[Act, frozenset[Relation]] = {
    Act.SAY: INSIDE,
    Act.VIEW: AT_WORK,
    Act.TAKE: ANSWERING,
    Act.DISCUSS: AT_WORK,
    Act.MEET: AT_WORK,
    Act.PROPOSE: AT_WORK,
    Act.APPROVE: ANSWERING,
    Act.NOT_APPROVE: ANSWERING,
    Act.DISSENT: frozenset({_R.RAISER, _R.NAMED, _R.BEFORE}),
    Act.NOT_AGREED: ANSWERING,
    Act.MOVE_UP: AT_WORK,
    Act.BRING_LEAD: AT_WORK,
    Act.NOT_ME: AT_WORK,
    Act.WITHDRAW: frozenset({_R.RAISER}),
    Act.REPORT: ANSWERING,
    Act.HARM: EVERYBODY,
    Act.STATUS: INSIDE | {_R.OFFICE, _R.NOTICED},
    Act.READ: INSIDE | {_R.OFFICE},
    Act.EXPORT: INSIDE | {_R.OFFICE},
    Act.HIDE: INSIDE,
    Act.WRONG: INSIDE,
}
