"""What was done under one text, and how much of it the next one counts: no more than whom it reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from escalation.disagreement import Answer, Disagreement
from escalation.duties import copies, duties
from escalation.duties.carried_out import Convened
from escalation.duties.duties import Duty
from escalation.duties.reporting import report_of
from escalation.duties.stated import besides
from escalation.meetings import convening
from escalation.texts.procedure import Procedure, Stage
from escalation.texts.stages import GIVEN, Content

LEVELS: tuple[Content, ...] = tuple(GIVEN)
Key = tuple[str, str]


@dataclass(frozen=True)
class Over:
    """How much of what was done under the old text counts under the new one, as it was decided.

    `stages`: each old stage and its counterpart. `done`: an old duty, for whom, and the new one that
    it answers; `fallen`: the same, of what they have been told in these very words. `told`: a new
    duty, for whom, and those whom it has reached already, where it is to reach others besides; `chairs`
    the same of the report of a meeting by its number, which is asked for at `ask_at`.
    """

    stages: tuple[tuple[str, str], ...] = ()
    done: tuple[tuple[str, str, str], ...] = ()
    fallen: tuple[tuple[str, str, str], ...] = ()
    told: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    chairs: tuple[tuple[int, tuple[str, ...]], ...] = ()
    ask_at: datetime | None = None


def over(disagreement: Disagreement, to: Procedure) -> Over:
    """What is carried over from the text by which it goes."""
    return _Between(disagreement, to).over()


def given_at(disagreement: Disagreement, stage: Stage) -> Mapping[str, int]:
    """How much whoever of the office has been given at a stage of the text by which it goes: the
    level of the fullest copy, or of a report."""
    found: dict[str, int] = {}
    for role, content in _given(disagreement, stage):
        found[role] = max(found.get(role, 0), LEVELS.index(content))
    return found


def counted(old: Disagreement, moved: Disagreement, over: Over) -> Disagreement:
    """What counts as done, by the names of the new text; what does not is asked anew."""
    return replace(
        moved,
        answered={**_without_reports(moved.answered), **_reports(old, over)},
        done={
            (new, who): old.done[was, who] for was, who, new in over.done if (was, who) in old.done
        },
        fallen_due={
            (new, who): replace(old.fallen_due[was, who], duty=new) for was, who, new in over.fallen
        },
        carried=frozenset(new for was, _, new in over.fallen if was in old.carried),
        duty_told={(duty, who): roles for duty, who, roles in over.told},
        convened=_convened(old, over),
    )


def meetings_gone(disagreement: Disagreement, over: Over) -> tuple[Convened, ...]:
    """The meetings of stages that the new text does not have."""
    stages = dict(over.stages)
    return tuple(each for each in convening.every(disagreement) if each.stage not in stages)


def _convened(old: Disagreement, over: Over) -> dict[str, Convened]:
    stages = dict(over.stages)
    return {
        stages[stage]: _meeting(last, stages[stage], over)
        for stage, last in old.convened.items()
        if stage in stages
    }


def _meeting(convened: Convened, stage: str, over: Over) -> Convened:
    """A meeting at the counterpart of its stage; of which more is to be reported now, perhaps."""
    before = tuple(_meeting(each, stage, over) for each in convened.before)
    there = replace(convened, stage=stage, before=before)
    told = dict(over.chairs).get(convened.number)
    if told is None:
        return there
    by = (*there.told_by, there.report_entry) if there.reported else there.told_by
    return replace(there, reported=False, told=told, told_by=by, report_entry=0, ask_at=over.ask_at)


def reports_left(to: Procedure, over: Over | None) -> tuple[Duty, ...]:
    """Each report that reached only some of those to whom the new text has it made, as it is left."""
    told = {duty: roles for duty, _, roles in over.told} if over else {}
    return tuple(
        besides(to, each, told[each.id])
        for each in _every(to)
        if each.is_report and each.id in told
    )


def counterpart(duty: str, old: Procedure, new: Procedure) -> Duty | None:
    """Which duty of the new text asks what one of the old text asked."""
    stages = _stages(old, new)
    found = next((each for each in _every(old) if each.id == duty), None)
    return _alike(found, _every(new), stages) if found else None


def _without_reports(answered: Mapping[str, Answer]) -> dict[str, Answer]:
    return {asked: one for asked, one in answered.items() if not asked.startswith("report:")}


def _reports(old: Disagreement, over: Over) -> dict[str, Answer]:
    made = ((_question(new), old.answered.get(_question(was))) for was, _, new in over.done)
    return {question: answer for question, answer in made if question and answer}


@dataclass(frozen=True)
class _Between:
    disagreement: Disagreement
    to: Procedure

    @cached_property
    def stages(self) -> dict[str, str]:
        return _stages(self.disagreement.procedure, self.to)

    @cached_property
    def old(self) -> dict[str, Duty]:
        return {each.id: each for each in _every(self.disagreement.procedure)}

    def over(self) -> Over:
        done, reached = [], []
        for key, (mine, theirs) in self._pairs(self._touched()).items():
            roles = self._reached(key, mine, theirs)
            if self._counts(key, mine, theirs, roles):
                done.append((*key, theirs.id))
            elif some := tuple(role for role in theirs.tells if role in roles):
                reached.append((theirs.id, key[1], some))
        counted = {key[:2] for key in done}
        fallen = [
            (*key, theirs.id)
            for key, (mine, theirs) in self._pairs(self.disagreement.fallen_due).items()
            if key in counted or (key not in self._touched() and _in_these_words(mine, theirs))
        ]
        return Over(
            tuple(self.stages.items()),
            tuple(done),
            tuple(fallen),
            tuple(reached),
            tuple(self._chairs()),
        )

    def _chairs(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The meetings of which the chair is asked to report anew, and whom it has reached."""
        for each in convening.every(self.disagreement):
            if each.held and each.stage in self.stages:
                mine = convening.reports_to(self.disagreement, each.stage) if each.reported else ()
                told = tuple(dict.fromkeys([*each.told, *mine]))
                asked = self.to.stage(self.stages[each.stage]).meeting
                left = {*(asked.chair_reports_to if asked else ())} - {*told}
                if left and (each.reported or each.ask_at is None):
                    yield each.number, told

    def _touched(self) -> list[Key]:
        """What has been answered, in whole or for some of those whom it is to reach."""
        stands = self.disagreement
        made = (
            (duty.id, stands.agencies[0])
            for duty in self.old.values()
            if duty.is_report and _question(duty.id) in stands.answered
        )
        return list(dict.fromkeys([*stands.done, *made, *stands.duty_told]))

    def _pairs(self, keys: Iterable[Key]) -> dict[Key, tuple[Duty, Duty]]:
        theirs = list(_every(self.to))
        found: dict[Key, tuple[Duty, Duty]] = {}
        for key in keys:
            mine = self.old.get(key[0])
            if mine and (alike := _alike(mine, theirs, self.stages)):
                found[key] = mine, alike
        return found

    def _reached(self, key: Key, mine: Duty, theirs: Duty) -> frozenset[str]:
        """Whom of the office it has reached, with no less than the new text gives them."""
        if LEVELS.index(theirs.content) > LEVELS.index(mine.content):
            return frozenset()
        before = frozenset(self.disagreement.duty_told.get(key, ()))
        made = mine.is_report and _question(mine.id) in self.disagreement.answered
        done = self.disagreement.done.get(key)
        return before | {*mine.tells} if made or (done and done.how != "declined") else before

    def _counts(self, key: Key, mine: Duty, theirs: Duty, roles: frozenset[str]) -> bool:
        """Whether the new text asks nothing of it besides; what was declined may be a must by now."""
        done = self.disagreement.done.get(key)
        if done and done.how == "declined":
            must = theirs.force == "must" and mine.force != "must"
            return not must and {*theirs.tells} <= {*mine.tells}
        made = mine.is_report and _question(mine.id) in self.disagreement.answered
        return bool(done or made) and {*theirs.tells} <= roles


