"""Practice: somebody lives a whole disagreement alone, on their own screen; then it is wiped."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from escalation import acts, questions
from escalation.directory.people import Directory, Person
from escalation.disagreement import Disagreement
from escalation.entries import Entries
from escalation.permissions import Act
from escalation.refusals import NotNow, Refusal, Stale, Unusable
from escalation.rehearsing import practice
from escalation.rehearsing.practice import Practice
from escalation.texts.procedure import Procedure
from escalation.words.emergency import emergency
from escalation.words.forms import Answers, Form
from escalation.words.message import Heading, Message, Part, Says
from escalation.working_time.working_time_errors import CoverageError
from handlers import act_forms, allowed, practice_opening, practice_screen
from handlers.desk import Desk, calendar, known
from handlers.looking_again import kept_under
from handlers.practice_opening import KEPT, PAGES, PAGES_READ
from handlers.request import Reply, Request, Shows, Tells

ActRule = Callable[..., Entries]
Rules = Mapping[str, ActRule]
Step = Callable[[Practice, Procedure], Practice]

OVER = (
    "This practice has ended and has been wiped, or was more than seven days old. "
    "Nothing was done. Type /escalate practice to begin another."
)
NOT_HERE = "This cannot be done in practice. Nothing was done."
NOBODY = "Nobody may do this as it stands now. Nothing was done."
NOT_THEM = "This person may not do this as it stands now. Choose another."
BEYOND = "No more time can pass here: the bank holidays of that year are not known yet."
HARM = (
    "This is practice: it tells nobody. If it is real: dial 999. In a real disagreement the same "
    "button, on its own card, tells your safeguarding lead and line manager at once, at any hour; "
    "it is not a telephone call: ring them as well. /escalate list names the real ones."
)


def begin(desk: Desk, request: Request) -> Reply:
    """Where this person's practice stands; if there is none, the first page of one."""
    person = desk.person(request)
    at = practice.read(desk.store.drafts.of(person.id, KEPT, desk.now()))
    if at and (procedure := _procedure(desk, at)):
        return _shows(desk, at, procedure)
    return practice_opening.first(desk, person)


def begun(desk: Desk, request: Request) -> Reply:
    """What was previewed begins, on this person's own screen."""
    at = practice_opening.begun(desk, request)
    return _shows(desk, *_own(desk, practice.written(at), at.id))


def act(pressed: Rules, asked: Rules, desk: Desk, request: Request) -> Reply:
    """A button of the card, by the rules of the real ones: as whom, and whatever the act asks."""
    id, name, question = practice.about(request.question)
    if name == Act.EXPORT:
        raise NotNow(practice.NO_EXPORT)
    if name not in {*pressed, *asked} & set(Act):
        raise NotNow(NOT_HERE)
    rule = partial({**pressed, **asked}[name], question=question)
    if request.carries:
        return _acted(desk, request, id, Act(name), rule, takes_answers=name in asked)
    return _asked(desk, request, id, Act(name), None if name in asked else rule)


def time_passes(desk: Desk, request: Request) -> Reply:
    """Nobody does anything until the next moment has passed; then what follows from it."""
    id, step, _ = practice.about(request.question)
    directory = desk.directory()

    def passed(at: Practice, procedure: Procedure) -> Practice:
        if step != at.step:
            return at  # pressed twice: it has passed already
        standing = at.stands(procedure)
        then = practice.next_step_of_time(at, standing)
        try:
            days = calendar(procedure, then)
            new = acts.time_passed(standing, then, days, directory)
        except CoverageError as beyond:
            raise NotNow(BEYOND) from beyond
        return at.goes_on(request.key, new, then)

    return _goes_on(desk, request, id, passed)


def end(desk: Desk, request: Request) -> Reply:
    """All of it is wiped."""
    person, (id, _, _) = desk.person(request), practice.about(request.question)
    _own(desk, desk.store.drafts.of(person.id, KEPT, desk.now()), id)
    for word in (KEPT, PAGES, *map(kept_under, PAGES_READ)):
        desk.store.drafts.forget(person.id, word)
    return Shows(practice_screen.ended(desk.duty_numbers))


