"""What is said of what is left to see to, and to whom: the procedure's own words, and never content."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from escalation.directory.people import HOUSE_ROLES, PARTNERSHIP, Directory, listed
from escalation.disagreement import NAMED, Disagreement, Status
from escalation.duties import alone, duties, papers
from escalation.duties.carrying import NO_NUMBER as NO_DAY
from escalation.duties.carrying import asked_of_office, asks, by_words, held, how_soon
from escalation.duties.copies import OPENS
from escalation.duties.duties import OFFICE, Owed
from escalation.owing import OF_THE_OFFICE, UNNAMED, Recipient, RoleAt, To
from escalation.taking_part.whose import agency_of, has_a_file, is_still_of
from escalation.texts.procedure import Procedure
from escalation.texts.stages import GIVEN, Force
from escalation.words.first_message import first_message
from escalation.words.message import Choices, Facts, Message, Moment, Says, says
from escalation.words.naming import called, here
from escalation.words.notices import SEE_TO, notice
from escalation.words.prompts import private, whom_to_ring
from escalation.words.sides import number

FORCE: Mapping[Force, str] = {"must": "Must", "should": "Should", "may": "May"}
BESIDE_IT = says("No day is set, but where one stands beside what is asked.")
_ENDED = {
    Status.SETTLED: "It is settled.",
    Status.WITHDRAWN: "It was withdrawn, and not settled.",
    Status.NOT_TAKEN_FORWARD: "It was not taken forward, and not settled.",
}


def fell_due(disagreement: Disagreement, owed: Owed, at: datetime) -> Message:
    """Whoever has a duty is told of it, as it falls due."""
    asked = says("You are asked: {a}", a=asks(disagreement, owed))
    when = next(iter(by_when(disagreement, (owed,), at)), NO_DAY)
    if owed.agency == PARTNERSHIP:
        said = (*_has_ended(disagreement), asked)
        what = "something is asked of you"  # it may be the first that they hear of it
        return asked_of_office(disagreement, what, (owed,), *said, when=when)
    return first_message(
        disagreement,
        "something more is asked of you",
        asked=asked,
        when=when,
        choices=Choices(papers.buttons(disagreement, owed.duty.form) or (SEE_TO,)),
        ring=whom_to_ring(disagreement, _asked_at(owed, disagreement), owed.agency),
    )


def _asked_at(owed: Owed, disagreement: Disagreement) -> int:
    """At which tier those are who have it: professionals have each other to ring, whatever the stage."""
    return 0 if NAMED in owed.duty.by else disagreement.stage_tier


def left(
    disagreement: Disagreement,
    agency: str,
    owed: tuple[Owed, ...],
    at: datetime,
    again: bool = False,
) -> Message:
    """Everything that is left for a side, or for the office, in one message."""
    what = alone.summary(owed, again)
    rows = tuple((FORCE[each.duty.force], _with_its_day(disagreement, each, at)) for each in owed)
    if agency == PARTNERSHIP:
        asked = (says("You are asked: {a}", a=asks) for _, asks in rows)
        counted = any(True for _ in by_when(disagreement, owed, at))
        when = BESIDE_IT if counted else NO_DAY
        said = (*_has_ended(disagreement), *asked)
        return asked_of_office(disagreement, what, owed, *said, when=when)
    return private(
        disagreement,
        what,
        says(
            "{ended}The procedure asks this of {agency} besides:",
            ended=_ended(disagreement),
            agency=agency_name(disagreement, agency),
        ),
        Facts(rows),
        alone.how(disagreement, owed),
        Choices((SEE_TO,)),
        whom_to_ring(disagreement, min(_asked_at(each, disagreement) for each in owed), agency),
    )


def _with_its_day(disagreement: Disagreement, owed: Owed, at: datetime) -> str:
    """What is asked, and beside it the day that its own window ends, if the text counts one."""
    return " ".join(
        [asks(disagreement, owed), *(str(when) for when in by_when(disagreement, (owed,), at))]
    )


def recounted(disagreement: Disagreement, owed: Owed, at: datetime) -> Message:
    """The start was corrected: by when something is asked now."""
    what = "the day by which something is asked of you has been counted again"
    asked = says("You are asked: {a}", a=asks(disagreement, owed))
    when = next(iter(by_when(disagreement, (owed,), at)), NO_DAY)
    if owed.agency == PARTNERSHIP:
        return notice(disagreement, what, asked, when=when, more=(SEE_TO,))
    ring = whom_to_ring(disagreement, _asked_at(owed, disagreement), owed.agency)
    return private(disagreement, what, asked, when, Choices((SEE_TO,)), ring)


def how_many(disagreement: Disagreement) -> tuple[Says, ...]:
    """How many duties are left, of which role and agency; nothing of those the reader has herself."""
    said = []
    for agency in (*disagreement.agencies, PARTNERSHIP):
        for who, owed in left_for(disagreement, agency):
            role = _role(disagreement, agency, who)
            if who != RoleAt(OFFICE, PARTNERSHIP):
                said.append(_left(disagreement, agency, role, len(owed)))
    ask = says("Please ask them. They go on being asked, on every tenth working day.")
    return (*said, ask) if said else ()


def by_when(disagreement: Disagreement, owed: tuple[Owed, ...], at: datetime) -> tuple[Says, ...]:
    """The end of a window, or how soon, in the text's words; without a number nothing is ever late."""
    return tuple(when for each in owed for when in _by_when(disagreement, each, at))


