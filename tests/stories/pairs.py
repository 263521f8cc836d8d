"""Two disagreements in one workspace: each raised in its turn, and its card found by its reference."""

from sandbox.driven import Conversation, Message, Modal
from sandbox.person import Person
from tests.stories.conftest import Partnership, words

AFTER = "Thursday 2026-04-02 15:05"


def raises_two(partnership: Partnership, second: str, against: str) -> tuple[str, str]:
    """Sam raises one with Priya; five minutes later somebody raises another."""
    first = partnership.raises()
    partnership.reaches(AFTER)
    return first, partnership.raises(began=AFTER, by=second, against=against)


def place(partnership: Partnership, name: str, reference: str) -> Conversation:
    """A disagreement's channel, as somebody in it sees it."""
    person = partnership.person(name)
    return next(each for each in person.channels if each.name.startswith(reference.lower()))


def card(partnership: Partnership, name: str, reference: str) -> Message:
    """Its card."""
    messages = place(partnership, name, reference).messages
    return next(each for each in messages if each.from_app and not each.is_line)


def thread(partnership: Partnership, name: str, reference: str) -> str:
    """What is said under its card."""
    replies = card(partnership, name, reference).replies
    return words(" ".join(each.text for each in replies))


def form(person: Person) -> Modal:
    """The form that somebody is shown."""
    return person.waits_for(lambda: person.modal, called="the form")


def answers(partnership: Partnership, person: Person, **given: str) -> str:
    """Somebody fills in what they are asked; what they are told in its place."""
    form(person)
    shown = person.submits(given)
    partnership.settles()
    assert shown is not None
    return words(" ".join([shown.text, *shown.errors.values()]))


def asks(partnership: Partnership, name: str, line: str) -> str:
    """Somebody types a command; the private answer."""
    person = partnership.person(name)
    before = len(person.notices)
    person.types(line)
    seen = person.waits_for(
        lambda: person.notices if len(person.notices) > before else None, called="an answer"
    )
    return words(seen[-1].text)
