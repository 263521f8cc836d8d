"""A stage of a procedure: its tiers and their windows, and what goes with it."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from escalation.plain import Id, Plain, Req, Roles, Words

Force = Literal["must", "should", "may"]
Content = Literal["notice", "outcome", "issues", "details", "full"]


@dataclass(frozen=True)
class Window(Plain):
    """The working days a text gives, in its own words, and what is to be recorded within them."""

    working_days: Annotated[int, Field(ge=1, le=250)]
    counted_from: Literal["start"]
    words: Words
    rule: Literal["end_of_day"] = "end_of_day"
    met_by: Literal["outcome", "meeting"] = "outcome"


@dataclass(frozen=True)
class Tier(Plain):
    """One rung of the ladder: who is asked, what of them, and within which window."""

    id: Id
    held_by: Roles
    what: Words
    req: Req
    within: Window | None = None
    aim: str = ""


@dataclass(frozen=True)
class Adviser(Plain):
    """Somebody brought in to advise: in each agency, or in the one that raised it."""

    role: Id
    of: Literal["each", "raising"]
    force: Force
    req: Req


@dataclass(frozen=True)
class Copy(Plain):
    """What somebody of the partnership is given when a stage is entered, or once it is settled."""

    to: Id
    content: Content
    at: Literal["entry", "settled"]
    force: Force
    req: Req


@dataclass(frozen=True)
class Report(Plain):
    """What the raising agency reports to the partnership once a stage is entered, by a press."""

    by: Id
    to: Roles
    what: Words
    force: Force
    req: Req


@dataclass(frozen=True)
class Meeting(Plain):
    """A meeting: who of the raising agency calls it, who comes, and to whom its chair reports."""

    called_by: Id
    members: Roles
    purpose: Words
    force: Force
    req: Req
    facilitator: str = ""
    chair_reports_to: tuple[Id, ...] = ()


@dataclass(frozen=True)
class Feedback(Plain):
    """Who of each agency hears what was agreed, at once."""

    to: Roles
    what: Words
    force: Force
    req: Req


@dataclass(frozen=True)
class Recording(Plain):
    """What is kept, and where."""

    what: Words
    force: Force
    req: Req


@dataclass(frozen=True)
class Stage(Plain):
    """One stage: its name, a sentence for those it reaches, its tiers and what goes with it."""

    id: Id
    number: int | None
    name: Words
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)]
    record: Recording
    req: Req
    label: str = ""
    words: str = ""
    advisers: tuple[Adviser, ...] = ()
    copies: tuple[Copy, ...] = ()
    reports: tuple[Report, ...] = ()
    meeting: Meeting | None = None
    feedback: tuple[Feedback, ...] = ()

    @property
    def title(self) -> str:
        """Stage 1 – Promoting discussion to find a resolution for the child."""
        return f"{self.label} – {self.name}"
