"""Being away, and back again: who is asked meanwhile, said by oneself or one's manager."""

from collections.abc import Iterable
from datetime import date

from escalation.directory import absences, reaching
from escalation.directory.cover import Absence
from escalation.directory.people import Directory, Person
from escalation.directory.seeking import Sought
from escalation.owing import To
from escalation.refusals import Unusable
from escalation.words import forms
from escalation.words.emergency import emergency
from escalation.words.forms import Field, Form
from escalation.words.message import Message, Part, Says, says
from escalation.working_time import times
from handlers.desk import Desk, known
from handlers.request import Reply, Request, Shows, Tells

SOURCE, BACK = "away", "back"
CHOOSE = (
    "Type /escalate {word} @ and choose their name from the list that opens. Nothing was changed."
)
REPLACES = "It stands in place of what was kept before: from {first} until {last}."


def away(desk: Desk, request: Request) -> Reply:
    """The form; and then who is asked meanwhile."""
    person, now = desk.person(request), desk.now()
    today = times.civil(now).date()
    directory = desk.directory()
    if not request.carries:
        whose = _named(request, directory)
        return Shows(forms.filled_in(_form(desk, today), {"whose": whose} if whose else {}))
    absence = _absence(request, person, directory)
    replaced = absences.replaced(directory, absence)
    after = desk.store.change_directory(
        lambda before: absences.away(before, person.id, absence, today),
        who=person.id,
        source=SOURCE,
        at=now,
    )
    _tell(desk, request, absence.person, _said_away(desk, absence, person, after.at(now)))
    return Tells(_noted(absence, after.at(now), replaced))


def back(desk: Desk, request: Request) -> Reply:
    """Somebody is there again from today on."""
    person, now = desk.person(request), desk.now()
    whose = _named(request, desk.directory()) or person.id
    if desk.store.drafts.of(person.id, BACK, now) == {"key": request.act_key, "whose": whose}:
        return _is_back(desk.directory().person(whose) or person)  # it came twice
    after = desk.store.change_directory(
        lambda before: absences.back(before, person.id, whose, times.civil(now).date()),
        who=person.id,
        source=BACK,
        at=now,
    )
    _tell(desk, request, whose, _said_back(desk, person))
    desk.store.drafts.keep(person.id, BACK, {"key": request.act_key, "whose": whose}, now)
    return _is_back(after.person(whose) or person)


def _tell(desk: Desk, request: Request, whose: str, said: Message) -> None:
    """Whoever was not asked hears it once, privately: it decides whether anything reaches them."""
    directory = desk.directory()
    found, by = directory.person(whose), desk.person(request)
    if found and found != by and found.slack:
        key = f"{request.word}:{request.act_key}"
        desk.store.upkeep.errands.owe_to(found, key, said, desk.now())


def _said_away(desk: Desk, absence: Absence, by: Person, directory: Directory) -> Message:
    asked = _asked(absence, directory)
    parts = (
        emergency(desk.duty_numbers),
        says(
            "{by} has said that you are away from {first} until {last}.",
            by=by.name,
            first=times.day(absence.starts),
            last=times.day(absence.ends),
        ),
        says("{who} is asked in your place.", who=asked.name)
        if asked
        else says("Nobody covers: the next tier is asked."),
        says("If you are there, type /escalate back; if the days are others, type /escalate away."),
    )
    return Message("You are kept as away", parts)


def _said_back(desk: Desk, by: Person) -> Message:
    parts = (
        emergency(desk.duty_numbers),
        says("{by} has said that you are back: you are asked from now on.", by=by.name),
        says("If you are still away, type /escalate away."),
    )
    return Message("You are kept as back", parts)


def _named(request: Request, directory: Directory) -> str:
    """Whom a command names; a name that the platform did not mark may be anybody's."""
    typed = request.answers.get("whose", "")
    if typed and not typed.startswith(f"{request.platform}:") and not directory.person(typed):
        raise Unusable("", CHOOSE.format(word=request.word))
    return known(request, directory).get("whose", "")


def _is_back(person: Person) -> Reply:
    sentence = says("{who} is back, and is asked from now on.", who=person.name)
    return Tells(Message("Back again", (sentence,)))


def _form(desk: Desk, today: date) -> Form:
    parts: tuple[Part | Field, ...] = (
        emergency(desk.duty_numbers),
        says("Whoever covers is asked in your place, and prompts go on. No limit moves."),
        Field("starts", "First day away", "date", initial=today.isoformat()),
        Field("ends", "Last day away", "date"),
        Field("cover", "Who covers", "person", "Leave it empty for the deputy.", required=False),
        Field(
            "whose",
            "Who is away",
            "person",
            "Leave it empty for yourself. Managers may say so for their people.",
            required=False,
        ),
    )
    return Form("away", "Away", "Save", parts, {"draft": SOURCE})


def _absence(request: Request, person: Person, directory: Directory) -> Absence:
    answers = known(request, directory)
    return Absence(
        person=answers.get("whose", "") or person.id,
        starts=forms.day(answers, "starts", "Give the first day away."),
        ends=forms.day(answers, "ends", "Give the last day away."),
        cover=answers.get("cover", ""),
    )


def _noted(absence: Absence, directory: Directory, replaced: Iterable[Absence]) -> Message:
    """Who is asked, as it will be on the first day; or that nobody can be."""
    found = directory.person(absence.person)
    name = found.name if found else absence.person
    noted = says(
        "{who} is away from {first} until {last}.",
        who=name,
        first=times.day(absence.starts),
        last=times.day(absence.ends),
    )
    before = (
        says(REPLACES, first=times.day(each.starts), last=times.day(each.ends)) for each in replaced
    )
    return Message("Absence noted", (noted, *before, _meanwhile(absence, directory)))


def _meanwhile(absence: Absence, directory: Directory) -> Says:
    asked = _asked(absence, directory)
    if asked is None:
        return says(
            "Nobody covers: the next tier is asked at once, and the Business Manager is told that "
            "nobody covers. Type /escalate away again to name somebody."
        )
    return says(
        "{who} is asked meanwhile, and is let into what is open. Prompts go on; no limit moves. "
        "Ring them about whatever cannot wait.",
        who=asked.name,
    )


def _asked(absence: Absence, directory: Directory) -> Person | None:
    """Who is asked in their place, as it will be on the first day."""
    first = times.noon(absence.starts)
    return reaching.way(Sought(To(absence.person)), directory.at(first)).person
