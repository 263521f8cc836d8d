"""A partnership's procedure as values: its stages, who is asked at each, within which window."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from escalation.texts import procedure_sense, procedure_text
from escalation.texts.harm_route import Harm, ours
from escalation.texts.matters import (
    NO_SKIPPING,
    Beforehand,
    Category,
    Consulting,
    Discussions,
    Equivalent,
    Exclusion,
    Learning,
    OtherRoute,
    OutsideReferral,
    Paper,
    PaperField,
    Priority,
    RaiseWithin,
    Recognition,
    Skipping,
    Subject,
)
from escalation.texts.plain import Id, Plain, Req, Words
from escalation.texts.procedure_text import Faults
from escalation.texts.stages import (
    Adviser,
    CheckBack,
    Condition,
    Content,
    Copy,
    Course,
    Duty,
    Force,
    Meeting,
    Panel,
    Report,
    Stage,
    Tier,
    Window,
)
from escalation.texts.terms import Terms
from escalation.working_time.bank_holidays import Nation

__all__ = [
    "Adviser",
    "Beforehand",
    "Category",
    "CheckBack",
    "Condition",
    "Consulting",
    "Content",
    "Copy",
    "Course",
    "Discussions",
    "Duty",
    "Equivalent",
    "Exclusion",
    "Faults",
    "Force",
    "Harm",
    "Meeting",
    "OpenQuestion",
    "OtherRoute",
    "OutsideReferral",
    "Panel",
    "Paper",
    "PaperField",
    "Priority",
    "Procedure",
    "RaiseWithin",
    "Recognition",
    "Report",
    "Role",
    "Skipping",
    "Stage",
    "Subject",
    "Terms",
    "Tier",
    "Window",
    "Written",
    "read",
]


@dataclass(frozen=True)
class Companion(Plain):
    """Another document in force beside this one; `governed_here`: in its areas this one governs."""

    id: Id
    title: Words
    governed_here: bool = False


@dataclass(frozen=True)
class Source(Plain):
    """The document this was written from."""

    document: Words
    dated: Words
    companions: tuple[Companion, ...] = ()


@dataclass(frozen=True)
class Principle(Plain):
    """Something the text asks everybody to hold to."""

    words: Words
    req: Req


@dataclass(frozen=True)
class Role(Plain):
    """A part the text gives people: every agency has its own holder, or the partnership has one."""

    id: Id
    label: Words
    of: Literal["agency", "partnership"]
    now_called: str = ""

    @property
    def title(self) -> str:
        """What it is called, and what it is called now where the text's name is out of date."""
        return f"{self.label} (now {self.now_called})" if self.now_called else self.label


@dataclass(frozen=True)
class OpenQuestion(Plain):
    """Where the text can be read in more than one way: the readings, the one taken, and why."""

    id: Id
    question: Words
    readings: Annotated[tuple[Words, ...], Field(min_length=2)]
    taken: Words
    why: Words
    req: Req


def _with_ids(roles: Any) -> Any:
    if not isinstance(roles, dict):
        return roles
    return {
        name: {**role, "id": name} if isinstance(role, dict) else role
        for name, role in roles.items()
    }


@dataclass(frozen=True)
class Written(Plain):
    """Everything a procedure's file says."""

    id: Id
    title: Words
    version: Words
    source: Source
    nation: Nation
    areas: tuple[Words, ...]
    terms: Terms
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    roles: Annotated[Mapping[str, Role], BeforeValidator(_with_ids)]
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    settled_by: Literal["each_agency", "raising_agency"]
    on_limit_passed: Literal["tell_next_tier", "prompt_holder", "move_up"]
    harm: Harm | None = None
    skipping: Skipping | None = None
    same_person: Literal["ask_again", "next_tier"] = "ask_again"
    principles: tuple[Principle, ...] = ()
    beforehand: tuple[Beforehand, ...] = ()
    subjects: tuple[Subject, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    learning: tuple[Learning, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    priorities: tuple[Priority, ...] = ()
    raise_within: RaiseWithin | None = None
    other_routes: tuple[OtherRoute, ...] = ()
    outside_referrals: tuple[OutsideReferral, ...] = ()
    recognition: Recognition | None = None
    consulting: Consulting | None = None
    discussions: Discussions | None = None
    equivalents: tuple[Equivalent, ...] = ()
    forms: tuple[Paper, ...] = ()
    within_one_agency: bool = False


@dataclass(frozen=True, kw_only=True)
class Procedure(Written):
    """A procedure, and the very text it was read from."""

    text: str
    sha256: str
    harm: Harm
    skipping: Skipping

    @cached_property
    def tiers(self) -> tuple[Tier, ...]:
        """The whole ladder, lowest rung first."""
        return tuple(tier for stage in self.stages for tier in stage.tiers)

    def stage(self, wanted: str) -> Stage:
        """The stage with this id."""
        return next(stage for stage in self.stages if stage.id == wanted)

    def stage_of(self, tier_index: int) -> Stage:
        """The stage a rung of the ladder belongs to."""
        tier = self.tiers[tier_index]
        return next(stage for stage in self.stages if tier in stage.tiers)

    def guides(self, tier_index: int) -> bool:
        """Whether the number of a rung only guides: nothing is ever late for it."""
        within = self.tiers[tier_index].within
        return within is not None and within.binding == "guide"

    def may_skip_to(self, tier_index: int) -> bool:
        """Whether somebody may go straight to this rung, past others."""
        to = self.skipping.to
        return self.skipping.allowed and (not to or self.stage_of(tier_index).id in to)

    def role(self, wanted: str) -> Role:
        """The role with this id."""
        return self.roles[wanted]

    def terms_of(self, subject: str) -> Terms:
        """Its words, with a subject's own for whom it is about and on which file it is kept."""
        about = next((each for each in self.subjects if each.id == subject), None)
        return replace(self.terms, child=about.term, file=about.file) if about else self.terms

    @property
    def whom(self) -> str:
        """Whom it may be about, before it is known: child; or child or adult."""
        born = (each.term for each in self.subjects if not each.unborn)
        return " or ".join(born) or self.terms.child

    def category(self, wanted: str) -> Category:
        """The category with this id."""
        return next(category for category in self.categories if category.id == wanted)

    @property
    def anything_else(self) -> Category | None:
        """The category, `other`, for what no other one names; not every procedure has it."""
        return next((each for each in self.categories if each.id == "other"), None)


# Reading is slow beside an act, and the same text always makes the same value.
@lru_cache(maxsize=32)
def read(text: str, name: str) -> Procedure:
    """The procedure a text sets out, or `Faults`: all at once, each with its line and column."""
    written = procedure_text.read(text, name, Written, procedure_sense.faults)
    return _numbered(written, text)


def of(tree: dict[str, Any]) -> Procedure:
    """The procedure that a tree sets out, which is written down nowhere; or `Faults`."""
    return _numbered(procedure_text.valued(tree, Written, procedure_sense.faults), "")


def _numbered(written: Written, text: str) -> Procedure:
    stages = tuple(
        replace(stage, label=stage.label or f"{written.terms.stage} {stage.number}")
        for stage in written.stages
    )
    said = {
        **vars(written),
        "stages": stages,
        "harm": written.harm or ours(written.roles, "somebody" if written.subjects else "a child"),
        "skipping": written.skipping or NO_SKIPPING,
    }
    return Procedure(**said, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
