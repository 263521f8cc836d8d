"""Lists what could not be delivered or done, or was found wrong; puts back what can be tried again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import click
from sqlalchemy import Engine

from bot.clock import SystemClock
from bot.installation import RefusedError, installation
from bot.shared_clock import shared
from escalation.acts import alarm
from escalation.working_time import times
from storage.findings import Finding, Findings
from storage.moments import Moments
from storage.outbox import Outbox

WRONG = {
    alarm.LEDGER: "its record cannot be read",
    alarm.MOMENTS: "its moments could not be put right",
    alarm.OUTBOX: "something that was owed is missing",
    alarm.NOBODY: "nobody can be asked",
    alarm.OVERDUE: "overdue",
    alarm.UNHEARD: "an alarm has not reached the Business Manager",
}


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
    """What could not be delivered or done: reference, kind, since when, and why. No content.

    Beside it whatever the hourly audit has found wrong and could not put right.
    """
    if context.invoked_subcommand is None:
        with installation() as engine:
            for line in _lines(_stuck(engine), Findings(engine).all()):
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
        now = shared(SystemClock(), engine).now()
        for name in names or found:
            found[name].replay(now)
    click.echo(f"Put back: {len(names or found)}. `serve` or a worker takes it up within a second.")


def _lines(stuck: list[Stuck], findings: list[Finding]) -> list[str]:
    if not stuck and not findings:
        return ["Nothing is stuck."]
    width = max((len(each.name) for each in stuck), default=0)
    return [
        *(
            f"{each.name:<{width}}  {each.reference}  {each.kind}, {each.why}, "
            f"since {times.full(each.since)}"
            for each in stuck
        ),
        *(
            f"found by the audit  {each.reference}  {_wrong(each)}, since {times.full(each.since)}"
            for each in findings
        ),
    ]


def _wrong(finding: Finding) -> str:
    """What was found, and what it is about; once it is mended, the next audit takes it away."""
    return ", ".join(part for part in (WRONG.get(finding.what, finding.what), finding.why) if part)


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
