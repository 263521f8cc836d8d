"""The data and the database of this installation, for the words that need no more than that."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError

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
        engine = connect(settings.database_url, Keys(settings.key_file))
        try:
            _make_folders(settings.data, engine)
            _bring_up(engine)
            yield engine
        finally:
            engine.dispose()
    except (KeyRefused, NewerDatabase, NotAnswered) as refusal:
        raise RefusedError(str(refusal)) from refusal
    except (ArgumentError, ImportError):  # neither may quote the address: a password is in it
        raise RefusedError(
            "ESCALATE_DATABASE_URL cannot be used: it is "
            f"{config.VARIABLES['ESCALATE_DATABASE_URL']}."
        ) from None


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

        migrate(engine)
