"""What the entries of a disagreement have said so far: its values, and nothing that follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from escalation.duties.carried_out import (
    Convened,
    Discussion,
    Done,
    FellDue,
    Filed,
    Flagged,
    OnPaper,
)
from escalation.duties.checked import Check, LeftOpen
from escalation.entries import Actor
from escalation.ladder.changes import Change
from escalation.ladder.referring import Outside
from escalation.owing import Recipient
from escalation.particulars import (
    Answer,
    Correction,
    Harm,
    Hidden,
    Joined,
    Limit,
    Meeting,
    OwnDate,
    Proposal,
    Related,
    Reopening,
    Side,
    Sooner,
    Status,
    Told,
    View,
    Written,
)
from escalation.texts.procedure import Procedure


@dataclass(frozen=True)
class Recorded:
    """The values that entries set; `Disagreement` says what follows from them."""

    reference: str
    procedure: Procedure
    version: int = 0
    status: Status = Status.OPEN
    began: datetime | None = None
    raised: datetime | None = None
    raiser: Actor | None = None
    pacing: int = 1
    area: str = ""
    duty_number: str = ""
    sides: tuple[Side, ...] = ()
    brought_in: frozenset[str] = frozenset()
    category: str = ""
    view: tuple[View, ...] = ()
    limits: tuple[Limit, ...] = ()
    told: tuple[Told, ...] = ()
    unheld: frozenset[str] = frozenset()
    stage_tier: int = 0
    entered: tuple[int, ...] = ()
    passed: frozenset[int] = frozenset()
    asked: frozenset[str] = frozenset()
    answered: Mapping[str, Answer] = field(default_factory=dict)
    holders: Mapping[str, Actor] = field(default_factory=dict)
    named: Mapping[tuple[int, str, str], str] = field(default_factory=dict)
    managers_named: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    redirects: int = 0
    aside: frozenset[tuple[str, int]] = frozenset()
    advisers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_agreed: Mapping[str, Actor] = field(default_factory=dict)
    times_not_agreed: int = 0
    proposals: int = 0
    proposal: Proposal | None = None
    meetings: int = 0
    meeting: Meeting | None = None
    harm: tuple[Harm, ...] = ()
    copied: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()
    noticed: frozenset[str] = frozenset()
    strangers: frozenset[str] = frozenset()
    reminded: int = 0
    remind_at: datetime | None = None
    ended: datetime | None = None
    links: Mapping[str, Related] = field(default_factory=dict)
    merged_into: str = ""
    merged_in: tuple[str, ...] = ()
    raised_too: Mapping[str, tuple[Actor, ...]] = field(default_factory=dict)
    joined: tuple[Joined, ...] = ()
    corrections: tuple[Correction, ...] = ()
    own_dates: Mapping[str, OwnDate] = field(default_factory=dict)
    reopenings: tuple[Reopening, ...] = ()
    left_open: LeftOpen | None = None
    written: tuple[Written, ...] = ()
    hidden: Mapping[int, Hidden] = field(default_factory=dict)
    cut: frozenset[str] = frozenset()
    stood_in: frozenset[tuple[str, str]] = frozenset()
    done: Mapping[tuple[str, str], Done] = field(default_factory=dict)
    flagged: tuple[Flagged, ...] = ()
    acknowledged: frozenset[str] = frozenset()
    closing_at: datetime | None = None
    closings: int = 0
    convened: Mapping[str, Convened] = field(default_factory=dict)
    preferred: Mapping[tuple[int, str], str] = field(default_factory=dict)
    preferences: Mapping[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)
    stood_down: Mapping[tuple[int, str], tuple[Recipient, ...]] = field(default_factory=dict)
    subject: str = ""
    priority: str = ""
    sooner: Sooner | None = None
    raise_by: datetime | None = None
    forward: frozenset[int] = frozenset()
    changes: tuple[Change, ...] = ()
    fallen_due: Mapping[tuple[str, str], FellDue] = field(default_factory=dict)
    carried: frozenset[str] = frozenset()
    closing_from: int = 0
    filed: tuple[Filed, ...] = ()
    copies_due: Mapping[str, datetime] = field(default_factory=dict)
    last_act: datetime | None = None
    discussions: tuple[Discussion, ...] = ()
    issues: Mapping[str, frozenset[int]] = field(default_factory=dict)
    issues_copied: frozenset[str] = frozenset()
    duty_told: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    times_checked: int = 0
    days_put: int = 0
    review_at: datetime | None = None
    courses: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, OnPaper] = field(default_factory=dict)
    outside: tuple[Outside, ...] = ()
