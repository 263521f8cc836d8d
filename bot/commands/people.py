"""`escalate people`: who is who. Import a directory, list it, ask it, or look for holes in it."""

import getpass
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from bot import config, procedures
from bot.clock import SystemClock
from bot.commands import _people_history, _people_who
from bot.commands._people_changes import ONLY_ROWS, changes
from bot.commands._people_daily import daily
from bot.commands._people_gone import many_gone
from bot.commands._people_kept import EMPTY, in_force, kept
from bot.commands._people_listing import listing, name
from bot.commands._warnings import unread, warn_of_new_areas
from bot.installation import RefusedError, installation
from bot.shared_clock import shared
from bot.signposts import signposted
from escalation.directory import readiness
from escalation.directory.people import Directory
from escalation.working_time.times import civil
from storage import directory, roster, roster_names, roster_written
from storage.database import reading, writing
from storage.roster import RosterFaults
from storage.roster_files import Row

MANY = 500
MOST = 200  # faults that are said at once: of more nobody reads every one


@click.group("people")
def command() -> None:
    """The partnership's directory: import it, export it, ask it, look for holes in it."""


command.add_command(_people_who.command)
command.add_command(_people_history.command)


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--apply", "applied", is_flag=True, help="Do it; without this, only say what changes."
)
@click.option(
    "--remove-named", is_flag=True, help="Remove whoever colleagues named and no file has, too."
)
@click.option(
    "--remove-many", is_flag=True, help="Remove more than half of a list, if that is meant."
)
def import_(
    files: tuple[Path, ...], *, applied: bool, remove_named: bool, remove_many: bool
) -> None:
    """Make FILES (.yml or .csv) the directory: of each list they give, who is not in it is removed.

    What would change is shown first. Every fault is said at once, by its line, and then nothing
    is taken.
    """
    contents = [(str(file), _content(file)) for file in files]
    with installation() as engine:
        with reading(engine) as connection:
            before = directory.load(connection)
        after = _read(contents, before, keep_named=not remove_named)
        changed = [each.line for each in changes(before, after)]
        if not changed and before != after:
            changed = [ONLY_ROWS]
        for line in [*changed, *_staying(before, after), *_new_types(before, after)]:
            click.echo(line)
        at = shared(SystemClock(), engine).now()
        if many := "" if remove_many else many_gone(before, after, civil(at).date()):
            if applied:
                raise RefusedError(f"{many} Nothing was taken.")
            click.echo(many)
        if applied and before != after:
            who, source = getpass.getuser(), ", ".join(file.name for file in files)
            with writing(engine) as connection:
                directory.hold(connection)
                if directory.load(connection) != before:
                    raise RefusedError("The directory was changed meanwhile. Nothing was taken.")
                directory.replace(connection, after, who=who, source=source, at=at)
    click.echo(_outcome(before, after, applied=applied))


@command.command("export")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def export(file: Path | None, *, force: bool) -> None:
    """Write the directory to FILE: whole (.yml), or its people alone (.csv); else to the terminal.

    What is exported can be imported again, and changes nothing.
    """
    known = kept()
    ending = file.suffix.lower() if file else ".yml"
    if ending not in (".yml", ".yaml", ".csv"):
        raise RefusedError("The file's name must end in .yml or .csv.")
    written = roster_written.as_csv(known) if ending == ".csv" else roster_written.as_yaml(known)
    if file is None:
        click.echo(written, nl=False)
        return
    _write(file, written, force=force)
    click.echo(f"Done: {file} has {_size(known)}.")
    if ending == ".csv" and any((known.teams, known.absences, known.closures, known.stand_ins)):
        click.echo(
            "A .csv holds people alone: teams, absences, closures and stand-ins are in a .yml.",
            err=True,
        )


@command.command("list")
def list_() -> None:
    """Everybody, with their roles, agency by agency."""
    known = kept()
    if not known.people:
        click.echo(EMPTY)
    for line in listing(known):
        click.echo(line)


@command.command()
def check() -> None:
    """Whether every role that the procedures need reaches somebody, and a second person.

    The exit code is 1 where there is a hole.
    """
    settings = config.read()
    known, in_use = kept(settings), in_force(settings)
    found = [
        *(readiness.holes(known, in_use) if known.people else ()),
        *readiness.without_number(in_use, settings.emergency_duty_numbers),
        *readiness.without_signpost(signposted(in_use, settings.signposts)),
    ]
    said = [*(hole.sentence for hole in found), *unread(settings)]
    for sentence in said:
        click.echo(sentence)
    if known.people:
        for each in readiness.without_agency(known, in_use):
            click.echo(each.sentence)
    warn_of_new_areas(settings)
    if not known.people:
        raise click.ClickException(EMPTY)
    if said:
        raise click.exceptions.Exit(1)
    click.echo(
        "Every role that the procedures need reaches somebody, and a second person, at each agency."
    )


command.add_command(daily)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise RefusedError(f"{file} cannot be read: {error.strerror}.") from None


def _read(contents: list[tuple[str, bytes]], now: Directory, *, keep_named: bool) -> Directory:
    roles = {role.id: role.of for each in procedures.every() for role in each.roles.values()}
    try:
        return roster.read_all(contents, roles, now, keep_named=keep_named, watched=_watched)
    except RosterFaults as faults:
        for fault in faults.faults[:MOST]:
            click.echo(fault, err=True)
        if (more := len(faults.faults) - MOST) > 0:
            click.echo(f"and {more} more", err=True)
        raise click.ClickException("Nothing was taken.") from None


def _watched(rows: Sequence[Row], what: str) -> Iterator[Row]:
    """The rows, with a bar that shows how far it is, where there are many and somebody looks on."""
    if len(rows) < MANY or not sys.stderr.isatty():
        yield from rows
        return
    with click.progressbar(rows, label=what, file=sys.stderr) as bar:
        yield from bar


def _staying(before: Directory, after: Directory) -> Iterator[str]:
    """Whoever was only named by a colleague, and is in no file."""
    for person in after.people:
        if person.named_by and before.person(person.id) == person:
            by = name(after, person.named_by)
            yield f"= {person.name}, named by {by}, is in the directory still"


def _new_types(before: Directory, after: Directory) -> Iterator[str]:
    """Types of agency that there were none of, as after a slip."""
    known = {agency.type for agency in before.agencies}
    for type_ in dict.fromkeys(agency.type for agency in after.agencies):
        if known and type_ not in known:
            slip = roster_names.meant(type_, known)
            yield f"= no agency was of the type {type_} until now.{slip}"


def _write(file: Path, text: str, *, force: bool) -> None:
    """For the account that runs this, and for nobody else on the machine."""
    flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if force else os.O_EXCL)
    try:
        with os.fdopen(os.open(file, flags, 0o600), "w", encoding="utf-8", newline="") as written:
            file.chmod(0o600)  # as it may have been for others before
            written.write(text)
    except FileExistsError:
        raise RefusedError(f"{file} is there already: with --force it is written over.") from None
    except OSError as error:
        raise RefusedError(f"{file} cannot be written: {error.strerror}.") from None


def _outcome(before: Directory, after: Directory, *, applied: bool) -> str:
    if before == after:
        return "The directory says this already: nothing changes."
    if applied:
        return f"Done: the directory has {_size(after)}."
    return f"Nothing was changed. With --apply the directory will have {_size(after)}."


def _size(known: Directory) -> str:
    agencies, people = len(known.agencies), len(known.people)
    of_agencies = "1 agency" if agencies == 1 else f"{agencies} agencies"
    return f"{of_agencies} and {'1 person' if people == 1 else f'{people} people'}"
