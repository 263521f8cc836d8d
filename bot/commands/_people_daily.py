"""`people daily`: the daily round, made now; what it found, and what will be asked of whom."""

import click

from bot import config, logs
from bot.clock import SystemClock
from bot.installation import RefusedError
from escalation.directory.people import Directory
from escalation.working_time.times import day
from scheduler.asking import HOLIDAYS, LIST, SUMMARY

NOTHING = "Nothing is open: every role reaches somebody, and nobody is known to have left."
NOTHING_OWED = "Nothing new is asked of anybody."
OWED = "Asked, in their working time, by the process that keeps the clock:"
ASKED = {
    LIST: "the lead of {agency}: still you?",
    HOLIDAYS: "the lead of {agency}: who covers over the holidays?",
    SUMMARY: "the Business Manager: how it stands",
}


@click.command("daily")
def daily() -> None:
    """Make the daily round now: who has left, which role has nobody, who is asked about it.

    It is made by itself on each working morning; made twice, nobody is asked anything twice.
    """
    from bot.app import Part, composed

    settings = config.read()
    logs.configure(settings.log_level)
    with composed(settings, SystemClock(), Part.DOOR) as app:
        now = app.clock.now()
        directory = app.store.directory(now)
        if not directory.people:
            raise RefusedError("The directory is empty, so there is nobody to ask about.")
        made = app.people.make()
        for each in made.found:
            click.echo(f"{each.gap.sentence} (since {day(each.since)})")
        if not made.found:
            click.echo(NOTHING)
        for note in made.notes:
            click.echo(note)
        click.echo(OWED if made.owed else NOTHING_OWED)
        for key in made.owed:
            click.echo(f"  {_said(key, directory)}")


def _said(key: str, directory: Directory) -> str:
    kind, id, *_ = key.split(":")
    return ASKED[kind].format(agency=directory.agency_name(id))