def left_for(
    disagreement: Disagreement, agency: str
) -> Iterator[tuple[Recipient, tuple[Owed, ...]]]:
    """Whoever is asked of a side, or the office, with what is left for them: whoever has only what is
    kept off the file is asked for that, and everybody else of a side for what anybody of it may do."""
    owed = duties.asked(disagreement, agency)
    everybody = dict.fromkeys(who for each in owed for who in whose(disagreement, each))
    for who in everybody:
        mine = tuple(each for each in owed if who in whose(disagreement, each))
        own = agency == PARTNERSHIP or alone.is_kept_off(mine)
        yield (
            who,
            mine if own else tuple(a for a in owed if not alone.is_of_its_role(a) or a in mine),
        )


def whose(disagreement: Disagreement, owed: Owed) -> tuple[Recipient, ...]:
    """Whoever has a duty: its role where that has been told, or whoever answers for the side."""
    if owed.agency == PARTNERSHIP:
        return tuple(RoleAt(role, PARTNERSHIP) for role in held(disagreement, owed))
    if not disagreement.is_open and not owed.duty.off_file:
        return answers(disagreement, owed.agency)
    named = holders(disagreement, owed.agency, owed.duty.by)
    return named or answers(disagreement, owed.agency)


def holders(
    disagreement: Disagreement, agency: str, roles: tuple[str, ...]
) -> tuple[Recipient, ...]:
    """Those of an agency who hold one of these roles, of the tiers that have been told."""
    tiers = sorted({0, *(told.tier for told in disagreement.told)})
    posts = (post for tier in tiers for post in disagreement.posts(tier, agency))
    return tuple(dict.fromkeys(who for role, who in posts if role in roles))


def answers(disagreement: Disagreement, agency: str) -> tuple[Recipient, ...]:
    """Whoever said yes for a side, and so answers for what is left; else whoever's turn it is."""
    proposal = disagreement.proposal
    yes = proposal.yes.get(agency) if proposal else None
    if yes and disagreement.status is Status.SETTLED and yes.person not in disagreement.cut:
        return (To(yes.person),)
    turns = disagreement.turn(agency)
    here = tuple(turn.who for turn in turns if turn.tier == disagreement.stage_tier)
    return here or tuple(turn.who for turn in turns)


def files(
    disagreement: Disagreement, agency: str, directory: Directory
) -> tuple[Recipient, ...] | None:
    """Whoever puts an agency's record on its file: who has said that they have, or who is asked, while
    they are of that agency; nobody, where it was answered that it is not filed; and nothing, where
    the text asks it of none, or none of these is of the agency any more."""
    asked = (each for each in duties.due(disagreement) if each.agency == agency)
    owed = next((each for each in asked if each.duty.id.endswith(":record")), None)
    if owed is None:
        return None
    done = disagreement.done.get(owed.key)
    if done and done.how == "declined":
        return ()
    known = (To(done.by.person),) if done and done.by.person not in disagreement.cut else ()
    each = (known, whose(disagreement, owed))
    still = (tuple(_still(some, agency, disagreement, directory)) for some in each)
    return next((some for some in still if some), None)


def _still(
    some: tuple[Recipient, ...], agency: str, disagreement: Disagreement, directory: Directory
) -> Iterator[Recipient]:
    """Those of an agency still; a role is its own whoever holds it."""
    for who in some:
        if isinstance(who, RoleAt) or is_still_of(who.person, agency, disagreement, directory):
            yield who


