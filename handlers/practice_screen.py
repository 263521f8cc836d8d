"""The screen of practice: the card as it would be, what would be told to whom, and how to go on."""

from collections.abc import Iterable, Iterator, Mapping

from escalation import rights
from escalation.directory.people import Directory, Person
from escalation.disagreement import Disagreement
from escalation.owing import (
    Admit,
    Close,
    Owed,
    Place,
    Post,
    Recipient,
    Record,
    Release,
    RoleAt,
    Telling,
)
from escalation.rehearsing.practice import (
    REFERENCE,
    TITLE,
    WATERMARK,
    Practice,
    choice,
    pressed_here,
    to_come,
)
from escalation.texts.procedure import Procedure
from escalation.words import further
from escalation.words.card import card
from escalation.words.emergency import emergency, first_words
from escalation.words.forms import Field, Form
from escalation.words.message import (
    Choice,
    Choices,
    Heading,
    Message,
    Moment,
    Part,
    Quote,
    Says,
    plain,
    says,
)

MOST_VIEWS, MOST_TOLD = 20, 15  # a form has room for a hundred parts, and each may take up two
BEGINS = "Each of these would begin with the same words about immediate harm as this screen."
NOBODY = "Nobody would be told anything by this."
ENDED = "The practice has ended, and all of it has been wiped. /escalate practice begins another."


def screen(at: Practice, procedure: Procedure, directory: Directory) -> Form:
    """Where the practice stands, for the one person who practises."""
    standing = at.stands(procedure)
    parts = (
        *_marked(standing),
        *_when(at, standing),
        *_card(at, standing),
        Heading("What would be told, and is not"),
        *_told(at.owed(procedure), standing, directory),
        Choices(tuple(_on(at, standing))),
    )
    return Form("practice", TITLE, "", parts, {"reference": REFERENCE, "step": at.step})


def asking(
    at: Practice,
    standing: Disagreement,
    question: str,
    people: Iterable[Person],
    directory: Directory,
    form: Form,
) -> Form:
    """The form of an act, which asks first as whom it is done."""
    options = tuple((each.id, _known(each, standing, directory)) for each in people)
    whom = Field("as_whom", "As whom", "choice", options=options, initial=options[0][0])
    parts = (*_marked(standing), whom, *form.parts)
    carries = {"reference": REFERENCE, "question": question, "step": at.step}
    return Form("practice_act", TITLE, form.submit, parts, carries)


def ended(duty_numbers: Mapping[str, str]) -> Form:
    """What stands in place of the screen once the practice has been wiped."""
    parts = (emergency(duty_numbers), Heading(WATERMARK), Says((ENDED,)))
    return Form("practice", TITLE, "", parts, {"reference": REFERENCE})


def _marked(standing: Disagreement) -> tuple[Part, ...]:
    return (first_words(standing), Heading(WATERMARK))


def _when(at: Practice, standing: Disagreement) -> Iterator[Part]:
    yield says("In this practice it is {now}.", now=Moment(at.now))
    if wake := next(iter(to_come(standing)), None):
        moment = Moment(max(wake.at, at.now))
        yield says("If nobody does anything, the clock looks at it next on {at}.", at=moment)


def _card(at: Practice, standing: Disagreement) -> Iterator[Part]:
    """The card; of many views the last, and its choices act in this practice alone."""
    parts = card(standing).parts[1:]
    views = [part for part in parts if isinstance(part, Quote)]
    hidden = views[: max(0, len(views) - MOST_VIEWS)]
    shown = (_spread(part, standing) for part in parts if part not in hidden)
    yield from (pressed_here(part, at) for part in shown)


def _spread(part: Part, standing: Disagreement) -> Part:
    """In practice nothing stands behind More…: whoever learns it sees all of it."""
    if not isinstance(part, Choices) or further.MORE not in part.choices:
        return part
    rest = (each for each in part.choices if each != further.MORE)
    return Choices((*rest, *further.choices(standing)))


def _on(at: Practice, standing: Disagreement) -> Iterator[Choice]:
    if to_come(standing):
        yield choice(at, "practice_time", "Let time pass")
    yield choice(at, "practice_end", "End practice")


def _told(owed: Iterable[Owed], standing: Disagreement, directory: Directory) -> Iterator[Part]:
    """Each message once, with everybody who would get it; then what else would happen."""
    owed = list(owed)
    said: list[Part] = [*_messages(owed, standing, directory), *_places(owed, standing, directory)]
    yield Says((BEGINS if said else NOBODY,))
    yield from said[:MOST_TOLD]
    if (more := len(said) - MOST_TOLD) > 0:
        yield says("And {more} more.", more=str(more))


def _messages(
    owed: Iterable[Owed], standing: Disagreement, directory: Directory
) -> Iterator[Quote]:
    to: dict[tuple[str, str], list[str]] = {}
    for each in owed:
        match each:
            case Telling(_, who, message, nudge):
                how = ", in their own working time" if nudge else ""
                to.setdefault((_text(message, standing), how), []).append(
                    _addressed(who, standing, directory)
                )
            case Post(message):
                to[_text(message, standing), ""] = ["its thread"]
    for (text, how), whom in to.items():
        yield Quote(f"To {'; '.join(dict.fromkeys(whom))}{how}", text)


def _places(owed: Iterable[Owed], standing: Disagreement, directory: Directory) -> Iterator[Says]:
    for each in owed:
        match each:
            case Place(admit):
                whom = " and ".join(_addressed(who, standing, directory) for who in admit)
                yield says("A place of its own would be made for it, for {whom}.", whom=whom)
            case Admit(who):
                whom = _addressed(who, standing, directory)
                yield says("{whom} would be let into its place.", whom=whom)
            case Release(who):
                whom = _addressed(who, standing, directory)
                yield says("{whom} would leave its place.", whom=whom)
            case Record(agency):
                name = standing.agency_name(agency)
                yield says("{agency} would be sent its copy of the record.", agency=name)
            case Close():
                yield says("Its place would be closed.")


def _text(message: Message, standing: Disagreement) -> str:
    """The message as it would read; that 999 comes first in each is said once, above."""
    first = first_words(standing)
    return plain(Message("", tuple(part for part in message.parts if part != first)))


def _addressed(who: Recipient, standing: Disagreement, directory: Directory) -> str:
    """Jo Lee (Line manager, Health Trust); or which role nobody holds."""
    held = rights.standing(who, standing, directory, farthest="deputy")[:1]
    if not isinstance(who, RoleAt):
        return _known(held[0], standing, directory) if held else "somebody who has left"
    name = held[0].name if held else "nobody named"
    label = standing.procedure.role(who.role).label if who.role in standing.procedure.roles else ""
    return f"{name} ({label or who.role}, {directory.agency_name(who.agency)})"


def _known(person: Person, standing: Disagreement, directory: Directory) -> str:
    """The same, as they are known to it now."""
    actor = rights.actor(person.id, standing, directory)
    return f"{actor.name} ({actor.role}, {standing.agency_name(actor.agency)})"
