"""A desk to act at: people ask for things in their own platform's way, and are answered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from escalation.texts import procedure
from escalation.texts.procedure import Procedure
from escalation.words.forms import Field, Form
from escalation.words.message import Message, plain
from handlers import opening_area, routes
from handlers.desk import Desk
from handlers.request import Corrects, Reply, Request, Shows, Tells
from tests.escalation.story import FILE
from tests.scheduler.office import Office

FIRST = {
    "area": "Reading",
    "category": "threshold",
    "other": "slack:U0PRIYA",
    "spoken": "yes",
    "reason_given": "It is below the threshold.",
    "other_2": "",
    "other_3": "",
    "other_4": "",
    "colleague": "",
    "jointly": "",
}
SECOND = {
    "differs": "MARKER the referral was closed",
    "evidence": "MARKER two missed weight checks",
    "wanted": "MARKER an assessment",
    "best_interest": "MARKER nobody visits for four days",
    "began_on": "2026-04-02",
    "began_at": "14:00",
    "subject_name": "MARKERED Subject",
}
EXCLUSION = """
exclusions:
  - id: complaint
    label: A complaint about one's own employer
    signpost: Use your employer's complaints procedure.
    req: [R-000-24]

terms:"""


def with_an_exclusion() -> Procedure:
    """The Berkshire text, were it to say what it is not for."""
    text = FILE.read_text(encoding="utf-8").replace("\nterms:", EXCLUSION, 1)
    return procedure.read(text, "a-test.yml")


@dataclass
class Reception:
    """The desk, and short words for what people do at it."""

    office: Office
    desk: Desk
    asked: int = 0

    def asks(self, who: str, word: str, **given: Any) -> Reply:
        """Somebody does something on Slack, under a key of its own unless one is given."""
        self.asked += 1
        identity = given.pop("identity", f"U0{who.upper()}")
        key = given.pop("key", f"key:{self.asked}")
        return routes.answered(self.desk, Request(word, identity, "slack", key, **given))

    def sends(self, who: str, form: Form, answers: Mapping[str, str], **given: Any) -> Reply:
        """Somebody fills in a form and sends it."""
        carries = form.carries
        return self.asks(
            who,
            form.word,
            answers=answers,
            carries=carries,
            reference=carries.get("reference", ""),
            question=carries.get("question", ""),
            **given,
        )

    def presses(self, who: str, reference: str, act: str, question: str = "tier:0") -> Reply:
        """Somebody presses a button."""
        return self.asks(who, act, reference=reference, question=question)

    def shares(self) -> None:
        """From now on, disagreements are held in one channel that the partnership shares."""
        self.desk = replace(self.desk, private=False)

    def opens(self, who: str = "sam", area: str = FIRST["area"]) -> Form:
        """Somebody types /escalate: the first page, past the area where that is asked before it."""
        page = shown(self.asks(who, "open"))
        if page.word != opening_area.WORD:
            return page
        return shown(self.sends(who, page, {"area": area}))

    def previews(self, who: str = "sam", **answers: str) -> Reply:
        """Somebody fills in both pages: what they are shown then."""
        first = {name: answers.pop(name, usual) for name, usual in FIRST.items()}
        second = shown(self.sends(who, self.opens(who, first["area"]), first))
        return self.sends(who, second, {**SECOND, **answers})

    def raises(self, who: str = "sam", **answers: str) -> str:
        """Somebody raises a disagreement; its reference."""
        before = set(self.office.store.references())
        self.sends(who, shown(self.previews(who, **answers)), {})
        return (set(self.office.store.references()) - before).pop()


def shown(reply: Reply) -> Form:
    """The form somebody is shown."""
    assert isinstance(reply, Shows), reply
    return reply.form


def told(reply: Reply) -> str:
    """What somebody is told, as they read it."""
    assert isinstance(reply, Tells), reply
    return plain(reply.message)


def corrected(reply: Reply) -> Corrects:
    """What is wrong with a form that was sent."""
    assert isinstance(reply, Corrects), reply
    return reply


def text(form: Form) -> str:
    """What a page says, apart from what it asks."""
    parts = tuple(part for part in form.parts if not isinstance(part, Field))
    return plain(Message("", parts))
