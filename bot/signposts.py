"""Where somebody goes with what a procedure is not for, where its own text names nowhere."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot import procedures, slips
from bot.choices import Choices
from bot.config import VARIABLES
from bot.installation import RefusedError
from escalation.directory import readiness
from escalation.texts.procedure import Procedure

HOW = f"Set ESCALATE_SIGNPOSTS: it is {VARIABLES['ESCALATE_SIGNPOSTS']}."


def filled(in_force: Mapping[str, Procedure], chosen: Choices) -> dict[str, Procedure]:
    """The procedures in force, each exclusion with its signpost; or a refusal that names those without."""
    given = signposted(in_force.values(), chosen.signposts)
    found = dict(zip(in_force, given, strict=True))
    if missing := readiness.without_signpost(found.values()):
        slipped = slips.signposts(chosen, procedures.every())
        raise RefusedError("\n".join([*(hole.sentence for hole in missing), *slipped, HOW]))
    return found


def signposted(procedures: Iterable[Procedure], given: Mapping[str, str]) -> list[Procedure]:
    """The same procedures, with what their text leaves open filled in."""
    return [_with(each, given) for each in procedures]


def _with(procedure: Procedure, given: Mapping[str, str]) -> Procedure:
    """What its text leaves open is filled in; its text, and what pins it, stay as they are."""
    exclusions = tuple(
        replace(each, signpost=each.signpost or given.get(each.id, "").strip() or None)
        for each in procedure.exclusions
    )
    return replace(procedure, exclusions=exclusions)
