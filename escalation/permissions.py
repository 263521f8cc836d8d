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
    BODY = "somebody of the partnership, once told of a tier that it holds"
    JOINED = "somebody brought in from one that was merged into it"
    ADVISER = "a safeguarding lead brought in"
    CONVENED = "somebody called to a meeting that the procedure asks for"
    CHAIR = "whoever chairs such a meeting, or comes to it for an agency that takes no part"
    GIVEN = "the partnership's office, once given a copy"
    OFFICE = "the partnership's office, once it has opened its copy with a reason"
    NOTICED = "the partnership's office, once told of it"
    ISSUES = "the partnership's office, once given the issues arising"
    SAID_TO_MANAGE = "whoever has been named as a manager, until they answer"
    RECORDS = "its agency's records officer, once a breach is on record"
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
    BRING_AGENCY = "bring_agency"
    NOT_ME = "not_me"
    WITHDRAW = "withdraw"
    REPORT = "report"
    NAME_MANAGER = "name_manager"
    MANAGER_YES = "manager_yes"
    OPEN_COPY = "open_copy"
    HARM = "harm"
    STATUS = "status"
    READ = "read"
    EXPORT = "export"
    LINK = "link"
    UNLINK = "unlink"
    MERGE = "merge"
    NOTE = "note"
    CORRECT_DATE = "correct_date"
    OWN_DATE = "own_date"
    REOPEN = "reopen"
    HIDE = "hide"
    WRONG = "wrong"
    CALL_MEETING = "call_meeting"
    MEETING_HELD = "meeting_held"
    CHAIR_REPORT = "chair_report"
    CLOSING = "closing"
    ACKNOWLEDGE = "acknowledge"
    PREFER = "prefer"
    ISSUES = "issues"
    APPROVE_DISCUSSIONS = "approve_discussions"
    CHECK_BACK = "check_back"
    COURSE = "course"
    FORM = "form"
    FORM_SENT = "form_sent"
    FORM_RECEIVED = "form_received"
    TAKE_FORWARD = "take_forward"
    NOT_FORWARD = "not_forward"
    REFER_OUTSIDE = "refer_outside"


_R = Relation
EVERYBODY = frozenset(Relation)
AT_WORK = frozenset({_R.RAISER, _R.NAMED, _R.BEFORE, _R.HOLDER, _R.TOLD, _R.JOINED})
ANSWERING = frozenset({_R.HOLDER, _R.TOLD})
# The partnership's people write, meet and propose; an agency's yes and no are the agency's own.
WITH_BODY = AT_WORK | {_R.BODY}
INSIDE = WITH_BODY | {_R.ADVISER, _R.CONVENED, _R.CHAIR}

TABLE: Mapping[Act, frozenset[Relation]] = {
    Act.SAY: INSIDE,
    Act.VIEW: AT_WORK,
    Act.TAKE: ANSWERING | {_R.BODY},
    Act.DISCUSS: WITH_BODY,
    Act.MEET: WITH_BODY,
    Act.PROPOSE: WITH_BODY,
    Act.APPROVE: ANSWERING,
    Act.NOT_APPROVE: ANSWERING,
    Act.DISSENT: frozenset({_R.RAISER, _R.NAMED, _R.BEFORE, _R.JOINED}),
    Act.NOT_AGREED: ANSWERING,
    Act.MOVE_UP: WITH_BODY,
    Act.BRING_LEAD: AT_WORK,
    Act.BRING_AGENCY: AT_WORK,
    Act.NOT_ME: WITH_BODY - {_R.JOINED},
    Act.WITHDRAW: frozenset({_R.RAISER}),
    Act.REPORT: ANSWERING | {_R.BEFORE, _R.GIVEN, _R.OFFICE, _R.NOTICED},
    Act.NAME_MANAGER: frozenset({_R.RAISER, _R.NAMED}),
    Act.MANAGER_YES: frozenset({_R.SAID_TO_MANAGE}),
    Act.HARM: EVERYBODY,
    Act.OPEN_COPY: frozenset({_R.GIVEN, _R.OFFICE}),
    Act.STATUS: INSIDE | {_R.GIVEN, _R.OFFICE, _R.NOTICED, _R.RECORDS},
    Act.READ: INSIDE | {_R.OFFICE, _R.RECORDS},
    Act.EXPORT: INSIDE - {_R.CHAIR} | {_R.OFFICE, _R.RECORDS},
    Act.LINK: AT_WORK,
    Act.UNLINK: AT_WORK,
    Act.MERGE: AT_WORK,
    Act.NOTE: INSIDE - {_R.CHAIR},
    Act.CORRECT_DATE: frozenset({_R.RAISER, _R.NAMED}),
    Act.OWN_DATE: AT_WORK,
    Act.REOPEN: AT_WORK,
    Act.HIDE: INSIDE,
    Act.WRONG: INSIDE,
    Act.CALL_MEETING: WITH_BODY | {_R.GIVEN, _R.OFFICE, _R.NOTICED},
    Act.MEETING_HELD: WITH_BODY | {_R.CONVENED, _R.CHAIR, _R.GIVEN, _R.OFFICE, _R.NOTICED},
    Act.CHAIR_REPORT: AT_WORK | {_R.CHAIR, _R.GIVEN, _R.OFFICE, _R.NOTICED},
    Act.CLOSING: AT_WORK | {_R.GIVEN, _R.OFFICE, _R.NOTICED},
    Act.ACKNOWLEDGE: AT_WORK,
    Act.PREFER: frozenset({_R.RAISER, _R.NAMED}),
    Act.ISSUES: frozenset({_R.ISSUES}),
    Act.APPROVE_DISCUSSIONS: AT_WORK,
    Act.CHECK_BACK: ANSWERING,
    Act.COURSE: frozenset({_R.BODY, _R.GIVEN, _R.OFFICE, _R.NOTICED}),
    Act.FORM: AT_WORK,
    Act.FORM_SENT: AT_WORK,
    Act.FORM_RECEIVED: frozenset({_R.BODY, _R.GIVEN, _R.OFFICE, _R.NOTICED}),
    Act.TAKE_FORWARD: ANSWERING,
    Act.NOT_FORWARD: ANSWERING,
    Act.REFER_OUTSIDE: AT_WORK,
}

