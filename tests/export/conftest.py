"""One whole disagreement, lived through the real acts, kept in a chain, and written down for two agencies."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from escalation import acts, chain, entries, rights
from escalation.acts import agree, answer, harm, meet, raise_, say
from escalation.directory.people import Agency, Directory, Person, Post
from escalation.disagreement import Disagreement, after
from escalation.texts import procedure
from escalation.working_time.bank_holidays import Nation
from escalation.working_time.calendars import Calendar, calendar_covering
from escalation.working_time.times import LONDON
from export import formats, record_json
from export.record import Reader, record
from export.record_json import Signed
from export.signing import SigningKey, signing_key

PROCEDURES = Path(__file__).parents[2] / "procedures"
REFERENCE = "ESC-7KQ2MXPD"

AGENCIES = (
    Agency("health", "Thames Valley Community Health Trust", "health"),
    Agency("csc", "Reading Children’s Social Care", "social care"),
    Agency("partnership", "Berkshire West Safeguarding Partnership", "partnership"),
)
PEOPLE = (
    ("sam", "Sam Okafor", "health", "practitioner", "nia"),
    ("nia", "Nia Prosser", "health", "line_manager", "ruth"),
    ("ruth", "Ruth Adeyemi", "health", "next_manager", "helen"),
    ("helen", "Helen Marsh", "health", "senior_manager", ""),
    ("lena", "Lena Kaur", "health", "safeguarding_lead", ""),
    ("tom", "Tom Reed", "csc", "practitioner", "priya"),
    ("priya", "Priya Nair", "csc", "line_manager", "owen"),
    ("owen", "Owen Hughes", "csc", "next_manager", "grace"),
    ("grace", "Grace Whitfield", "csc", "senior_manager", ""),
    ("beth", "Beth Lowe", "partnership", "business_manager", ""),
)

DIFFERS = (
    "I do not agree that the referral of 26 March should have been closed with advice. Three "
    "separate things have been seen at home within a month, and each of them was looked at on "
    "its own."
)
EVIDENCE = (
    "On 9, 17 and 26 March I found the baby in a cold room with no food in the house. Her weight "
    "has fallen from the 50th to the 9th centile. Her mother told me on the 26th that her partner "
    "has moved back, which the plan of January says he must not.\nThe notes of all three visits "
    "are in the health record and were sent with the referral."
)
WANTED = "A child in need assessment, begun within this week, with the health visitor in it."
BEST = (
    "She is eight months old and cannot tell anybody. Losing weight at this rate will do lasting "
    "damage, and nobody but the three of us sees her."
)
REASON = (
    "The team was told that the family is working with the children’s centre, and that this is "
    "enough support for now."
)
ANSWER = (
    "Thank you for setting it out. When the referral came in we had a report from the children’s "
    "centre of the same week, which described a warm home and good contact. We did not know that "
    "the partner is back: that was not in the referral as we received it. I would want to see the "
    "three visits side by side before saying that the threshold is met."
)


def on(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """An hour of April 2026 on the clock in the United Kingdom."""
    return datetime(2026, 4, day, hour, minute, tzinfo=LONDON)


@dataclass
class Ledger:
    """A disagreement that is acted upon, with its entries kept one by one."""

    procedure: procedure.Procedure
    calendar: Calendar
    directory: Directory
    kept: list[entries.Kept] = field(default_factory=list)
    stands: Disagreement = field(init=False)

    def __post_init__(self) -> None:
        self.stands = Disagreement(REFERENCE, self.procedure)

    def opened(self, raising: raise_.Raising, by: str, at: datetime) -> None:
        self._keep(
            raise_.open_(REFERENCE, self.procedure, raising, by, at, self.calendar, self.directory)
        )

    def time(self, at: datetime) -> None:
        self._keep(acts.time_passed(self.stands, at, self.calendar, self.directory))

    def act(
        self, rule: Callable[..., entries.Entries], by: str, at: datetime, **given: Any
    ) -> None:
        self._keep(rule(self.stands, at, self.calendar, self.directory, by=by, **given))

    def _keep(self, written: entries.Entries) -> None:
        for entry in written:
            seq = len(self.kept) + 1
            salts = bytes([seq % 256]) * 16, bytes([255 - seq % 256]) * 16
            previous = self.kept[-1].link.hash if self.kept else chain.START
            kept = entries.sealed(entry, REFERENCE, seq, f"key-{seq}", previous, *salts)
            self.kept.append(kept)
            self.stands = after(self.stands, entry)


@pytest.fixture(scope="session")
def berkshire() -> procedure.Procedure:
    name = "pan-berkshire-2026-03.yml"
    return procedure.read((PROCEDURES / name).read_text(encoding="utf-8"), name)


@pytest.fixture(scope="session")
def directory() -> Directory:
    people = tuple(Person(id, name, agency, manager=up) for id, name, agency, _, up in PEOPLE)
    posts = tuple(Post(id, role, agency) for id, _, agency, role, _ in PEOPLE)
    return Directory(AGENCIES, people, posts)


@pytest.fixture(scope="session")
def new_ledger(berkshire, directory) -> Callable[[], Ledger]:
    calendar = calendar_covering(Nation.ENGLAND, on(2).date())
    return partial(Ledger, berkshire, calendar, directory)


@pytest.fixture(scope="session")
def raised(new_ledger) -> Ledger:
    """As it stands an hour after it was raised: nobody has answered."""
    ledger: Ledger = new_ledger()
    ledger.opened(a_raising(), "sam", on(2, 15))
    return ledger


@pytest.fixture(scope="session")
def settled(new_ledger) -> Ledger:
    """Raised before Easter, told tier by tier, settled by two senior managers."""
    ledger: Ledger = new_ledger()
    ledger.opened(a_raising(), "sam", on(2, 15))
    ledger.act(answer.bring_lead, "sam", on(2, 15, 40), question="tier:0")
    ledger.act(say.say, "tom", on(7, 10, 12), text=ANSWER)
    ledger.act(harm.press, "sam", on(7, 16, 5))
    for day in (7, 8, 9):
        ledger.time(on(day, 17, 1))
    talk = {
        "held_on": "2026-04-09",
        "held_at": "11:30",
        "who": "Nia Prosser and Priya Nair",
        "text": "We put the three visits beside the centre’s report. We agree on the facts, and "
        "not yet on the threshold.",
    }
    ledger.act(meet.discuss, "priya", on(9, 17, 20), question="tier:3", answers=talk)
    ledger.act(answer.take, "grace", on(10, 9, 10), question="tier:3")
    proposal = {
        "what_1": "Begin a child in need assessment, with the health visitor in the first visit",
        "owner_1": "Tom Reed",
        "due_1": "2026-04-15",
        "what_2": "Weigh the baby every week and send the chart to the social worker",
        "owner_2": "Sam Okafor",
        "due_2": "2026-04-17",
    }
    ledger.act(agree.propose, "grace", on(10, 10, 30), question="tier:3", answers=proposal)
    ledger.act(agree.approve, "grace", on(10, 10, 45), question="proposal:1")
    ledger.act(agree.approve, "helen", on(10, 16, 2), question="proposal:1")
    ledger.act(say.say, "tom", on(10, 16, 30), text="Visit booked for Monday at ten.")
    return ledger


def a_raising(**changed: Any) -> raise_.Raising:
    given: dict[str, Any] = {
        "area": "Reading",
        "other": "tom",
        "category": "threshold",
        "spoken": "Yes, on 31 March by telephone",
        "reason_given": REASON,
        "differs": DIFFERS,
        "evidence": EVIDENCE,
        "wanted": WANTED,
        "best_interest": BEST,
        "began": on(2, 15),
        "subject": ("Amelia Rose Hartley", "2025-08-03", "NHS 943 476 5919"),
    }
    return raise_.Raising(**{**given, **changed})


@pytest.fixture(scope="session")
def key(tmp_path_factory) -> SigningKey:
    return signing_key(tmp_path_factory.mktemp("keys") / "record-signing-key.pem")


@pytest.fixture(scope="session")
def health() -> Reader:
    return Reader("health", "Sam Okafor", rights.copy_audiences("health", office=False))


@pytest.fixture(scope="session")
def csc() -> Reader:
    return Reader("csc", "Priya Nair", rights.copy_audiences("csc", office=False))


@pytest.fixture(scope="session")
def office() -> Reader:
    return Reader("partnership", "Beth Lowe", rights.copy_audiences("", office=True), office=True)


@pytest.fixture(scope="session")
def signed(settled, health, key) -> Signed:
    """The health trust's copy."""
    return record_json.signed(record(settled.stands, settled.kept, health, on(10, 16, 5)), key)


@pytest.fixture(scope="session")
def file(signed) -> bytes:
    return record_json.written(signed)


@pytest.fixture(scope="session")
def pages(signed) -> bytes:
    """The health trust's copy as a PDF: set once for every test."""
    return formats.FORMATS["pdf"](signed)