def _stages(old: Procedure, new: Procedure) -> dict[str, str]:
    """Each stage of the old text and its counterpart: of the same number, or, without one, by its id."""
    found: dict[str, str] = {}
    for mine in old.stages:
        for theirs in new.stages:
            same = mine.id == theirs.id if mine.number is None else mine.number == theirs.number
            if same and theirs.id not in found.values():
                found.setdefault(mine.id, theirs.id)
    return found


def _every(procedure: Procedure) -> Iterator[Duty]:
    for stage in procedure.stages:
        yield from duties.of_stage(procedure, stage)
    yield from duties.of_learning(procedure)


def _alike(mine: Duty, every: Iterable[Duty], stages: Mapping[str, str]) -> Duty | None:
    """The duty of the same kind at the counterpart of its stage; of several that of the same id."""
    alike = [
        each
        for each in every
        if each.stage == stages.get(mine.stage, "") and _kind(each) == _kind(mine)
    ]
    alike.sort(key=lambda each: each.id != mine.id)
    return next(iter(alike), None)


def _kind(duty: Duty) -> tuple[object, ...]:
    """What makes two duties one, whatever the words of the text and whomever they are to reach."""
    name = duty.id.rpartition(":")[2]
    if duty.is_report:
        return ("report",)
    if duty.offered:
        return ("copy", duty.at, duty.tells)
    if duty.at == "occasion":
        return ("learning", duty.asks, frozenset(duty.after))
    return ("feedback", duty.to) if duty.to else (name, duty.at, duty.asks, duty.of)


def _in_these_words(mine: Duty, theirs: Duty) -> bool:
    return replace(theirs, id=mine.id, stage=mine.stage, req=mine.req) == mine


def _question(duty: str) -> str:
    """The question of a report, by its duty."""
    stage, _, name = duty.rpartition(":")
    return f"report:{stage}" if name == "report" else ""


def _given(disagreement: Disagreement, stage: Stage) -> Iterator[tuple[str, Content]]:
    tiers = {*disagreement.entered, disagreement.stage_tier}
    if stage.id not in {disagreement.procedure.stage_of(tier).id for tier in tiers}:
        return
    tier = next(t for t in tiers if disagreement.procedure.stage_of(t).id == stage.id)
    yield from copies.contents(disagreement, tier, "entry")
    for duty in duties.of_stage(disagreement.procedure, stage):
        if duty.offered and any(key[0] == duty.id for key in disagreement.done):
            yield from ((role, duty.content) for role in duty.tells)
    if report_of(stage) in disagreement.answered:
        yield from ((to, "details") for each in stage.reports for to in each.to)
