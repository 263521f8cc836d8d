"""Who may say what became of a duty: the people of the side, or whoever has it in the office."""

from escalation.directory.people import PARTNERSHIP, Directory, Person, names
from escalation.disagreement import Disagreement, Status
from escalation.duties import carrying, closing_words, duties, fed_back, off_file
from escalation.duties.carried_out import Convened
from escalation.duties.closing_words import role_label
from escalation.duties.duties import OFFICE, Owed
from escalation.entries import Actor
from escalation.meetings import convening
from escalation.owing import To
from escalation.refusals import NotYours, Stale
from escalation.taking_part import own_capacity, relating
from escalation.taking_part.relating import of_the_office

PAGE = "closing"
SAY_THAT_YOU_HAVE = (
    "That each of them has been told is for {who} to say. To say that you have, choose "
    "“I have read what was agreed”. Nothing has changed."
)

CHANGED = (
    "{reference} goes by another text since this page was opened: what is asked, and who hears of it, "
    "may be another. Nothing has changed, and what you typed is kept. To open the page anew, type "
    "/escalate closing {reference}."
)


def question(disagreement: Disagreement) -> str:
    """What the closing page asks: another question, once it goes by another text."""
    changes = len(disagreement.changes)
    return f"{PAGE}:{changes}" if changes else PAGE


def still_asked(asked: str, disagreement: Disagreement) -> None:
    """Nothing, or a refusal: a page of before the text changed does not say who hears of it by now."""
    if asked.startswith(PAGE) and asked != question(disagreement):
        raise Stale(CHANGED.format(reference=disagreement.reference))


def mine(actor: Actor, disagreement: Disagreement, directory: Directory) -> tuple[Owed, ...]:
    """What is left that this person may answer, in the procedure's order."""
    return tuple(
        owed
        for owed in on_page_of(actor, disagreement, directory)
        if not owed.duty.is_call and not duties.is_done(owed, disagreement)
        if not why_not(owed, actor, disagreement, directory)
    )


def is_offered(owed: Owed, actor: Actor, disagreement: Disagreement) -> bool:
    """Whether this is somebody's to do if they choose: nobody is asked for it, or another agency is."""
    return owed.agency != actor.agency or duties.is_offered(owed, disagreement)


def on_page_of(actor: Actor, disagreement: Disagreement, directory: Directory) -> tuple[Owed, ...]:
    """What has fallen due of somebody's side or the office, done or not, in the procedure's order."""
    return tuple(
        owed
        for owed in duties.due(disagreement)
        if owed.agency == actor.agency or _on_behalf(owed, actor, disagreement, directory)
        if not owed.duty.off_file or off_file.may_see(owed, actor.person, disagreement, directory)
    )


def calls(person: str, disagreement: Disagreement, directory: Directory) -> tuple[Owed, ...]:
    """The meetings that somebody of the office is asked to call, which has a button of its own."""
    owed = (each for each in duties.asked(disagreement, PARTNERSHIP) if each.duty.is_call)
    return tuple(
        each
        for each in owed
        if person not in disagreement.cut
        if of_the_office(
            person, frozenset(carrying.held(disagreement, each)), disagreement, directory
        )
    )


def reports(person: str, disagreement: Disagreement, directory: Directory) -> tuple[Convened, ...]:
    """The meetings whose issues arising somebody is asked to report: the chair's duty, or the Business
    Manager's on the chair's behalf; nobody's whose access has been cut."""
    manager = of_the_office(person, frozenset({OFFICE}), disagreement, directory)
    return tuple(
        each
        for each in convening.unreported(disagreement)
        if disagreement.status is not Status.MERGED and person not in disagreement.cut
        if manager or convening.reporter(each, disagreement) == To(person)
    )