# Who reads in its status who takes part; whoever was only told of it reads between which agencies.
BY_NAME = TABLE[Act.STATUS] - {_R.NOTICED}

# What each act is, in words for the page that is made of this table.
DOES: Mapping[Act, str] = {
    Act.SAY: "write in its thread",
    Act.VIEW: "give their agency's view",
    Act.TAKE: "have it for their agency",
    Act.DISCUSS: "record a discussion",
    Act.MEET: "say when they meet",
    Act.PROPOSE: "put an agreement to each agency",
    Act.APPROVE: "approve an agreement for their agency",
    Act.NOT_APPROVE: "not approve it",
    Act.DISSENT: "have their own dissent kept on file",
    Act.NOT_AGREED: "record that it is not agreed",
    Act.MOVE_UP: "move it up",
    Act.BRING_LEAD: "bring in somebody to advise: their own safeguarding lead, or whom the stage names",
    Act.BRING_AGENCY: "bring in another agency",
    Act.NOT_ME: "say that it is not theirs",
    Act.WITHDRAW: "withdraw it",
    Act.REPORT: "report it to the partnership, where it is theirs, or as the Business Manager on their behalf",
    Act.LINK: "link it to another they are at work on",
    Act.UNLINK: "remove such a link, with a reason",
    Act.NOTE: "keep a note for their own agency alone, and read its notes",
    Act.MERGE: "merge it into another, where it was raised twice",
    Act.NAME_MANAGER: "name their manager for it",
    Act.MANAGER_YES: "confirm that they are that manager",
    Act.OPEN_COPY: "open the office's copy, with a reason",
    Act.HARM: "press Immediate harm",
    Act.STATUS: "see its reference and where it stands; without a name, where they were only told of it",
    Act.READ: "read what is said in it",
    Act.EXPORT: "have their agency's copy of the record",
    Act.CORRECT_DATE: "put right when it began, for the side that raised it",
    Act.OWN_DATE: "give their own side's date beside it, of a side that answers",
    Act.REOPEN: "take it up again after it has ended",
    Act.HIDE: "take something out of sight that should not be there",
    Act.WRONG: "say that somebody should not have been brought in",
    Act.CALL_MEETING: "call the meeting that the procedure asks for, where it says that they do",
    Act.MEETING_HELD: "record that it was held, if they were called to it, called it or chair it",
    Act.CHAIR_REPORT: "report the issues arising from it, as its chair or on the chair's behalf",
    Act.CLOSING: "see to what is left for their own agency, or for the office",
    Act.ACKNOWLEDGE: "say that they have read what was agreed",
    Act.PREFER: "choose who is asked of their side in place of a tier, where the procedure lets them",
    Act.ISSUES: "read the issues arising that they were given, and no other words of it",
    Act.APPROVE_DISCUSSIONS: "approve the record of discussions for their own agency, or correct one",
    Act.CHECK_BACK: "say for their agency whether what was agreed is understood alike, and was done",
    Act.COURSE: "choose how the partnership takes it up, where they hold its stage; where nobody does, as the Business Manager",
    Act.FORM: "prepare a form that the procedure has sent, for the agency that raised it",
    Act.FORM_SENT: "say that it was sent by their own secure e-mail, where it is theirs to send",
    Act.FORM_RECEIVED: "say that it has arrived, if it was sent to them, or as the Business Manager",
    Act.TAKE_FORWARD: "take it forward to the other side, where the procedure has their own managers say so first",
    Act.NOT_FORWARD: "say that it is not taken forward, with a reason",
    Act.REFER_OUTSIDE: "record that it was referred outside as well, as its text allows",
}