def agency_name(disagreement: Disagreement, agency: str) -> str:
    """What an agency is called; the partnership's office, where it is that."""
    office = "the partnership's office"
    return office if agency == PARTNERSHIP else disagreement.agency_name(agency)


def asked_of(disagreement: Disagreement, owed: Owed) -> str:
    """Whose a duty is: the role that the procedure gives, of its agency; or the agency, where it
    gives none."""
    office = owed.agency == PARTNERSHIP
    roles = owed.duty.by or ((OFFICE,) if office else ())
    who = " or ".join(
        f"{_inside(disagreement.procedure, role)}{here(disagreement, role, owed.agency)}"
        for role in roles
    )
    if office and {*roles} & disagreement.unheld:
        asked = role_label(disagreement.procedure, OFFICE)
        return f"the {asked}, as nobody is named as {who}"
    if office:
        return f"the {who}"
    agency = agency_name(disagreement, owed.agency)
    return f"the {who} of {agency}" if who else agency


def passed_on(disagreement: Disagreement, owed: Owed) -> str:
    """Whom of the partnership's people an answer is passed on to, and what they are given with it."""
    duty, procedure = owed.duty, disagreement.procedure
    if not duty.tells or duty.offered or duty.is_report:
        return ""
    to = listed(f"the {procedure.role(role).title}" for role in duty.tells)
    done = "answered" if duty.asks == "yes_or_no" else "done"
    verb = "is" if len(duty.tells) == 1 else "are"
    given = "" if duty.content == "notice" else f", and given {GIVEN[duty.content]}"
    opens = ", which opens the record to them" if duty.content in OPENS else ""
    return f"Once it is {done}, {to} {verb} told{given}{opens}."


def record_goes(disagreement: Disagreement, who: Recipient) -> str:
    """To the file of a reader's agency, where theirs is involved; to the partnership's people, of each."""
    file = disagreement.terms.file
    if has_a_file(who, disagreement):
        return f", which goes to your agency for the {file}"
    office = agency_of(who, disagreement) == PARTNERSHIP
    return f", which goes to each agency for the {file}" if office else ""


def role_label(procedure: Procedure, role: str) -> str:
    """What a role is called in the procedure; one that it does not name, as the house calls it."""
    found = procedure.roles.get(role)
    return found.title if found else (UNNAMED | HOUSE_ROLES).get(role, OF_THE_OFFICE)


def _inside(procedure: Procedure, role: str) -> str:
    """A role inside a sentence."""
    found = procedure.roles.get(role)
    return called(found) if found else role_label(procedure, role)


def _limit(disagreement: Disagreement, owed: Owed) -> datetime | None:
    fell = disagreement.fallen_due.get(owed.key)
    return fell.limit if fell else None


def _by_when(disagreement: Disagreement, owed: Owed, at: datetime) -> tuple[Says, ...]:
    within, limit = owed.duty.within, _limit(disagreement, owed)
    if within is None or limit is None:
        return how_soon(owed)
    if at > limit and within.binding == "limit":
        passed = "The procedure says {words}; that was {day}."
        return (says(passed, words=within.said, day=Moment(limit, "day")),)
    usually = "usually " if within.binding == "guide" else ""
    end, words = Moment(limit, "end_of_day"), by_words(owed)
    return (says("When: {usually}{end} {words}.", usually=usually, end=end, words=words),)


def _has_ended(disagreement: Disagreement) -> tuple[Says, ...]:
    said = _ENDED.get(disagreement.status)
    return (says(said),) if said else ()


def _ended(disagreement: Disagreement) -> str:
    said = _ENDED.get(disagreement.status, "")
    return f"{said} " if said else ""


def _role(disagreement: Disagreement, agency: str, who: Recipient) -> str:
    if isinstance(who, RoleAt):
        return role_label(disagreement.procedure, who.role)
    proposal = disagreement.proposal
    said = proposal.yes.get(agency) if proposal else None
    known = [each for each in (said, disagreement.holders.get(agency)) if each]
    found = (each.role for each in known if each.person == who.person)
    return next(found, role_label(disagreement.procedure, NAMED))


def _left(disagreement: Disagreement, agency: str, role: str, count: int) -> Says:
    return says(
        "{some} {are} left for the {role} of {agency}.",
        some=f"{number(count).capitalize()} {'duty' if count == 1 else 'duties'}",
        are="is" if count == 1 else "are",
        role=role,
        agency=agency_name(disagreement, agency),
    )
