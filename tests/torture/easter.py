"""The Easter story, lived by people who do a thing again until they see that it is done."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from escalation.working_time.times import LONDON
from sandbox.driven import Modal, NotThere
from scheduler.archive import FORMATS
from tests.torture.world import World, looks

START = datetime(2026, 4, 2, 15, 0, tzinfo=LONDON)
TIERS = (
    (datetime(2026, 4, 7, 17, 1, tzinfo=LONDON), ("Jo", "Tom")),
    (datetime(2026, 4, 8, 17, 1, tzinfo=LONDON), ("Mina", "Helen", "Clare", "Leila")),
    (datetime(2026, 4, 9, 17, 1, tzinfo=LONDON), ("Owen", "Marcus")),
)
MORNING = datetime(2026, 4, 10, 10, 0, tzinfo=LONDON)
EVERYBODY = ("Sam", "Priya", *(name for _, names in TIERS for name in names))
PARTNERS = ("Sam", "Priya")
SOCIAL_CARE = {"Priya", "Tom", "Helen", "Leila", "Marcus"}
FIRST = {
    "area": "Reading",
    "category": "",
    "other": "Priya Desai",
    "spoken": "Yes, and we still differ",
}
SECOND = {
    "differs": "The referral was closed without an assessment.",
    "evidence": "Two missed weight checks and unexplained bruising.",
    "wanted": "A child and family assessment this week.",
    "best_interest": "Four days will pass with nobody visiting.",
    "began_on": "2026-04-02",
    "began_at": "15:00",
    "subject_case": "RBHT-20417",
}
ACTION = {
    "what_1": "An assessment is begun today.",
    "owner_1": "Priya Desai",
    "due_1": "2026-04-30",
}
WORDS = {
    "Priya": "I will ask my manager to look again.",
    "Sam": "Thank you. I am on 0118 496 0101.",
    "Jo": "We speak at ten tomorrow.",
    "Marcus": "I have read it all.",
}


def _agency(name: str) -> str:
    return "social-care" if name in SOCIAL_CARE else "health"


TOLD = (
    *((name, "raised") for name in PARTNERS),
    *((name, f"reached:{tier}") for tier, (_, names) in enumerate(TIERS, 1) for name in names),
    *((name, "proposal:1") for name in ("Owen", "Marcus")),
    *(
        (name, topic)
        for name in EVERYBODY
        for topic in ("settled", *(f"record:{_agency(name)}:{each}" for each in FORMATS))
    ),
    *((name, "closing") for name in ("Owen", "Marcus")),
    *(("Bea", topic) for topic in ("copy:entry:3", "copy:settled:3")),
)
RAISED, PROPOSE = "Before you confirm", "Propose an agreement"
STALE = "Nothing has changed"
ASKED, SETTLED = "an agreement has been proposed", "is settled"


def live(world: World) -> None:
    """From raising to the record, over the Easter of 2026."""
    raises(world)
    for name in PARTNERS:
        writes(world, name)
    for at, names in TIERS:
        world.reaches(at)
        for name in names:
            world.until(f"{name} to be told", partial(world.told, name))
    writes(world, "Jo")
    world.reaches(MORNING)
    takes(world, "Owen")
    writes(world, "Marcus")
    proposes(world, "Marcus")
    for name in ("Owen", "Marcus"):
        approves(world, name)
    for name in EVERYBODY:
        world.until(f"{name} to hear of the end", partial(heard, world, name, SETTLED))
        world.until(f"{name} to have the record", partial(has_record, world, name))
    sam = world.person("Sam")
    world.until("the end", lambda: all(c.archived for c in sam.channels if "esc-" in c.name))


def raises(world: World) -> None:
    """Sam goes through the three pages, and confirms."""
    sam = world.person("Sam")
    world.until("the form", lambda: sam.modal, lambda: sam.types("/escalate"))

    def first() -> None:
        assert sam.modal
        sam.submits({**FIRST, "category": sam.modal.field("category").options[0]})

    world.until("the second page", lambda: modal(world, "Sam").field("differs"), first)
    previewed = partial(title, world, "Sam", RAISED)
    world.until("the preview", previewed, lambda: sam.submits(SECOND))
    world.until("the card", partial(world.card, "Sam"), confirms(world))
    for name in PARTNERS:
        world.until(f"{name} to be told", partial(world.told, name))
    while sam.modal:
        sam.closes(all_of_them=True)


def confirms(world: World) -> Callable[[], None]:
    """Confirmed until the page has gone: the same page sent twice raises once."""

    def act() -> None:
        if title(world, "Sam", RAISED):
            submits(world, "Sam", RAISED, "raised")

    return act


def writes(world: World, name: str) -> None:
    """Somebody writes in the thread; Slack keeps it, and delivers it until it is acknowledged."""
    world.until("the card", partial(world.card, name))
    world.person(name).posts(WORDS[name], in_thread_of=world.card(name))
    world.until("their words to be taken", lambda: not world.undelivered())
    world.acknowledged.append(f"said {WORDS[name]}")


def takes(world: World, name: str) -> None:
    """Somebody has it for their agency."""
    world.until(
        f"{name} to have it",
        lambda: name in thread(world, " has this for "),
        lambda: presses(world, name, "I have this", "taken"),
    )


def proposes(world: World, name: str) -> None:
    """Somebody puts an agreement to each agency."""
    person = world.person(name)
    done: list[bool] = []

    def act() -> None:
        """The form is sent again until it was taken, and opened again only if it never was."""
        form = person.modal
        if form is None and not done:
            presses(world, name, PROPOSE, "")
        elif form is not None and form.title == PROPOSE:
            person.fills(ACTION)
            if submits(world, name, PROPOSE, "proposed"):
                done.append(True)
            elif STALE in modal(world, name).text:
                person.closes(all_of_them=True)  # anything else is answered by sending it again
        elif form is not None:
            person.closes(all_of_them=True)

    world.until("the proposal", lambda: thread(world, "proposed an agreement"), act)
    while person.modal:
        person.closes(all_of_them=True)


def approves(world: World, name: str) -> None:
    """Somebody who has been asked says yes for their agency."""
    world.until(f"{name} to be asked", partial(heard, world, name, ASKED))
    world.until(
        f"{name}'s approval",
        lambda: name in thread(world, "approved the proposal"),
        lambda: presses(world, name, "Approve", "approved"),
    )


def presses(world: World, name: str, label: str, act: str) -> None:
    """A press on the card; acknowledged and not answered with a no, it was taken."""
    person = world.person(name)
    before = len(person.notices)
    answer = person.presses(label, in_=world.card(name))
    if act and answer["acknowledged"] and len(person.notices) == before:
        world.acknowledged.append(f"{act} by {name}")


def submits(world: World, name: str, title: str, act: str) -> bool:
    """A form is sent; gone, or another in its place, it was taken."""
    left = world.person(name).submits()
    taken = left is None or left.title != title
    if taken:
        world.acknowledged.append(act)
    return taken


def heard(world: World, name: str, about: str) -> bool:
    """Whether somebody has been told this."""
    return any(about in message.text for message in world.told(name))


def has_record(world: World, name: str) -> bool:
    """Whether somebody has their agency's record, in both formats."""
    return len([file for message in world.told(name) for file in message.files]) == len(FORMATS)


def title(world: World, name: str, wanted: str) -> bool:
    """Whether the form before somebody has this title."""
    return modal(world, name).title == wanted


def modal(world: World, name: str) -> Modal:
    """The modal before somebody."""
    found = world.person(name).modal
    if found is None:
        raise NotThere(f"{name} has no modal open.")
    return found


def thread(world: World, about: str) -> str:
    """What was said in the thread about this, as Sam sees it."""
    card = looks(lambda: world.card("Sam"))
    return "\n".join(m.text for m in card.replies if about in m.text) if card else ""