def harm(desk: Desk, request: Request) -> Reply:
    """It tells nobody, and says so; it waits for no database, and stands in no real one's way."""
    parts = (emergency(desk.duty_numbers), Heading(practice.WATERMARK), Says((HARM,)))
    return Tells(Message("This is practice. If it is real: dial 999", parts))


def mark(request: Request) -> tuple[Part, ...]:
    """The watermark of whatever is answered to somebody who practises."""
    return (Heading(practice.WATERMARK),) if request.reference == practice.REFERENCE else ()


def _asked(desk: Desk, request: Request, id: str, act: Act, press: ActRule | None) -> Reply:
    """As whom it is done, among those who may; and what the act asks of them, unless it is a press."""
    person, directory = desk.person(request), desk.directory()
    at, procedure = _own(desk, desk.store.drafts.of(person.id, KEPT, desk.now()), id)
    standing = at.stands(procedure)
    questions.open_(standing)
    who = _those_who_may(act, standing, directory)
    if not who:
        raise NotNow(NOBODY)
    if press:
        who = _unrefused(desk, partial(press, standing, at.now), procedure, at, who)
        form = Form(act, "", "Do this", ())
    else:
        form = act_forms.form(act, standing, practice.about(request.question)[2], at.now)
    return Shows(practice_screen.asking(at, standing, request.question, who, directory, form))


def _those_who_may(act: Act, standing: Disagreement, directory: Directory) -> tuple[Person, ...]:
    people = practice.taking_part(standing, directory)
    return tuple(each for each in people if allowed.may(each.id, act, standing, directory))


def _unrefused(
    desk: Desk, press: ActRule, procedure: Procedure, at: Practice, who: Iterable[Person]
) -> tuple[Person, ...]:
    """Those of them whom the rule itself would not refuse; or its refusal, where it has one for all."""
    days, directory = calendar(procedure, at.now), desk.directory()
    why: Refusal = NotNow(NOBODY)
    found: list[Person] = []
    for each in who:
        try:
            press(days, directory, by=each.id)
        except Refusal as refused:
            why = refused
        else:
            found.append(each)
    if not found:
        raise why
    return tuple(found)


def _acted(
    desk: Desk, request: Request, id: str, act: Act, rule: ActRule, *, takes_answers: bool
) -> Reply:
    """It is done as somebody who may, at the time that it is there."""
    directory = desk.directory()
    answers = known(request, directory)
    given = {"answers": answers} if takes_answers else {}

    def done(at: Practice, procedure: Procedure) -> Practice:
        standing = at.stands(procedure)
        by = _by(answers, act, standing, directory)
        new = rule(standing, at.now, calendar(procedure, at.now), directory, by=by, **given)
        return at.goes_on(request.key, new, at.now)

    return _goes_on(desk, request, id, done)


def _by(answers: Answers, act: Act, standing: Disagreement, directory: Directory) -> str:
    by = answers.get("as_whom", "")
    questions.open_(standing)
    if by not in (each.id for each in _those_who_may(act, standing, directory)):
        raise Unusable("as_whom", NOT_THEM)
    return by


def _goes_on(desk: Desk, request: Request, id: str, step: Step) -> Reply:
    """A step of this person's own practice, once; a key that it has seen before changes nothing."""
    person = desk.person(request)

    def stepped(kept: Answers) -> Answers:
        at, procedure = _own(desk, kept, id)
        return kept if request.key in at.keys else practice.written(step(at, procedure))

    return _shows(
        desk, *_own(desk, desk.store.drafts.change(person.id, KEPT, desk.now(), stepped), id)
    )


def _own(desk: Desk, kept: Answers, id: str) -> tuple[Practice, Procedure]:
    """This person's practice under the procedure it began with, or a refusal where it is over."""
    at = practice.read(kept)
    procedure = _procedure(desk, at) if at else None
    if at is None or procedure is None or at.id != id:
        raise Stale(OVER)
    return at, procedure


def _procedure(desk: Desk, at: Practice) -> Procedure | None:
    """The procedure of a practice, while it is still in force: a practice outlives no new text."""
    return next((each for each in desk.procedures.values() if each.sha256 == at.procedure), None)


def _shows(desk: Desk, at: Practice, procedure: Procedure) -> Reply:
    return Shows(practice_screen.screen(at, procedure, desk.directory()))
