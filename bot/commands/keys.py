"""`escalate keys`: make the file of encryption keys, or change to a newer key."""

from collections import Counter
from pathlib import Path

import click

from bot import config
from storage.bodies import sealed_again
from storage.crypto import KeyRefused, Keys, add_key, new_key_file
from storage.database import NotAnswered, connect
from storage.migrations import is_current


@click.group("keys")
def command() -> None:
    """The keys with which everything personal is encrypted: make them, change them."""


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
def new(file: Path) -> None:
    """Make a key file that only you can read; a file that exists is left as it is."""
    try:
        new_key_file(file)
    except KeyRefused as refused:
        raise click.ClickException(str(refused)) from None
    click.echo(
        f"{file} holds a new key, and only you can read it.\n"
        "Keep a copy somewhere safe, away from the database: without it, nothing that was written "
        "can be read again.\n"
        f"Now set ESCALATE_KEY_FILE={file}"
    )


@command.command()
def rotate() -> None:
    """Add a newer key and seal everything again with it; the service may go on running."""
    settings = config.read()
    try:
        sealed = _rotate(settings.key_file, settings.database_url)
    except (KeyRefused, NotAnswered) as refused:
        raise click.ClickException(str(refused)) from None
    click.echo(f"{settings.key_file} has a newer key, and everything is sealed with it.")
    for table, count in sorted(sealed.items()):
        click.echo(f"  {table.replace('_', ' ')}: {count}")
    click.echo("Leave the older keys in the file for as long as you keep older copies of the data.")


def _rotate(key_file: Path, database_url: str) -> Counter[str]:
    """How many rows of each table were sealed again; a database not ours yet is left alone."""
    engine = connect(database_url, Keys(key_file))
    try:
        if not is_current(engine):
            raise click.ClickException(
                "The database is not one that this release has started on: nothing was changed. "
                "See that ESCALATE_DATABASE_URL is right, and start `escalate serve` once."
            )
        add_key(key_file)
        sealed: Counter[str] = Counter()
        for table, count in sealed_again(engine):
            sealed[table] += count
        return sealed
    finally:
        engine.dispose()
