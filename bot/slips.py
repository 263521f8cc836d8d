"""What is wrong with a choice of procedures, in a sentence: the setting, the slip, what there is."""

from collections.abc import Collection, Iterable

from bot.choices import IN_FORCE, PROCEDURE_OF, SIGNPOSTS, Choices
from bot.config import VARIABLES
from bot.said_back import id_named, named, near
from escalation.texts.procedure import Procedure


def not_there(id: str, known: Collection[str]) -> str:
    """A procedure is to be in force that is none."""
    return (
        f"{IN_FORCE} names {id_named(id)}, which is no procedure here.{near(id, known)} "
        f"{_listed(known)} {_is(IN_FORCE)}"
    )


def nowhere(id: str) -> str:
    """A procedure is to be in force whose file names no area, and nothing says where."""
    return (
        f"{IN_FORCE} names {id}, whose file names no area: say where by {PROCEDURE_OF}, as "
        f'{{"My Town": "{id}"}}.'
    )


def no_procedure(area: str, id: str, known: Collection[str]) -> str:
    """A procedure is chosen for an area that is none."""
    return (
        f"{PROCEDURE_OF} chooses {id_named(id)} for {named([area])}, which is no procedure here."
        f"{near(id, known)} {_listed(known)} {_is(PROCEDURE_OF)}"
    )


def left_out(area: str, id: str) -> str:
    """A procedure is chosen for an area, and is not in force."""
    return (
        f"{PROCEDURE_OF} chooses {id} for {named([area])}, and {IN_FORCE} leaves {id} out: add it "
        "there, or choose another."
    )


def spaced(area: str, id: str, areas: Iterable[str]) -> str:
    """A procedure is chosen for an area of which people would read a space, or nothing but spaces."""
    such = "begins or ends with a space" if area.strip() else "has no letter in it"
    meant = near(area, [each for each in areas if each and each == each.strip()])
    return f"{PROCEDURE_OF} chooses {id} for an area whose name {such}.{meant} {_is(PROCEDURE_OF)}"


def not_its_area(area: str, id: str, there: Collection[str]) -> str:
    """A procedure is chosen for an area that its file does not name, and others' files do."""
    return (
        f"{PROCEDURE_OF} chooses {id} for {named([area])}, which is no area of its file. There is "
        f"{' and '.join(there)} there. {_is(PROCEDURE_OF)}"
    )


def no_area(area: str, id: str, areas: Iterable[str], placeless: Collection[str]) -> str:
    """A procedure is chosen for an area that no file names, though its own file says where it is."""
    known = list(areas)
    only = f": {' or '.join(placeless)}" if placeless else ""
    return (
        f"{PROCEDURE_OF} chooses {id} for {named([area])}, which is an area of no procedure in "
        f"force.{near(area, known)} The areas are {named(known)}. A new area can be given only to a "
        f"procedure whose file has `areas: []`{only}. {_is(PROCEDURE_OF)}"
    )


def new_areas(choices: Choices, areas: Collection[str]) -> list[str]:
    """A new area whose name is nearly that of another."""
    return [
        f"{PROCEDURE_OF} gives {id_named(id)} a new area, {named([area])}.{meant}"
        for area, id in choices.procedure_of.items()
        if area not in areas and (meant := near(area, areas))
    ]


def signposts(choices: Choices, every: Iterable[Procedure]) -> list[str]:
    """A signpost that nobody is shown, as its id is that of no exclusion."""
    known = list(dict.fromkeys(excluded.id for each in every for excluded in each.exclusions))
    return [
        f"{SIGNPOSTS} has {id_named(id)}, which is the id of nothing that a procedure here is not "
        f"for.{near(id, known)} {_listed(known)} {_is(SIGNPOSTS)}"
        for id in choices.signposts
        if id not in known
    ]


def _listed(known: Collection[str]) -> str:
    return f"There is {', '.join(known) or 'none'}."


def _is(setting: str) -> str:
    return f"{setting} is {VARIABLES[setting]}."
