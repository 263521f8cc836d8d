"""When a window of working days or hours ends: for one start, or for a file of them."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click
from click.core import ParameterSource

from escalation.working_time.working_days import (
    BadWindowError,
    Deadline,
    Exceptions,
    Jurisdiction,
    NaiveTimeError,
    Rule,
    WeeklyHours,
    WorkingTimeError,
    calendar_covering,
    count,
)

COLUMNS = ("jurisdiction", "start", "window_working_days", "rule", "office_hours")
FAULTS_SHOWN = 20
NATIONS = "england, wales, scotland or northern-ireland"


class BadInputError(click.ClickException):
    """Something asked cannot be counted: the sentence goes to stderr, and the exit code is 2."""

    exit_code = 2


@dataclass(frozen=True)
class Question:
    """One deadline asked for, as it was typed."""

    start: str
    rule: str
    amount: str
    jurisdiction: str
    office_hours: str
    exceptions: str = ""
    cutoff: str | None = None

    def answered(self) -> Deadline:
        """The deadline, or a WorkingTimeError whose sentence says why there is none."""
        start = _read_start(self.start)
        calendar = calendar_covering(
            Jurisdiction.read(self.jurisdiction),
            start,
            hours=WeeklyHours.read(self.office_hours),
            exceptions=Exceptions.read(self.exceptions),
            cutoff=self.cutoff,
        )
        return count(calendar, start, _read_rule(self.rule), self.amount)


@click.command("deadline")
@click.option("--start", metavar="ISO", help="When it began, with its offset from GMT.")
@click.option("--working-days", metavar="N", help="A window of N working days.")
@click.option("--working-hours", metavar="H", help="A window of H working hours.")
@click.option(
    "--rule",
    type=click.Choice([Rule.END_OF_DAY.value, Rule.SAME_TIME.value]),
    default=Rule.END_OF_DAY.value,
    show_default=True,
    help="Whether working days end when offices close or at the time of day it began.",
)
@click.option("--nation", metavar="NATION", help=f"Whose bank holidays: {NATIONS}.")
@click.option(
    "--office-hours",
    metavar="HOURS",
    default="09:00-17:00",
    show_default=True,
    help="Monday to Friday, or 'Mon-Thu=08:45-17:15;Fri=08:45-16:45'.",
)
@click.option(
    "--exceptions",
    metavar="DATES",
    default="",
    help="Days that differ: '2026-10-26/2026-10-30;2026-12-24@09:00-12:30'.",
)
@click.option("--cutoff", metavar="HH:MM", help="A start from this hour counts as the next day's.")
@click.option("--explain", is_flag=True, help="Say date by date how it was counted.")
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    metavar="FILE.csv",
    help=f"Count every row of a file; columns {', '.join(COLUMNS)} and, if wanted, exceptions.",
)
@click.pass_context
def command(
    context: click.Context,
    start: str | None,
    working_days: str | None,
    working_hours: str | None,
    rule: str,
    nation: str | None,
    office_hours: str,
    exceptions: str,
    cutoff: str | None,
    explain: bool,
    batch: str | None,
) -> None:
    """When a window of working days or hours ends, as one ISO instant."""
    if batch is not None:
        _refuse_more_than_the_file(context)
        click.echo("".join(f"{at}\n" for at in _counted(batch)), nl=False)
        return
    if start is None:
        raise click.UsageError("Say when it began: --start 2026-04-02T15:00:00+01:00.")
    if nation is None:
        raise click.UsageError(f"Say whose bank holidays count: --nation {NATIONS}.")
    rule, amount = _window(context, rule, working_days, working_hours)
    question = Question(start, rule, amount, nation, office_hours, exceptions, cutoff)
    try:
        deadline = question.answered()
    except WorkingTimeError as error:
        raise BadInputError(error.sentence) from None
    click.echo(deadline.at.isoformat())
    if explain:
        click.echo("\n".join(deadline.explanation))


def _refuse_more_than_the_file(context: click.Context) -> None:
    """A file says everything for itself, so that no option can silently lose to it."""
    for name in context.params:
        given = context.get_parameter_source(name) is not ParameterSource.DEFAULT
        if given and name != "batch":
            option = name.replace("_", "-")
            raise click.UsageError(f"--batch reads everything from its file; leave out --{option}.")


def _window(
    context: click.Context, rule: str, working_days: str | None, working_hours: str | None
) -> tuple[str, str]:
    """The rule and its amount: either working days or working hours, never both."""
    match working_days, working_hours:
        case str(days), None:
            return rule, days
        case None, str(hours):
            if context.get_parameter_source("rule") is not ParameterSource.DEFAULT:
                raise click.UsageError("--rule is for working days; leave it out here.")
            return Rule.WORKING_HOURS.value, hours
        case _:
            raise click.UsageError("Say how long: either --working-days N or --working-hours H.")


def _counted(path: str) -> list[str]:
    """Every row's deadline; a single bad row refuses the whole file, and every fault is told."""
    counted: list[str] = []
    faults: list[str] = []
    for line, row in _rows(path):
        try:
            counted.append(_question(row).answered().at.isoformat())
        except WorkingTimeError as error:
            faults.append(f"Line {line}: {error.sentence}")
    if faults:
        raise BadInputError("\n".join([*_shortened(faults), "Nothing was counted."]))
    return counted