def why_not(owed: Owed, actor: Actor, disagreement: Disagreement, directory: Directory) -> str:
    """Why somebody may not answer this; nothing where they may.

    Feedback is not closed without delivery to each: a professional says it for themselves alone,
    unless they said yes for their side and somebody who is to hear was told of nothing.
    """
    if _on_behalf(owed, actor, disagreement, directory):
        return ""
    if owed.agency != actor.agency:
        return "This is another agency's to answer. Nothing has changed."
    if owed.duty.off_file and not off_file.is_theirs(owed, actor.person, disagreement, directory):
        return f"This is for {closing_words.asked_of(disagreement, owed)}. Nothing has changed."
    side = disagreement.side(actor.agency)
    if (owed.duty.is_report or owed.duty.form) and not _makes_it(
        owed, actor, disagreement, directory
    ):
        role, at = role_label(disagreement.procedure, owed.duty.by[0]), owed.agency
        return f"This is for the {role} of {disagreement.agency_name(at)}. Nothing has changed."
    if owed.duty.to and side and actor.person in side.people:
        return _of_feedback(owed, actor, disagreement, directory)
    if owed.agency == PARTNERSHIP and not _has(owed, actor, disagreement, directory):
        role = role_label(disagreement.procedure, owed.duty.by[0])
        return f"This is for the {role}, or the Business Manager. Nothing has changed."
    return ""


def check(owed: Owed, actor: Actor, disagreement: Disagreement, directory: Directory) -> None:
    """Nothing, or a refusal that says whose it is."""
    if why := why_not(owed, actor, disagreement, directory):
        raise NotYours(why)


def in_place_of(owed: Owed, actor: Actor, disagreement: Disagreement, directory: Directory) -> str:
    """The role for which the Business Manager answers, where it is not her own."""
    if _on_behalf(owed, actor, disagreement, directory):
        role = role_label(disagreement.procedure, owed.duty.by[0])
        return f"{role} of {disagreement.agency_name(owed.agency)}"
    if owed.agency != PARTNERSHIP or _holds(owed, actor, disagreement, directory):
        return ""
    return role_label(disagreement.procedure, owed.duty.by[0])


def in_its_role(
    owed: Owed, actor: Actor, disagreement: Disagreement, directory: Directory
) -> Actor:
    """Somebody as they answer this: in the role whose it is, where they hold it; the Business Manager
    who answers in another's place does so as such."""
    roles = owed.duty.by or ((OFFICE,) if owed.agency == PARTNERSHIP else ())
    by = own_capacity.for_a_duty(actor, owed.agency, roles, disagreement, directory)
    if in_place_of(owed, actor, disagreement, directory):
        return own_capacity.for_the_office(by, disagreement, directory)
    return by


def _of_feedback(owed: Owed, actor: Actor, disagreement: Disagreement, directory: Directory) -> str:
    answers = _answer(owed, disagreement, directory)
    reads = fed_back.is_by_reading(owed, disagreement, directory)
    if not reads and actor.person in {each.id for each in answers}:
        return ""
    others = () if reads else [each for each in answers if each.id != actor.person]
    return SAY_THAT_YOU_HAVE.format(who=names(others) or "a manager")


def _answer(owed: Owed, disagreement: Disagreement, directory: Directory) -> tuple[Person, ...]:
    """Whoever is asked for a side: whoever said yes for it, or whoever's turn it is."""
    return tuple(
        each
        for who in closing_words.answers(disagreement, owed.agency)
        for each in relating.standing(who, disagreement, directory)
    )


def _on_behalf(owed: Owed, actor: Actor, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether the Business Manager may make a report in place of the agency whose it is."""
    office = owed.duty.is_report and actor.agency == PARTNERSHIP
    manager = frozenset({OFFICE})
    return office and bool(of_the_office(actor.person, manager, disagreement, directory))


def _makes_it(owed: Owed, actor: Actor, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether a report is somebody's to make: they hold the role, or answer for what is left."""
    told = sorted({each.tier for each in disagreement.told})
    posts = (relating.posts_of(actor.person, tier, disagreement, directory) for tier in told)
    held = {role for some in posts for agency, role in some if agency == owed.agency}
    answers = () if disagreement.is_open else _answer(owed, disagreement, directory)
    return bool(held & {*owed.duty.by}) or actor.person in {each.id for each in answers}


def _has(owed: Owed, actor: Actor, disagreement: Disagreement, directory: Directory) -> bool:
    manager = of_the_office(actor.person, frozenset({OFFICE}), disagreement, directory)
    return bool(manager) or _holds(owed, actor, disagreement, directory)


def _holds(owed: Owed, actor: Actor, disagreement: Disagreement, directory: Directory) -> bool:
    roles = frozenset(owed.duty.by)
    return bool(of_the_office(actor.person, roles, disagreement, directory))
