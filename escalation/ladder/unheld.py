"""A tier of the partnership that nobody holds: nobody can be told of it, and who is asked instead."""

from collections.abc import Collection

from escalation.directory import reaching, seeking
from escalation.directory.people import PARTNERSHIP, Directory
from escalation.disagreement import Disagreement
from escalation.ladder import seats
from escalation.owing import RoleAt
from escalation.words.message import Says, says
from escalation.words.naming import asked_of, has_been, holding, instead


def roles(disagreement: Disagreement, tier: int, directory: Directory) -> tuple[str, ...]:
    """The roles of the partnership that hold a tier, for which nobody is named or stands in."""
    if not seats.of_the_partnership(disagreement.procedure, tier):
        return ()
    held = disagreement.roles_at(tier, PARTNERSHIP)
    return tuple(role for role in held if _is_unheld(role, disagreement, directory))


def told(disagreement: Disagreement, tier: int, nobody: tuple[str, ...]) -> Says:
    """That its people have been told; or that nobody is named, and who is asked instead."""
    if is_of_nobody(disagreement, tier, nobody):
        return says(
            "Nobody is named as {who}, so nobody could be told: {instead}.",
            who=holding(disagreement.procedure, tier),
            instead=instead(disagreement.procedure, tier),
        )
    who, have = asked_of(disagreement, tier), has_been(disagreement, tier)
    return says("The {who} {have} now been told.", who=who, have=have)


def summed_up(disagreement: Disagreement, tier: int, nobody: tuple[str, ...]) -> str:
    """The same, in the few words that a notification shows."""
    empty = is_of_nobody(disagreement, tier, nobody)
    return "nobody is named for the next tier" if empty else "the next tier has been told"


def is_of_nobody(disagreement: Disagreement, tier: int, nobody: Collection[str]) -> bool:
    """Whether every role that holds a tier of the partnership is one that nobody holds."""
    own = seats.of_the_partnership(disagreement.procedure, tier)
    return own and {*nobody} >= {*disagreement.roles_at(tier, PARTNERSHIP)}


def _is_unheld(role: str, disagreement: Disagreement, directory: Directory) -> bool:
    who = RoleAt(role, PARTNERSHIP)
    way = reaching.way(seeking.sought(who, disagreement, directory), directory)
    return way.person is None and way.holder is None
