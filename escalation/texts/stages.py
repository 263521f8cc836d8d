"""A stage of a procedure: its tiers and their windows, and what goes with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from escalation.texts.brackets import besides
from escalation.texts.plain import Id, Plain, Req, Roles, Words

Force = Literal["must", "should", "may"]
Content = Literal["notice", "outcome", "issues", "details", "full"]
# What somebody is given at each level, inside a sentence; the least that will do comes first.
GIVEN: Mapping[Content, str] = {
    "notice": "notice of it",
    "outcome": "its outcome",
    "issues": "the issues arising",
    "details": "the details",
    "full": "the full record",
}
Asks = Literal["tick", "words", "yes_or_no"]
Occasion = Literal["unresolved", "lessons", "gaps", "fundamental"]
CountedFrom = Literal["start", "told", "entry", "due"]
Days = Annotated[int, Field(ge=1, le=250)]


@dataclass(frozen=True)
class Condition(Plain):
    """What a difference must be for a rule to hold: about one of these categories, of these subjects,
    of one of these priorities."""

    category: tuple[Id, ...] = ()
    subject: tuple[Id, ...] = ()
    priority: tuple[Id, ...] = ()


@dataclass(frozen=True)
class ByPriority(Plain):
    """The working days that a window has for a difference of one priority."""

    priority: Id
    working_days: Days


@dataclass(frozen=True)
class Window(Plain):
    """The working days a text gives, in its own words, and what is to be recorded within them.

    Counted from the start of the difference; from the time its people were told, or its stage
    entered; or from the time something fell due. `read_as`: how we count what the words leave open.
    `by_priority`: other days for a difference of that priority. `or_sooner`: the text's words for an
    earlier time, where the risk asks for one. Of a window that only guides nothing is ever late.
    """

    working_days: Days
    counted_from: CountedFrom
    words: Words
    rule: Literal["end_of_day"] = "end_of_day"
    met_by: Literal["outcome", "meeting"] = "outcome"
    read_as: str = ""
    by_priority: tuple[ByPriority, ...] = ()
    or_sooner: str = ""
    binding: Literal["limit", "guide"] = "limit"

    @property
    def said(self) -> str:
        """Within twenty-four hours (read here as one working day): the text's words, and our reading."""
        return besides(self.words, f"read here as {self.read_as}") if self.read_as else self.words

    @property
    def in_brackets(self) -> str:
        """The same, where brackets stand about it."""
        return f"{self.words}; read here as {self.read_as}" if self.read_as else self.words


@dataclass(frozen=True)
class Tier(Plain):
    """One rung of the ladder: who is asked, what of them, and within which window.

    `promptness` is what a text says that gives no number: "without delay". Nothing is late for it.
    `gate`: before it goes to the other side, its people of the raising agency say whether it does;
    `gate_asks` is what the text asks of them for that, which nobody of the other side reads.
    """

    id: Id
    held_by: Roles
    what: Words
    req: Req
    within: Window | None = None
    aim: str = ""
    promptness: str = ""
    gate: bool = False
    gate_asks: str = ""


@dataclass(frozen=True)
class Adviser(Plain):
    """Somebody brought in to advise: in each agency, in the one that raised it, or of the partnership.

    `in_preference_to`: the tier in whose place a side may choose them, with that tier's limit.
    """

    role: Id
    of: Literal["each", "raising", "partnership"]
    force: Force
    req: Req
    when: Condition | None = None
    in_preference_to: str = ""


@dataclass(frozen=True)
class Copy(Plain):
    """What somebody of the partnership is given when a stage is entered, or once it is settled."""

    to: Id
    content: Content
    at: Literal["entry", "settled"]
    force: Force
    req: Req
    when: Condition | None = None


@dataclass(frozen=True)
class Report(Plain):
    """What the raising agency reports to the partnership once a stage is entered, by a press."""

    by: Id
    to: Roles
    what: Words
    force: Force
    req: Req


