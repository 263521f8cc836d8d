"""Lists what could not be delivered or done, and puts it back to be tried once more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import click
from sqlalchemy import Engine

from bot.clock import SystemClock
from bot.installation import RefusedError, installation
from escalation import times
from storage.moments import Moments
from storage.outbox import Outbox


@dataclass(frozen=True)
class Stuck:
    """One thing that waits for somebody to look: what it is called here, and how it is put back."""

    name: str
    reference: str
    kind: str
    since: datetime
    why: str
    replay: Callable[[datetime], None]


@click.group("stuck", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """What could not be delivered or done: reference, kind, since when, and why. No content."""
    if context.invoked_subcommand is None:
        with installation() as engine:
            for line in _lines(_stuck(engine)):
                click.echo(line)


@command.command()
@click.argument("names", metavar="NAME...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Put back everything that is stuck.")
def replay(names: tuple[str, ...], every: bool) -> None:
    """Put back what is stuck, by the names that `stuck` gives, once its cause is mended.

    What may have been sent after all is looked up before it is sent again.
    """
    if bool(names) == every:
        raise click.UsageError("Give the names of what to put back, or --all.")
    with installation() as engine:
        found = {each.name: each for each in _stuck(engine)}
        if unknown := [name for name in names if name not in found]:
            raise RefusedError(f"{', '.join(unknown)}: not stuck. `stuck` lists what is.")
        now = SystemClock().now()
        for name in names or found:
            found[name].replay(now)
    click.echo(f"Put back: {len(names or found)}. `serve` takes it up within a second.")


def _lines(stuck: list[Stuck]) -> list[str]:
    if not stuck:
        return ["Nothing is stuck."]
    width = max(len(each.name) for each in stuck)
    return [
        f"{each.name:<{width}}  {each.reference}  {each.kind}, {each.why}, "
        f"since {times.full(each.since)}"
        for each in stuck
    ]


def _stuck(engine: Engine) -> list[Stuck]:
    """What was given up, then the moments that were set aside, each the oldest first."""
    outbox, moments = Outbox(engine), Moments(engine)
    given_up = [
        Stuck(
            str(each.id),
            each.reference,
            each.kind,
            each.since,
            each.why,
            partial(outbox.replay, each.id),
        )
        for each in outbox.given_up()
    ]
    set_aside = [
        Stuck(
            f"{each.reference}/{each.wake}",
            each.reference,
            "moment",
            each.at,
            each.why,
            partial(moments.replay, each.reference, each.wake),
        )
        for each in moments.set_aside()
    ]
    return [*given_up, *set_aside]
