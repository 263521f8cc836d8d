"""What a procedure is for and what it is not: what comes first, whom it may be about, where else to go."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from escalation.texts.plain import Id, Label, Plain, Req, Words
from escalation.texts.stages import Asks, Days, Force, Occasion


@dataclass(frozen=True)
class Beforehand(Plain):
    """What the text asks of somebody before they raise it."""

    words: Words
    force: Force
    req: Req


@dataclass(frozen=True)
class Subject(Plain):
    """Whom it may be about, and on which file it is kept: a child, an adult. `unborn`: not born yet, so
    no date of birth is asked; the area is where the parent lives."""

    id: Id
    term: Words
    file: Words
    unborn: bool = False


@dataclass(frozen=True)
class Category(Plain):
    """What a difference may be about; `inherited_from` is the companion that lists it."""

    id: Id
    label: Label
    req: Req
    inherited_from: str = ""


@dataclass(frozen=True)
class Exclusion(Plain):
    """What this procedure is not for, and where to go instead (None: the text names nowhere).

    `reopens`: where it is about what was agreed here, that is taken up again instead.
    """

    id: Id
    label: Label
    signpost: Words | None
    req: Req
    reopens: bool = False


@dataclass(frozen=True)
class Learning(Plain):
    """What is considered or passed on afterwards, and when the text asks it: in its words, and as
    what has happened by then. `by` whom of the partnership; `asks` how it is answered.
    """

    what: Words
    when: Words
    force: Force
    req: Req
    to: tuple[Id, ...] = ()
    after: tuple[Occasion, ...] = ()
    by: str = ""
    asks: Asks = "tick"


@dataclass(frozen=True)
class Priority(Plain):
    """How pressing a difference is, where the text tells kinds of it apart."""

    id: Id
    label: Label
    req: Req


@dataclass(frozen=True)
class RaiseWithin(Plain):
    """Within which time of what (a decision, a conference) the text has it raised. A later one is
    raised all the same, and says so."""

    words: Words
    of: Words
    req: Req
    working_days: Days | None = None
    hours: Annotated[int, Field(ge=1, le=1000)] | None = None


@dataclass(frozen=True)
class OtherRoute(Plain):
    """What is not one difference, and whom of one's own agency to go to with it instead."""

    id: Id
    label: Label
    to: Id
    words: Words
    req: Req


@dataclass(frozen=True)
class OutsideReferral(Plain):
    """Somebody outside to whom it may be referred at any time; it goes on here all the same."""

    id: Id
    to: Words
    words: Words
    req: Req


@dataclass(frozen=True)
class Recognition(Plain):
    """That good practice is recognised too, and whom of the partnership it is passed on to."""

    words: Words
    to: tuple[Id, ...]
    req: Req


@dataclass(frozen=True)
class Consulting(Plain):
    """Whom of their own agency somebody consults before they raise it, and to make what clear."""

    role: Id
    words: Words
    force: Force
    req: Req


@dataclass(frozen=True)
class Discussions(Plain):
    """That each discussion is recorded as it happens, approved and dated, and kept by each agency."""

    words: Words
    force: Force
    req: Req


@dataclass(frozen=True)
class Skipping(Plain):
    """Whether somebody may go straight to a higher stage; `silent`: the text does not say, and it is
    allowed here. `consult`: whom of their own agency they consult first; `to`: to which stages alone.
    """

    allowed: bool
    req: Req
    silent: bool = False
    consult: str = ""
    to: tuple[Id, ...] = ()


NO_SKIPPING = Skipping(allowed=False, req=("ours",))


@dataclass(frozen=True)
class Equivalent(Plain):
    """What a role is called at one kind of agency; or who acts in its place where it has none."""

    role: Id
    agency_type: Words
    req: Req
    title: str = ""
    instead: str = ""


@dataclass(frozen=True)
class PaperField(Plain):
    """A field of a form on paper. `drawn_from`: what of the record it is drafted from. `sealed`: of a
    person's own life, so it is asked for in no chat and shown in none. A `long` one has room for lines.
    """

    id: Id
    label: Words
    req: Req
    drawn_from: Literal[
        "", "referrer", "agency", "contact", "name", "born", "reason", "summary", "actions"
    ] = ""
    sealed: bool = False
    long: bool = False

    @property
    def is_of_the_person(self) -> bool:
        """Whether it is about somebody's own life: no chat asks for it, whether or not the text says so."""
        return self.sealed or self.drawn_from in ("name", "born")


@dataclass(frozen=True)
class Paper(Plain):
    """A form that the text has somebody fill in and send, at a stage."""

    id: Id
    title: Words
    stage: Id
    by: Id
    to: Id
    fields: Annotated[tuple[PaperField, ...], Field(min_length=1)]
    req: Req
    force: Force = "should"
