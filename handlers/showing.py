"""Showing where things stand: status, list and help, without a word of what it is about."""

from escalation import rights
from escalation.directory import in_place
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, Wake
from escalation.permissions import BY_NAME, INSIDE, Act, Relation
from escalation.refusals import Refusal, Unknown
from escalation.rehearsing import practice
from escalation.words import card
from escalation.words.emergency import emergency, first_words
from escalation.words.message import Facts, Heading, Message, Part, Says
from escalation.working_time import times
from handlers.desk import Desk, identified
from handlers.request import Reply, Request, Tells

NOT_YOURS = "There is no disagreement with this reference that names you. Check the letters."
# A command of these is about no disagreement, whatever is typed after it.
ABOUT_NONE = {"open", "list", "away", "back", "practice", "help", "harm_typed", "thanks"}
# Of whoever was told of it once, as a manager or of immediate harm: they know that it is there.
ASKED_OF_ONE = {Act.MANAGER_YES, "manager_no", "harm_seen"}
COMES = {
    "limit": "the end of a limit",
    "tell": "when the next tier is told",
    "top": "when the last tier's time has passed",
}
HELP = (
    ("/escalate", "raise a difference with a professional of another agency"),
    ("/escalate harm ESC-…", "immediate harm: tells your own lead and manager now; dial 999 first"),
    ("/escalate list", "the open disagreements that name you, and whose turn it is"),
    ("/escalate status ESC-…", "where one stands, and what comes next"),
    ("/escalate export ESC-…", "your agency's copy of the record"),
    ("/escalate away", "you are on leave, or one of your people is: who is asked meanwhile"),
    ("/escalate back", "you are back; with @ and a name, one of your people is"),
    ("/escalate practice", "work through one alone, to learn how it goes: nobody is told"),
    (
        "/escalate link ESC-… ESC-…",
        "link two: about the same person, a sibling, the same household",
    ),
    ("/escalate unlink ESC-… ESC-…", "remove a link that was a mistake"),
    ("/escalate merge ESC-… ESC-…", "the first was raised twice: it goes on in the second"),
    ("/escalate note ESC-…", "a note that your own agency alone can read"),
    ("/escalate notes ESC-…", "your own agency's notes"),
    ("/escalate discussions ESC-…", "approve the record of discussions, where that is asked"),
    ("/escalate reopen ESC-…", "take up again what was settled or withdrawn, and say why"),
    ("/escalate closing ESC-…", "see to what is left: feedback, the file, lessons; alone, a list"),
    ("/escalate check ESC-…", "what was agreed: is it understood alike, and has it been done"),
    ("/escalate issues ESC-…", "the issues arising, if the procedure gives them to you"),
    ("/escalate form ESC-…", "a form that the procedure has you send, drafted from the record"),
    ("/escalate hide ESC-…", "take out of sight something that should not be there"),
    ("/escalate wrong ESC-…", "take out somebody who should never have been brought in"),
    (
        "/escalate thanks",
        "pass on what somebody of another agency did well, if the procedure has it",
    ),
    ("/escalate help", "this page"),
)


def status(desk: Desk, request: Request) -> Reply:
    """Where one disagreement stands; without a reference, every one that names the person."""
    if not request.reference:
        return listed(desk, request)
    disagreement = readable(desk, request, Act.STATUS)
    heading = Heading(f"{disagreement.reference} – {disagreement.procedure.terms.matter}")
    shown = _shown(desk.person(request).id, disagreement, desk.directory())
    stands = (heading, shown, *_goes_on(desk, request, disagreement))
    parts = (first_words(disagreement), *stands)
    return Tells(Message(f"{disagreement.reference}: {card.state(disagreement)}", parts))


def _goes_on(desk: Desk, request: Request, disagreement: Disagreement) -> tuple[Part, ...]:
    """Where the one stands into which it was merged, to whoever may see that."""
    while into := disagreement.merged_into:
        disagreement = desk.store.disagreement(into)
    if disagreement.reference == request.reference:
        return ()
    person, directory = desk.person(request), desk.directory()
    if not rights.may(person.id, Act.STATUS, disagreement, directory):
        return ()
    desk.store.audit.note(person.id, request.word, desk.now(), disagreement.reference)
    shown = _shown(person.id, disagreement, directory)
    return (Heading(f"It goes on in {disagreement.reference}"), shown)


def _shown(person: str, disagreement: Disagreement, directory: Directory) -> Facts:
    """Where it stands: to whoever was only told of it without a name; to whoever takes part with
    everybody who is asked, and the number of each."""
    are = rights.relations(person, disagreement, directory)
    if not are & BY_NAME:
        return card.outline(disagreement)
    asked = in_place.everybody(disagreement, directory, numbers=bool(are & INSIDE))
    return card.status(disagreement, asked)


