"""The data and the database of this installation, for the words that need no more than that."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, ProgrammingError

from bot import config
from bot.config import Config
from storage.crypto import KeyRefused, Keys
from storage.database import NotAnswered, connect
from storage.release import NewerDatabase, is_current


class RefusedError(click.ClickException):
    """The installation cannot be used as it is: the sentence says why; the exit code is 2."""

    exit_code = 2


@contextmanager
def installation(settings: Config | None = None) -> Iterator[Engine]:
    """The installation's database, opened with its keys and brought up to this release."""
    settings = settings or config.read()
    try:
        engine = _connected(settings)
        try:
            _make_folders(settings.data, engine)
            _bring_up(engine)
            yield engine
        finally:
            engine.dispose()
    except (KeyRefused, NewerDatabase) as refusal:
        raise RefusedError(str(refusal)) from refusal
    except NotAnswered as gone:
        raise RefusedError(f"{gone} {_why(gone, settings.database_url)}".strip()) from gone


def _connected(settings: Config) -> Engine:
    try:
        return connect(settings.database_url, Keys(settings.key_file))
    except (ArgumentError, ImportError, ValueError):  # none may quote the address and its password
        raise RefusedError(
            "ESCALATE_DATABASE_URL cannot be used: it is "
            f"{config.VARIABLES['ESCALATE_DATABASE_URL']}."
        ) from None


def _why(gone: NotAnswered, address: str) -> str:
    """The database's own reason, where it gave one, and where we asked; never the password."""
    fault = gone.__cause__
    url = make_url(address)
    reason = str(fault.orig).partition("\n")[0] if isinstance(fault, DBAPIError) else ""
    if url.password and url.password in reason:
        reason = ""
    where = url.host and f"It was asked at {url.host}, as ESCALATE_DATABASE_URL says."
    return " ".join(filter(None, (reason and f"{reason.rstrip('.')}.", where)))


def _make_folders(data: Path, engine: Engine) -> None:
    """What is kept is for the account that runs this, and for nobody else on the machine."""
    folders = [data]
    if engine.dialect.name == "sqlite" and engine.url.database:
        folders.append(Path(engine.url.database).parent)
    for folder in folders:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise RefusedError(f"{folder} cannot be made: {error.strerror}.") from None


def _bring_up(engine: Engine) -> None:
    """To this release's tables, if it is not there; what does that is loaded only then."""
    if not is_current(engine):
        from storage.migrations import migrate

        try:
            migrate(engine)
        except ProgrammingError:
            raise RefusedError(
                "The database does not let this role make or change tables: make it the owner of "
                "the database (docs/operations.md says how)."
            ) from None
