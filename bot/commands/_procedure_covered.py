"""`escalate procedure coverage`: what a text asks, beside the places of the file that carry it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import procedures
from bot.commands._laid_out import led, wrapped
from bot.commands._procedure_found import BadInputError, FaultyError, path, procedure
from escalation.rehearsing.tracing import Covered, Node
from escalation.texts.procedure import Faults, Procedure
from escalation.texts.requirements import Requirement, list_of

if TYPE_CHECKING:
    from bot.tracing import Traced

UNCARRIED = "HOLE: no place in the file carries it."
NO_EFFECT = "HOLE: nobody would meet anything else without this place."
UNREAD = "Words that could be any others, and nobody in these scripts would read it:"
NO_SCRIPT = (
    "No script plays it, so it is not known what each place changes. "
    "Give one with --script FILE, or put it in procedures/scripts/{id}/."
)
NO_VERDICT = (
    "Nothing was played, so this is no verdict on any of its {places}: write a script for each way in "
    "which it can go, and ask again. docs/procedures.md shows one, and has every word of it."
)
NO_LIST = "No numbered list comes with its text. These are the places of the text that it names:"
NOT_KNOWN = (
    "Until one does, each of the {asked} requirements of {list} that oblige, ask or allow counts as a "
    "hole. These are those that the file names, with their places:"
)
PLAYING = "{id}: {scripts} played with it and without each of its {places}…"
PLAYED = "played without it, in {scripts}: somebody meets something else."


@click.command()
@click.argument("which", metavar="[ID_OR_FILE ...]", nargs=-1)
@click.option(
    "--script",
    "files",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A script that plays it, beside those that come with it; as often as there are.",
)
def coverage(which: tuple[str, ...], files: tuple[Path, ...]) -> None:
    """What its text asks, and what carries it.

    Each numbered requirement, and the place in the file that carries it; of a procedure that ships,
    the test of that place as well.

    Each place is taken away in turn, and the scripts of the procedure are played without it: where
    nobody meets anything else then, that is a hole. A hole ends it with 1; so does a procedure that
    no script plays, of which nothing is known.
    """
    if files and len(which) != 1:
        raise BadInputError("A script is of one procedure: name which.")
    found = [path(each) for each in which] or procedures.files()
    holes = [_printed(procedure(each), files) for each in found]
    if any(holes):
        raise click.exceptions.Exit(1)


def _printed(of: Procedure, files: tuple[Path, ...]) -> int:
    """A procedure's page; how many holes it has. Whoever waits is told meanwhile what is played."""
    from bot import tracing  # slow to import: everything that people press comes with it

    traced, asked = _traced(of, files), tracing.asked(of)
    click.echo(f"{of.title}, {of.version}\n")
    if not traced.scripts:
        return _unplayed(of, asked, traced.nodes)
    places, scripts = _many(len(traced.nodes), "place"), _many(len(traced.scripts), "script")
    click.echo(PLAYING.format(id=of.id, scripts=scripts, places=places), err=True)
    shown = {node: traced.shows(node) for node in traced.nodes}
    covered = traced.covered(shown)
    carrying = {node for each in covered for node in each.nodes}
    idle = [node for node in traced.nodes if node not in carrying and not shown[node]]
    _print_each(of, traced, asked, covered, idle)
    read = {node: traced.unread(node) for node in traced.nodes if shown[node]}
    if unread := {node: words for node, words in read.items() if words}:
        click.echo("\n".join(_unread(unread)))
    holes = sum(each.is_hole for each in covered)
    click.echo("\n" + "\n".join(_count(of, covered, holes, len(idle))))
    return holes + len(idle)


def _traced(of: Procedure, files: tuple[Path, ...]) -> Traced:
    from bot import tracing

    try:
        return tracing.traced(of, files)
    except Faults as faults:
        raise FaultyError(faults) from None
    except OSError as error:
        raise BadInputError(f"{error.filename} cannot be read: {error.strerror}.") from None


def _unplayed(of: Procedure, asked: tuple[Requirement, ...], nodes: tuple[Node, ...]) -> int:
    """Of one that no script plays: what its text asks, each of which counts as a hole; never none."""
    click.echo("\n".join(wrapped(NO_SCRIPT.format(id=of.id))))
    click.echo("\n".join(_named(of, asked, nodes)))
    places = _many(len(nodes), "place")
    click.echo("\n" + "\n".join(wrapped(NO_VERDICT.format(places=places))))
    return sum(each.is_asked for each in asked) or 1


def _print_each(
    of: Procedure,
    traced: Traced,
    asked: tuple[Requirement, ...],
    covered: tuple[Covered, ...],
    idle: list[Node],
) -> None:
    """Each requirement with what carries it, and each place that is idle."""
    tried = _tried(of, traced)
    for each in covered:
        click.echo("\n".join(_requirement(each, tried)))
    if not asked:
        click.echo("\n".join(_named(of, asked, traced.nodes)))
    for node in idle:
        click.echo("\n".join((f"{node}  [{', '.join(node.req)}]", f"    {NO_EFFECT}")))


def _tried(of: Procedure, traced: Traced) -> dict[Node, str]:
    """Of each place, how it is known that it makes a difference."""
    from bot import tracing

    played = PLAYED.format(scripts=_many(len(traced.scripts), "script"))
    tested = traced.is_tested
    return {node: tracing.test_of(of, node) if tested else played for node in traced.nodes}


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _requirement(covered: Covered, tried: dict[Node, str]) -> Iterator[str]:
    asked = covered.requirement
    yield from led(f"{asked.id}  {asked.force:<6}  ", asked.meaning)
    for node, is_shown in zip(covered.nodes, covered.shown, strict=True):
        yield f"    {node}"
        yield f"    {tried[node] if is_shown else NO_EFFECT}"
    if not covered.nodes:
        yield f"    {UNCARRIED}"


def _named(of: Procedure, asked: tuple[Requirement, ...], nodes: tuple[Node, ...]) -> Iterator[str]:
    many = sum(each.is_asked for each in asked)
    yield from wrapped(NOT_KNOWN.format(asked=many, list=list_of(of)) if many else NO_LIST)
    for req in dict.fromkeys(req for node in nodes for req in node.req):
        at = ", ".join(str(node) for node in nodes if req in node.req)
        yield from led(f"  {req}: ", at)


def _unread(unread: dict[Node, tuple[str, ...]]) -> Iterator[str]:
    """What matters by what it does, and whose words nobody reads: no hole, and good to know."""
    yield f"\n{UNREAD}"
    for node, headings in unread.items():
        yield f"  {node}: {', '.join(headings)}"


def _count(of: Procedure, covered: tuple[Covered, ...], holes: int, idle: int) -> Iterator[str]:
    carried = len(covered) - holes
    if covered:
        said = (
            f"{carried} of {len(covered)} requirements of {list_of(of)} that oblige, ask or allow"
        )
        yield from wrapped(f"{said} are carried by a place that makes a difference.")
    if idle:
        yield from wrapped(f"Other places that make none: {idle}.")
    if not holes and not idle:
        yield "No holes."