def _rows(path: str) -> Iterator[tuple[int, dict[str | None, str | list[str] | None]]]:
    """The rows of the file, each with the number of its line."""
    try:
        with click.open_file(path, encoding="utf-8-sig") as file:
            reader = csv.DictReader(file, strict=True)
            reader.fieldnames = _header(reader.fieldnames)
            for row in reader:
                yield reader.line_num, dict(row)
    except UnicodeDecodeError:
        raise BadInputError(f"{_name(path)} is not a text file in UTF-8.") from None
    except csv.Error:
        raise BadInputError(
            f"Line {reader.reader.line_num}: this is not a row of a CSV file."
        ) from None
    except OSError as error:
        raise BadInputError(f"{_name(path)} cannot be read: {error.strerror}.") from None


def _header(names: Iterable[str] | None) -> list[str]:
    columns = [name.strip() for name in names or ()]
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        raise BadInputError(f"Line 1: the file needs a column {missing[0]}.")
    twice = [name for name in (*COLUMNS, "exceptions") if columns.count(name) > 1]
    if twice:
        raise BadInputError(f"Line 1: the column {twice[0]} stands there twice.")
    return columns


def _question(row: dict[str | None, str | list[str] | None]) -> Question:
    if None in row:
        raise WorkingTimeError("The row has more cells than the first line has columns.")

    def cell(name: str) -> str:
        value = row[name]
        if not isinstance(value, str) or not value.strip():
            raise WorkingTimeError(f"The column {name} is empty.")
        return value.strip()

    rule, colon, hours = cell("rule").partition(":")
    if bool(colon) == _read_rule(rule).counts_days:
        raise BadWindowError("Hours stand in the rule (working_hours:8), days in their own column.")
    amount = hours if colon else cell("window_working_days")
    exceptions = row.get("exceptions")
    return Question(
        cell("start"),
        rule,
        amount,
        cell("jurisdiction"),
        cell("office_hours"),
        exceptions if isinstance(exceptions, str) else "",
    )


def _read_start(text: str) -> datetime | date:
    """An instant with its offset, or a bare date."""
    try:
        if len(text.strip()) == len("2026-04-02"):
            return date.fromisoformat(text.strip())
        start = datetime.fromisoformat(text.strip())
    except ValueError:
        raise NaiveTimeError(
            f"{text[:40]!r} is not a time: write it as 2026-04-02T15:00:00+01:00."
        ) from None
    if start.utcoffset() is None:
        raise NaiveTimeError(
            f"{text[:40]!r} has no zone: add +00:00 (GMT), +01:00 (BST) or another offset."
        )
    return start


def _read_rule(text: str) -> Rule:
    try:
        return Rule(text)
    except ValueError:
        raise BadWindowError(
            f"{text[:40]!r} is not a rule: say end_of_day, same_time or working_hours:H."
        ) from None


def _shortened(faults: list[str]) -> list[str]:
    if len(faults) <= FAULTS_SHOWN:
        return faults
    return [*faults[:FAULTS_SHOWN], f"{len(faults) - FAULTS_SHOWN} more lines like these."]


def _name(path: str) -> str:
    return "The input" if path == "-" else Path(path).name