@dataclass(frozen=True)
class Chair(Plain):
    """Who chairs a meeting, in the text's words, and whether they may be of an involved agency; `role`:
    whoever of the partnership chairs it, where nobody else is chosen."""

    words: Words
    of: Literal["any_agency", "uninvolved_agency"]
    force: Force
    req: Req
    role: str = ""


@dataclass(frozen=True)
class Panel(Plain):
    """Of how many agencies a meeting's members must be, those that differ among them, in the text's words."""

    agencies: Annotated[int, Field(ge=2, le=12)]
    words: Words
    req: Req


@dataclass(frozen=True)
class Meeting(Plain):
    """A meeting: who of the raising agency, or of the partnership, calls it, who comes, and to whom its
    chair reports. `panel`: it must be of so many agencies, or it is not called."""

    called_by: Id
    members: Roles
    purpose: Words
    force: Force
    req: Req
    facilitator: str = ""
    chair: Chair | None = None
    chair_reports_to: tuple[Id, ...] = ()
    panel: Panel | None = None

    @property
    def chair_role(self) -> str:
        """The role of the partnership that chairs it, where the text names one."""
        return self.chair.role if self.chair else ""

    @property
    def has_chair(self) -> bool:
        """Whether the text speaks of a chair: only then is anybody asked who it is."""
        return self.chair is not None or bool(self.chair_reports_to)


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
class CheckBack(Plain):
    """Checking back on what was agreed at a stage: at once, that it is understood alike; or on its day,
    that it was done."""

    asks: Literal["understood", "done"]
    what: Words
    force: Force
    req: Req


@dataclass(frozen=True)
class Course(Plain):
    """One way in which the partnership may take up what it holds: itself, by its stage's meeting, or by
    referring it `to` a role of its own."""

    id: Id
    what: Words
    does: Literal["direct", "meeting", "refer"]
    req: Req
    to: str = ""
    when: Condition | None = None


@dataclass(frozen=True)
class Duty(Plain):
    """Anything else that a stage asks of somebody: once it is entered, settled there, or left either way.

    `asks` how it is answered: ticked, said in words, or considered and decided with a reason;
    `tells` whom of the partnership, once it is, and what of it they are given; `tells_agencies`: every
    side too. `of`: of which agencies it is asked. `drafts`: a text to send from one's own e-mail.
    `promptness` is what a text says that gives no number: "at once". Nothing is late for it.
    `off_file`: it is answered yes or no, and stands on no child's file (staff matters).
    """

    id: Id
    by: Id
    what: Words
    force: Force
    req: Req
    at: Literal["entry", "settled", "left"] = "entry"
    asks: Asks = "tick"
    tells: tuple[Id, ...] = ()
    content: Content = "notice"
    when: Condition | None = None
    within: Window | None = None
    promptness: str = ""
    of: Literal["each", "raising", "responding"] = "each"
    drafts: Literal["", "confirmation"] = ""
    off_file: bool = False
    tells_agencies: bool = False


@dataclass(frozen=True)
class Stage(Plain):
    """One stage: its name, a sentence for those it reaches, its tiers and what goes with it.

    `when`: it is there only for some differences; two may then have one number.
    """

    id: Id
    number: int | None
    name: Words
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)]
    req: Req
    record: Recording | None = None
    label: str = ""
    words: str = ""
    advisers: tuple[Adviser, ...] = ()
    copies: tuple[Copy, ...] = ()
    reports: tuple[Report, ...] = ()
    meeting: Meeting | None = None
    feedback: tuple[Feedback, ...] = ()
    duties: tuple[Duty, ...] = ()
    when: Condition | None = None
    check_backs: tuple[CheckBack, ...] = ()
    courses: tuple[Course, ...] = ()

    @property
    def title(self) -> str:
        """Stage 1 – Promoting discussion to find a resolution for the child."""
        return f"{self.label} – {self.name}"
