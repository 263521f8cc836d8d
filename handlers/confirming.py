"""What an agency's lead answers about its people: still right or not, who covers, whom to ask meanwhile."""

from escalation.directory import leads, still_you
from escalation.directory.directory_changes import with_contact
from escalation.directory.people import Agency, Directory, Person
from escalation.directory.reaching import way
from escalation.directory.seeking import Sought
from escalation.directory.still_you import CONFIRMED, NOT_RIGHT
from escalation.owing import BUSINESS_MANAGER
from escalation.refusals import NotYours, Stale
from escalation.words.emergency import emergency
from escalation.words.forms import Field, Form
from escalation.words.message import Message, Says, says
from handlers.desk import Desk, known
from handlers.request import Reply, Request, Shows, Tells

NOT_THE_LEAD = (
    "Only the lead of {agency}, or whoever stands in, may say so: nothing was changed. If something "
    "about its people is wrong, please tell them."
)
CHANGED = (
    "The people of {agency} have changed since this list was sent, so nothing was confirmed. The "
    "next list comes on the next working morning."
)
WRONG = (
    "Somebody is away for a while: type /escalate away, and name them and whoever covers.",
    "Somebody has left, or holds another role: {ask} to put it right in the directory. Nothing is "
    "changed until then, and whoever stands there goes on being asked.",
)


def confirm_people(desk: Desk, request: Request) -> Reply:
    """These are still the people: one press, kept with who and when."""
    person, agency, digest = _asked(desk, request)
    directory = desk.directory()
    procedures = desk.in_force()
    stands = still_you.people(agency.id, directory, procedures, (), shipped=desk.shipped)
    if stands.people_digest != digest:
        raise Stale(CHANGED.format(agency=agency.name))
    _keep(desk, request, person, agency, CONFIRMED)
    sentence = says("Kept: the people of {agency} are still right. Thank you.", agency=agency.name)
    return Tells(Message("Confirmed", (sentence,)))


def people_wrong(desk: Desk, request: Request) -> Reply:
    """They are not: what to do about it; the Business Manager sees that it was said."""
    person, agency, _ = _asked(desk, request)
    _keep(desk, request, person, agency, NOT_RIGHT)
    ask = _whom_to_ask(desk.directory())
    parts = tuple(says(sentence, ask=ask) for sentence in WRONG)
    return Tells(Message("What to do", parts))


def covered(desk: Desk, request: Request) -> Reply:
    """Everybody who will be away is covered, as far as the lead knows."""
    person, agency, season = _asked(desk, request)
    _keep(desk, request, person, agency, f"covered:{season}")
    sentence = says("Kept: all is covered at {agency}. Thank you.", agency=agency.name)
    return Tells(Message("Covered", (sentence,)))


def holiday_contact(desk: Desk, request: Request) -> Reply:
    """Whom a school names to be asked while it is closed: the form, and then its answer."""
    person, agency, _ = _asked(desk, request)
    if not request.carries:
        return Shows(_form(desk, agency, request.question))
    contact = known(request, desk.directory()).get("contact", "")
    after = desk.store.change_directory(
        lambda before: with_contact(before, agency.id, contact),
        who=person.id,
        source="holiday contact",
        at=desk.now(),
    )
    found = after.person(contact)
    sentence = says(
        "{who} is asked while {agency} is closed.",
        who=found.name if found else contact,
        agency=agency.name,
    )
    return Tells(Message("Holiday contact kept", (sentence,)))


def _asked(desk: Desk, request: Request) -> tuple[Person, Agency, str]:
    """Who answers, of which agency, and what exactly was asked; or a refusal."""
    person, directory = desk.person(request), desk.directory()
    id, _, what = request.question.partition(":")
    agency = directory.agency(id)
    if agency is None:
        raise Stale("This agency is not in the directory any more: nothing was changed.")
    told = desk.store.upkeep.errands.was_told(agency.id, person.id)
    if not leads.may_answer(person, agency.id, directory, was_told=told):
        raise NotYours(NOT_THE_LEAD.format(agency=agency.name))
    return person, agency, what


def _keep(desk: Desk, request: Request, person: Person, agency: Agency, what: str) -> None:
    """Kept once, and audited, as everything is that somebody says of the directory."""
    key, now = request.act_key, desk.now()
    if desk.store.upkeep.confirmations.note(key, agency.id, what, person.id, now):
        desk.store.audit.note(person.id, what, now, detail=request.question)


def _form(desk: Desk, agency: Agency, question: str) -> Form:
    parts: tuple[Says | Field, ...] = (
        emergency(desk.duty_numbers),
        says(
            "While {agency} is closed, this person is asked in the place of whoever is not there. "
            "They may work for another organisation, such as the trust or the council.",
            agency=agency.name,
        ),
        Field("contact", "Who is asked while it is closed", "person"),
    )
    return Form("holiday_contact", "Holiday contact", "Save", parts, {"question": question})


def _whom_to_ask(directory: Directory) -> str:
    """The Business Manager by name and number, so that nobody has to look for them."""
    manager = way(Sought(BUSINESS_MANAGER), directory).person
    if manager is None:
        return "ask whoever runs Escalate"
    number = f" on {manager.phone}" if manager.phone else ""
    return f"ask {manager.name}{number}"
