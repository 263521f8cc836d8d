"""How two procedures differ, in words: what is new, what is gone, and what is said otherwise."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from escalation.texts import facets
from escalation.texts.facet import Facet, Req
from escalation.texts.procedure import Procedure, Stage, Tier

THE_SAME = "They say the same."

Kind = Literal["changed", "new", "gone"]
Changes = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Change:
    """One thing said otherwise: which point it is, what is said of it, and where that comes from."""

    kind: Kind
    point: str
    says: str
    req: str = ""

    def __str__(self) -> str:
        return f"{self.says}{self.req}"


Compared = tuple[tuple[str, tuple[Change, ...]], ...]


def changes(old: Procedure, new: Procedure) -> Changes:
    """The same, as sentences alone."""
    return tuple((title, tuple(map(str, said))) for title, said in compared(old, new))


def compared(old: Procedure, new: Procedure) -> Compared:
    """Under each heading, what the new one says otherwise; a heading with nothing under it is left out."""
    found = (
        ("The document", _told(facets.of_document(old), facets.of_document(new))),
        ("Throughout", _told(facets.throughout(old), facets.throughout(new))),
        ("What it is for", _told(facets.of_matters(old), facets.of_matters(new))),
        *_stages(old, new),
        ("Afterwards", _told(facets.of_learning(old), facets.of_learning(new))),
        ("How the text is read", _told(facets.of_readings(old), facets.of_readings(new))),
    )
    return tuple((title, said) for title, said in found if said)


def _stages(old: Procedure, new: Procedure) -> Iterator[tuple[str, tuple[Change, ...]]]:
    pairs = _paired(old, new)
    for stage in new.stages:
        before = pairs.get(stage.id)
        yield stage.title, _stage(old, before, new, stage) if before else (_came(new, stage),)
    kept = {before.id for before in pairs.values()}
    for stage in old.stages:
        if stage.id not in kept:
            gone = Change("gone", "stage", "Gone – the whole stage.", _req(stage.req, ()))
            yield stage.title, (gone,)


def _paired(old: Procedure, new: Procedure) -> dict[str, Stage]:
    """For each new stage the old one that it goes on from: of its id, else of its number."""
    by_id = {each.id: each for each in old.stages}
    pairs = {each.id: by_id[each.id] for each in new.stages if each.id in by_id}
    for each in new.stages:
        left = (one for one in old.stages if one not in pairs.values())
        same = (one for one in left if one.number is not None and one.number == each.number)
        if each.id not in pairs and (found := next(same, None)):
            pairs[each.id] = found
    return pairs


def _stage(old: Procedure, before: Stage, new: Procedure, now: Stage) -> tuple[Change, ...]:
    tiers = _tiers(before, now)
    came = tuple(_tier("new", new, each) for each in now.tiers if each.id not in tiers)
    kept = set(tiers.values())
    gone = tuple(_tier("gone", old, each) for each in before.tiers if each.id not in kept)
    was = facets.of_stage(old, before, {id: id for id in kept})
    return (*came, *gone, *_told(was, facets.of_stage(new, now, tiers)))


def _tiers(before: Stage, now: Stage) -> dict[str, str]:
    """For each new tier the id of the old one: its own, that of the same holders, or of its place."""
    pairs = {each.id: each.id for each in now.tiers if each.id in {one.id for one in before.tiers}}
    alike = (_same_holders, _same_place if len(before.tiers) == len(now.tiers) else _never)
    for is_alike in alike:
        for each in now.tiers:
            left = (one for one in before.tiers if one.id not in pairs.values())
            same = (one for one in left if is_alike(before, one, now, each))
            if each.id not in pairs and (found := next(same, None)):
                pairs[each.id] = found.id
    return pairs


def _same_holders(before: Stage, old: Tier, now: Stage, new: Tier) -> bool:
    return bool({*old.held_by} & {*new.held_by})


def _same_place(before: Stage, old: Tier, now: Stage, new: Tier) -> bool:
    return before.tiers.index(old) == now.tiers.index(new)


def _never(before: Stage, old: Tier, now: Stage, new: Tier) -> bool:
    return False


def _tier(kind: Kind, procedure: Procedure, tier: Tier) -> Change:
    limit = f", within {facets.limit(tier.within)}" if tier.within else ""
    req = _req((), tier.req) if kind == "new" else _req(tier.req, ())
    said = f"{kind.title()} – a tier of {facets.held(procedure, tier)}{limit}."
    return Change(kind, "tier", said, req)


def _came(new: Procedure, stage: Stage) -> Change:
    held = "; then ".join(facets.held(new, tier) for tier in stage.tiers)
    return Change("new", "stage", f"New – a whole stage, of {held}.", _req((), stage.req))


def _told(old: Iterable[Facet], new: Iterable[Facet]) -> tuple[Change, ...]:
    was = {each.key: each for each in old if each.says}
    now = {each.key: each for each in new if each.says}
    return (
        *(_changed(was[key], each) for key, each in now.items() if _is_other(was.get(key), each)),
        *(_one("new", each, ()) for key, each in now.items() if key not in was),
        *(_one("gone", each, each.req) for key, each in was.items() if key not in now),
    )


def _is_other(was: Facet | None, now: Facet) -> bool:
    return was is not None and was.says != now.says


def _changed(was: Facet, now: Facet) -> Change:
    about = f"{now.about}{_how(was, now)}"
    said = f"{about}: {_bare(now.says)}; was: {_bare(was.says)}."
    return Change("changed", now.point, said, _req(was.req, now.req))


def _how(was: Facet, now: Facet) -> str:
    """Whether a limit is longer or shorter, where both are counted from the same."""
    if now.key[-1] != "limit":
        return ""
    (before, counted), (after, from_) = (_counted(each.says) for each in (was, now))
    if counted != from_ or before == after:
        return ""
    return " is longer" if after > before else " is shorter"


def _counted(limit: str) -> tuple[int, str]:
    """How many working days, and from when: as `facets.limit` puts it."""
    days, _, counted = limit.partition(" from ")
    return int(days.split(" ")[0]), counted


def _one(kind: Kind, facet: Facet, was: Req) -> Change:
    req = _req(was, () if was else facet.req)
    said = f"{kind.title()} – {facet.about}: {_bare(facet.says)}."
    return Change(kind, facet.point, said, req)


def _bare(says: str) -> str:
    return says.rstrip(".")


def _req(was: Req, now: Req) -> str:
    """From which places of each text it comes: [R-004-10; was R-000-27]."""
    if was == now:
        return f" [{', '.join(now)}]" if now else ""
    said = "; was ".join(part for part in (", ".join(now), ", ".join(was)) if part)
    return f" [{said}]" if now else f" [was {said}]"
