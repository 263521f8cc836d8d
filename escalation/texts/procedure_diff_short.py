"""How two procedures differ, in short: under each matter how much, and the few that weigh most."""

import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from escalation.directory.people import listed
from escalation.texts.procedure import Procedure
from escalation.texts.procedure_diff import Change, Compared

# Fewer than these are read as quickly as any summary of them.
MANY = 6
FEW = 3
LONGEST = 190


@dataclass(frozen=True)
class Matter:
    """Points that are read together. What is new or gone comes first; `ranked`: the first point does.

    `shown`: how many of them are told in short; of the rest only the count is.
    """

    title: str
    points: tuple[str, ...]
    shown: int = FEW
    ranked: bool = False

    def weight(self, change: Change) -> tuple[int, bool]:
        """What weighs more stands first."""
        rank = self.points.index(change.point) if self.ranked else 0
        return rank, change.kind == "changed"


MATTERS = (
    Matter("Stages and tiers", ("stage", "tier", "held", "gate", "when"), ranked=True),
    Matter("Windows", ("limit", "promptness", "read as", "aim"), 6, ranked=True),
    Matter("Who is told or advises, and what they are given", ("copy", "report", "adviser")),
    Matter("Meetings", ("meeting", "chair", "panel", "course")),
    Matter(
        "Duties, feedback, the file and learning",
        ("duty", "learning", "feedback", "record", "check back", "discussions", "form"),
        ranked=True,
    ),
    Matter(
        "What it is for, and not for",
        (
            "category",
            "not",
            "subject",
            "priority",
            "route",
            "outside",
            "recognition",
            "within",
            "raise",
        ),
    ),
    Matter("Where it is in force", ("nation", "area", "companion")),
    Matter(
        "How it goes on",
        ("passed", "same", "skipping", "harm tell", "settled", "consulting", "equivalent"),
    ),
    Matter("What holds beforehand and throughout", ("before", "principle"), 0),
    Matter("How the text is read where it leaves something open", ("reading",), 0),
)
WORDING = "Wording: names, and what people read"
AS_BEFORE = "As before"


def in_short(old: Procedure, new: Procedure, compared: Compared) -> Iterator[tuple[str, bool]]:
    """Sentences, each with whether it stands below the one before; none where little has changed."""
    every = [(title, each) for title, said in compared for each in said]
    if len(every) < MANY:
        return
    yield f"{len(every)} points are said otherwise: {_counts([each for _, each in every])}.", False
    yield _size(old, new), False
    named = {point for matter in MATTERS for point in matter.points}
    same = []
    for matter in MATTERS:
        found = [(title, each) for title, each in every if each.point in matter.points]
        if not found:
            same.append(matter.title[:1].lower() + matter.title[1:])
            continue
        yield f"{matter.title}: {_counts([each for _, each in found])}.", False
        found.sort(key=lambda pair: matter.weight(pair[1]))
        yield from ((_cut(said), True) for said in islice(_joined(found), matter.shown))
    if wording := [each for _, each in every if each.point not in named]:
        yield f"{WORDING}: {_counts(wording)}.", False
    if same:
        yield f"{AS_BEFORE}: {'; '.join(same)}.", False


def _size(old: Procedure, new: Procedure) -> str:
    was, now = (f"{len(each.stages)} stages and {len(each.tiers)} tiers" for each in (old, new))
    return f"It has {now}, as before." if was == now else f"It has {now}; it had {was}."


def _counts(changes: list[Change]) -> str:
    """12 changed, 3 new and 1 gone."""
    counted = Counter(each.kind for each in changes)
    return listed(f"{counted[kind]} {kind}" for kind in ("changed", "new", "gone") if counted[kind])


def _where(title: str) -> str:
    """Of a stage, which: elsewhere the matter says it."""
    label, dash, _ = title.partition(" – ")
    return f"{label}: " if dash else ""


def _joined(found: list[tuple[str, Change]]) -> Iterator[str]:
    """Each change; those that begin with the same words are one sentence."""
    said = ((_where(title), *each.says.rstrip(".").partition(": ")) for title, each in found)
    for (where, about, colon), some in groupby(said, key=lambda parts: parts[:3]):
        yield f"{where}{about}{colon}{'; '.join(rest for *_, rest in some)}."


def _cut(sentence: str) -> str:
    return textwrap.shorten(sentence, LONGEST, placeholder=" …")
