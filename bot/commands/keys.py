"""`escalate keys`: make the file of encryption keys, or change the key."""

from collections import Counter
from pathlib import Path

import click

from bot import config
from bot.installation import RefusedError, installation
from storage.bodies import sealed_again
from storage.crypto import KeyRefused, add_key, new_key_file


@click.group("keys")
def command() -> None:
    """The keys with which everything that people wrote is encrypted: make them, change them."""


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
def new(file: Path) -> None:
    """Make a new file with one new key, for the eyes of this account alone.

    Whoever has this file and the database can read everything; whoever loses it can read nothing.
    """
    try:
        new_key_file(file)
    except KeyRefused as refusal:
        raise RefusedError(str(refusal)) from None
    click.echo(
        f"{file} holds a new key. Keep a copy of it where the database is not, and set "
        f"ESCALATE_KEY_FILE={file.resolve()}"
    )


@command.command()
def rotate() -> None:
    """Add a new key, and encrypt everything again with it.

    It may run beside `serve`; where several machines share the database, give each the new file at
    once. The earlier keys stay in the file, because copies of the database
    that were made before can be read only with them.
    """
    settings = config.read()
    with installation(settings) as engine:
        add_key(settings.key_file)
        done: Counter[str] = Counter()
        for table, count in sealed_again(engine):
            done[table] += count
    click.echo(f"{settings.key_file} has a new key, and everything is encrypted with it:")
    for table, count in done.items():
        click.echo(f"  {table.replace('_', ' ')}: {count}")
    click.echo("The earlier keys are still in the file: older copies of the database need them.")
