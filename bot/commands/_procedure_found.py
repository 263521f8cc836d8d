"""A procedure as the command line names it: by its id, or by its own file."""

from contextlib import suppress
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import IO, Any

import click

from bot import procedures
from escalation.texts.procedure import Faults, Procedure
from escalation.working_time.times import LONDON

NO_START = "Say when the difference began: --start 2026-04-02T15:00."


class BadInputError(click.ClickException):
    """Something asked cannot be done: the sentence goes to stderr, and the exit code is 2."""

    exit_code = 2


class FaultyError(click.ClickException):
    """A procedure's file has faults: every one is said, and the exit code is 1."""

    def __init__(self, found: Faults) -> None:
        super().__init__(str(found))
        self.faults = found.faults

    def show(self, file: IO[Any] | None = None) -> None:
        """The faults alone, one a line, as other tools read them."""
        click.echo(self.message, file=file, err=file is None)


def path(which: str) -> Path:
    """A procedure's file, by its id or by its own path."""
    known = {path.stem: path for path in procedures.files()}
    if which in known:
        return known[which]
    file = Path(which)
    if file.suffix in procedures.ENDINGS or file.name != which:
        return file
    with suppress(OSError):  # no file has a name as long as that
        if file.exists():
            return file
    near = get_close_matches(which, known, n=1)
    meant = f" Did you mean {near[0]}?" if near else ""
    raise BadInputError(f"There is no procedure of that id.{meant} Known: {_known()}.")


def _known() -> str:
    return ", ".join(path.stem for path in procedures.files()) or "none"


def procedure(path: Path) -> Procedure:
    """The procedure of a file, or every fault in it."""
    try:
        return procedures.read(path, str(path))
    except Faults as faults:
        raise FaultyError(faults) from None
    except FileNotFoundError:
        raise BadInputError(
            f"{path} cannot be read: there is no such file. What ships is named by its id: {_known()}."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be used"
        raise BadInputError(f"{path} cannot be read: {reason}.") from None


def time(option: str, text: str) -> datetime:
    """A time as somebody types it, on the clock in the United Kingdom unless it says otherwise."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadInputError(f"{option} is not a time: write it as 2026-04-02T15:00.") from None
    return at if at.utcoffset() is not None else at.replace(tzinfo=LONDON)