def listed(desk: Desk, request: Request) -> Reply:
    """The open disagreements that name this person, the next moment first; the reading is audited."""
    person, directory = desk.person(request), desk.directory()
    found = [
        disagreement
        for reference in desk.store.open_references()
        if (disagreement := desk.store.disagreement(reference))
        and rights.may(person.id, Act.STATUS, disagreement, directory)
    ]
    if not found:
        nothing = (emergency(desk.duty_numbers), Says(("No open disagreement names you.",)))
        return Tells(Message("Nothing open names you", nothing))
    for each in found:
        desk.store.audit.note(person.id, "list", desk.now(), each.reference)
    rows = tuple(
        (each.reference, _line(person.id, each, directory)) for each in sorted(found, key=_soonest)
    )
    heading = "Open disagreements that name you"
    parts: tuple[Part, ...] = (emergency(desk.duty_numbers), Heading(heading), Facts(rows))
    return Tells(Message(heading, parts))


def help_(desk: Desk, request: Request) -> Reply:
    """What can be typed; a mistyped word is named."""
    mistyped = request.answers.get("mistyped", "")
    before = (
        (Says((f"“{mistyped}” is not something /escalate knows. Nothing was done.",)),)
        if mistyped
        else ()
    )
    parts = (emergency(desk.duty_numbers), *before, Heading("What you can type"), Facts(HELP))
    return Tells(Message("What /escalate can do", parts))


def readable(desk: Desk, request: Request, act: Act) -> Disagreement:
    """A disagreement this person may see so far, or a refusal; the reading is audited."""
    disagreement = named(desk, request, act)
    person = desk.person(request)
    desk.store.audit.note(person.id, request.word, desk.now(), disagreement.reference)
    return disagreement


def named(desk: Desk, request: Request, act: Act) -> Disagreement:
    """A disagreement in which this person may do this, or a refusal.

    Whom nothing has been said of it does not hear whether there is one.
    """
    person, directory = desk.person(request), desk.directory()
    try:
        disagreement = desk.store.disagreement(request.reference)
    except Unknown as unknown:
        raise Unknown(NOT_YOURS) from unknown
    if not rights.may(person.id, Act.STATUS, disagreement, directory):
        raise Unknown(NOT_YOURS)
    rights.check(person.id, act, disagreement, directory)
    return disagreement


def to_a_stranger(desk: Desk, request: Request, refused: Refusal) -> Refusal:
    """Why not; to whom it names nowhere a disagreement is as if there were none, whatever they do."""
    reference = request.reference or request.carries.get("reference", "")
    person = identified(request.platform, request.identity, desk.directory())
    if (
        not reference
        or reference == practice.REFERENCE
        or request.word in ASKED_OF_ONE | ABOUT_NONE
        or not person
    ):
        return refused
    try:
        found = desk.store.disagreement(reference)
    except Unknown:
        return Unknown(NOT_YOURS)
    held = rights.relations(person.id, found, desk.directory())
    is_a_stranger = held == {Relation.STRANGER} and person.id not in found.cut
    return Unknown(NOT_YOURS) if is_a_stranger else refused


def which(word: str, *, both: bool = False) -> str:
    """What to type, where a word needs a reference and came without one."""
    if both:
        return f"Say which: /escalate {word} ESC-… ESC-…, with the references of both."
    return f"Say which: /escalate {word} ESC-…, with the reference of the one you mean."


def _line(person: str, disagreement: Disagreement, directory: Directory) -> str:
    soonest = _next(disagreement)
    then = f"; next: {times.full(soonest.at)}, {_comes(soonest)}" if soonest else ""
    named = rights.relations(person, disagreement, directory) & BY_NAME
    asked = f"; asked: {_asked(disagreement, directory)}" if named else ""
    return f"{card.state(disagreement)}{asked}{then}"


def _comes(wake: Wake) -> str:
    """What the clock does then, in a few words."""
    return COMES.get(wake.id.partition(":")[0], "a reminder")


def _asked(disagreement: Disagreement, directory: Directory) -> str:
    """Whose turn it is, by name, and for whom they are asked; nobody where a role has no holder."""
    return in_place.whose_turn(disagreement, directory) or "nobody named"


def _soonest(disagreement: Disagreement) -> tuple[bool, float]:
    soonest = _next(disagreement)
    return (soonest is None, soonest.at.timestamp() if soonest else 0.0)


def _next(disagreement: Disagreement) -> Wake | None:
    """What comes next of the ladder: that somebody pressed Immediate harm is for their agency alone."""
    return next((wake for wake in disagreement.moments() if wake.is_of_the_ladder), None)
