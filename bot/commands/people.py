"""`escalate people`: who is who. Import a directory, list it, or look for holes in it."""

import getpass
from pathlib import Path

import click

from bot import procedures
from bot.clock import SystemClock
from bot.commands import _people_pages as pages
from bot.commands._people_daily import daily
from bot.installation import RefusedError, installation
from bot.shared_clock import shared
from escalation.people import Directory
from storage import directory, roster
from storage.database import reading, writing
from storage.roster import RosterFaults

EMPTY = "The directory is empty: begin with `python3 run.py people import FILE`."


@click.group("people")
def command() -> None:
    """The partnership's directory: import it, list it, look for holes in it."""


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--apply", "applied", is_flag=True, help="Do it; without this, only say what changes."
)
def import_(file: Path, applied: bool) -> None:
    """Make FILE (.yml or .csv) the whole directory: who is not in it is removed.

    What would change is shown first. Every fault is said at once, by its line, and then nothing
    is taken.
    """
    content = _content(file)
    with installation() as engine:
        with reading(engine) as connection:
            before = directory.load(connection)
        after = _read(content, file, before)
        changed = pages.changes(before, after)
        for line in changed:
            click.echo(line)
        if applied and changed:
            who, at = getpass.getuser(), shared(SystemClock(), engine).now()
            with writing(engine) as connection:
                directory.hold(connection)
                if directory.load(connection) != before:
                    raise RefusedError("The directory was changed meanwhile. Nothing was taken.")
                directory.replace(connection, after, who=who, source=file.name, at=at)
    click.echo(_outcome(after, len(changed), applied))


@command.command("list")
def list_() -> None:
    """Everybody, with their roles, agency by agency."""
    known = _directory()
    if not known.people:
        click.echo(EMPTY)
    for line in pages.listing(known):
        click.echo(line)


@command.command()
def check() -> None:
    """Whether every role that the procedures need has a holder and a stand-in at each agency.

    The exit code is 1 where there is a hole.
    """
    known = _directory()
    if not known.people:
        raise click.ClickException(EMPTY)
    if holes := pages.holes(known, procedures.every()):
        for hole in holes:
            click.echo(hole)
        raise click.exceptions.Exit(1)
    click.echo("Every role that the procedures need has a holder and a stand-in at each agency.")


command.add_command(daily)


def _directory() -> Directory:
    with installation() as engine, reading(engine) as connection:
        return directory.load(connection)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise RefusedError(f"{file} cannot be read: {error.strerror}.") from None


def _read(content: bytes, file: Path, now: Directory) -> Directory:
    roles = {role.id: role.of for each in procedures.every() for role in each.roles.values()}
    try:
        return roster.read(content, str(file), roles, now)
    except RosterFaults as faults:
        for fault in faults.faults:
            click.echo(fault, err=True)
        raise click.ClickException("Nothing was taken.") from None


def _outcome(after: Directory, changed: int, applied: bool) -> str:
    if not changed:
        return "The directory says this already: nothing changes."
    size = f"{len(after.agencies)} agencies and {len(after.people)} people"
    if applied:
        return f"Done: the directory has {size}."
    return f"Nothing was changed. With --apply the directory will have {size}."
