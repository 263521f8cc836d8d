"""Two teams of one agency: only where the text says so may they differ; to anybody else they are one."""

from collections.abc import Iterable, Sequence

from escalation.directory.people import Directory, Person
from escalation.disagreement import Disagreement
from escalation.refusals import Unusable
from escalation.taking_part.parties import OTHERS
from escalation.texts.procedure import Procedure

ONE_TEAM = (
    "You and {name} both work for {agency}. This procedure is for two agencies, or for two teams of "
    "one; a difference inside one team goes to your own line manager."
)
OWN_PROCEDURE = (
    "{one} and {other} are both part of {agency}, and this procedure is for a difference between "
    "agencies. {agency}'s own procedure applies: a difference inside one agency goes to your own "
    "line manager."
)
BOTH_PART = (
    "{agencies} are part of {whole}. Each is asked for itself; of {whole}'s own people nobody is asked "
    "for both. To any chair or panel they are one organisation."
)


def organisation(agency: str, directory: Directory) -> str:
    """The agency itself, or that of which it is a team."""
    return directory.part_of(agency) or agency


def organisations(agencies: Iterable[str], directory: Directory) -> tuple[str, ...]:
    """Of which organisations these are, each once: two teams of one are one organisation."""
    return tuple(dict.fromkeys(organisation(each, directory) for each in agencies))


def check(procedure: Procedure, chosen: Sequence[str], by: str, directory: Directory) -> None:
    """Nothing, or a refusal at the field in which somebody of one's own organisation was chosen."""
    if (raiser := directory.person(by)) is None:
        return
    found = [directory.person(each) or directory.team(each) for each in chosen]
    named = [(field, each) for field, each in zip(OTHERS, found, strict=False) if each]
    for number, (field, each) in enumerate(named):
        if procedure.within_one_agency and each != raiser and each.agency == raiser.agency:
            agency = directory.agency_name(each.agency)
            raise Unusable(field, ONE_TEAM.format(name=each.name, agency=agency))
        for before in (raiser, *(other for _, other in named[:number])):
            if why := _why_not(procedure, each.agency, before.agency, directory):
                raise Unusable(field, why)


def may_join(disagreement: Disagreement, person: Person, directory: Directory) -> None:
    """Nothing, or a refusal: a team of an agency that takes part already, where the text allows none."""
    for side in disagreement.sides:
        if why := _why_not(disagreement.procedure, person.agency, side.agency, directory):
            raise Unusable("professional", why)


def two_of_one(disagreement: Disagreement, directory: Directory) -> bool:
    """Whether two of its sides are teams of one agency, or one of them is a team of the other."""
    agencies = disagreement.agencies
    return len(organisations(agencies, directory)) < len(agencies)


def are_one(one: str, other: str, directory: Directory) -> bool:
    """Whether these are one organisation: two teams of one agency, or an agency and its team."""
    return organisation(one, directory) == organisation(other, directory)


def side_of(agency: str, disagreement: Disagreement, directory: Directory) -> str:
    """The involved agency that is of the same organisation as this one; itself before any other."""
    if agency in disagreement.agencies:
        return agency
    mine = organisation(agency, directory)
    return next((a for a in disagreement.agencies if organisation(a, directory) == mine), "")


def names(disagreement: Disagreement, directory: Directory) -> tuple[str, ...]:
    """What the organisations of those involved are called, and each of their teams."""
    involved = set(organisations(disagreement.agencies, directory))
    sides = (side.name for side in disagreement.sides)
    theirs = (a.name for a in directory.agencies if organisation(a.id, directory) in involved)
    return tuple(dict.fromkeys((*sides, *theirs)))


def shown(disagreement: Disagreement, directory: Directory) -> tuple[tuple[str, str], ...]:
    """Of which agency several of its sides are teams, and what they are called."""
    found: dict[str, list[str]] = {}
    for side in disagreement.sides:
        found.setdefault(organisation(side.agency, directory), []).append(side.name)
    several = ((whole, names) for whole, names in found.items() if len(names) > 1)
    return tuple((directory.agency_name(whole), " and ".join(names)) for whole, names in several)


def _why_not(procedure: Procedure, one: str, other: str, directory: Directory) -> str:
    """Whose own procedure applies, where these are teams of one agency and the text allows none."""
    whole = organisation(one, directory)
    if procedure.within_one_agency or one == other or not are_one(one, other, directory):
        return ""
    name = directory.agency_name
    return OWN_PROCEDURE.format(one=name(other), other=name(one), agency=name(whole))
