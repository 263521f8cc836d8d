"""Whether every kind of difference finds its way: stages that are there for some, and days by priority."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from escalation.texts.finding import Found, Path, found, of_role
from escalation.texts.procedure_sentences import mistaken

_EVERY = "*"
_STAGE = ("stages", _EVERY)
_KINDS = (("category", "categories"), ("subject", "subjects"), ("priority", "priorities"))
MOST = 400  # kinds of difference that are looked through: more than any procedure tells apart


@dataclass(frozen=True)
class _Kind:
    """One kind of difference, by the headings of a condition."""

    of: dict[str, str]

    def __str__(self) -> str:
        return " and ".join(f"{heading} `{id[:40]}`" for heading, id in self.of.items() if id)

    def has(self, when: Any) -> bool:
        """Whether a condition holds for it."""
        if not isinstance(when, dict):
            return True
        return all(
            self.of[heading] in wanted
            for heading, _ in _KINDS
            if isinstance(wanted := when.get(heading), list) and wanted
        )


def faults(tree: Any) -> Found:
    """Everything that leaves a kind of difference without a way, or a stage without any difference."""
    yield from _numbers(tree)
    yield from _starts(tree)
    yield from _gates(tree)
    yield from _priorities_twice(tree)
    yield from _raised_within(tree)
    yield from _equivalents(tree)
    kinds = list(_kinds(tree))
    if 0 < len(kinds) <= MOST:
        yield from _no_way(tree, kinds)
        yield from _runs_back(tree, kinds)


def _kinds(tree: Any) -> Iterator[_Kind]:
    ids = [[str(id) for _, id in found(tree, (kind, _EVERY, "id"))] or [""] for _, kind in _KINDS]
    for named in product(*ids):
        yield _Kind(dict(zip([heading for heading, _ in _KINDS], named, strict=True)))


def _stages(tree: Any) -> list[tuple[Path, dict[str, Any]]]:
    return [(path, stage) for path, stage in found(tree, _STAGE) if isinstance(stage, dict)]


def _no_way(tree: Any, kinds: list[_Kind]) -> Found:
    """Of each kind there is a stage; and the first is one at which the professionals themselves are."""
    stages = _stages(tree)
    if not stages or all("when" not in stage for _, stage in stages):
        return
    for path, stage in stages:
        if "when" in stage and not any(kind.has(stage["when"]) for kind in kinds):
            yield (
                (*path, "when"),
                "No difference is of this kind, so nothing ever comes to this stage.",
            )
    without = next((k for k in kinds if not any(k.has(s.get("when")) for _, s in stages)), None)
    if without:
        yield ("stages",), f"For a difference of {without} there is no stage at all."


def _numbers(tree: Any) -> Found:
    """Two stages have one number only where no difference comes to both."""
    stages, kinds = _stages(tree), list(_kinds(tree))
    for n, (path, stage) in enumerate(stages):
        for _, before in stages[:n]:
            same = stage.get("number") is not None and stage.get("number") == before.get("number")
            both = (kind.has(stage.get("when")) and kind.has(before.get("when")) for kind in kinds)
            if same and any(both):
                yield (
                    (*path, "number"),
                    "Another stage has this number, and a difference may come to both: say in each "
                    "`when` for which it is.",
                )
                break


def _starts(tree: Any) -> Found:
    """To skip to a stage, it is a stage, it is not the first, and skipping is allowed."""
    skipping = tree.get("skipping") if isinstance(tree, dict) else None
    if not isinstance(skipping, dict):
        return
    ids = [str(stage.get("id")) for _, stage in _stages(tree)]
    for path, wanted in found(tree, ("skipping", "to", _EVERY)):
        if isinstance(wanted, str) and wanted not in ids:
            yield path, mistaken(wanted, ids, "a stage in `stages`")
        elif ids and wanted == ids[0]:
            yield path, "This is where it starts without skipping; leave it out."
    for heading in ("to", "consult"):
        if skipping.get(heading) and skipping.get("allowed") is False:
            yield ("skipping", heading), "Nothing may be skipped here: leave it out, or allow it."


def _gates(tree: Any) -> Found:
    """Of the first tier, nobody decides before the other side knows: it is raised with them."""
    for path, tier in found(tree, (*_STAGE, "tiers", _EVERY)):
        if not isinstance(tier, dict):
            continue
        if tier.get("gate") is not True:
            if tier.get("gate asks"):
                yield (
                    (*path, "gate asks"),
                    "Nobody is a gate here: say `gate: true`, or leave it out.",
                )
            continue
        if path[-1] == 0 and path[1] == 0:
            yield (
                (*path, "gate"),
                "It is raised with the first tier of both sides: nobody is a gate here.",
            )
        held = [role for _, role in found(tier, ("held by", _EVERY))]
        if any(of_role(tree, role) == "partnership" for role in held):
            yield (*path, "gate"), "A gate is held by the agencies: one of them raised it."


def _priorities_twice(tree: Any) -> Found:
    for holder in ("tiers", "duties"):
        for path, days in found(tree, (*_STAGE, holder, _EVERY, "within", "by priority")):
            seen: set[str] = set()
            for n, each in enumerate(days if isinstance(days, list) else ()):
                named = str(each.get("priority")) if isinstance(each, dict) else ""
                if named and named in seen:
                    yield (*path, n, "priority"), f"The days of `{named[:40]}` stand here already."
                seen.add(named)


def _raised_within(tree: Any) -> Found:
    within = tree.get("raise within") if isinstance(tree, dict) else None
    if isinstance(within, dict) and ("working days" in within) == ("hours" in within):
        yield ("raise within",), "Give its `working days` or its `hours`: one of the two."


def _equivalents(tree: Any) -> Found:
    for path, each in found(tree, ("equivalents", _EVERY)):
        if isinstance(each, dict) and not each.get("title") and not each.get("instead"):
            yield (
                path,
                "Say what it is called there (`title`), or who acts `instead` where there is none.",
            )


def _runs_back(tree: Any, kinds: list[_Kind]) -> Found:
    """Of windows counted from the start, a higher tier's never ends before a lower one's."""
    told: set[Path] = set()
    for kind in kinds:
        longest = 0
        for path, within in found(tree, (*_STAGE, "tiers", _EVERY, "within")):
            if not kind.has(_stage(tree, path).get("when")) or not isinstance(within, dict):
                continue
            if within.get("counted from") != "start" or (days := _days(within, kind)) is None:
                continue
            at = (*path, "working days")
            if days < longest and at not in told:
                told.add(at)
                yield (
                    at,
                    f"{days} working days end before the {longest} of a tier below; check the order.",
                )
            longest = max(longest, days)


def _stage(tree: Any, path: Path) -> dict[str, Any]:
    stage = tree["stages"][path[1]]
    return stage if isinstance(stage, dict) else {}


def _days(within: dict[str, Any], kind: _Kind) -> int | None:
    """The days of this kind."""
    for _, each in found(within, ("by priority", _EVERY)):
        if isinstance(each, dict) and each.get("priority") == kind.of["priority"]:
            days = each.get("working days")
            return days if isinstance(days, int) else None
    days = within.get("working days")
    return days if isinstance(days, int) else None
