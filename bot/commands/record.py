"""Checks a record, PDF or JSON, offline, and takes the signed JSON out of a PDF."""

import os
from pathlib import Path

import click

from bot import logs
from export import signing

NO_OUT = (
    "It names the child and holds every word of the copy, so it is never printed here: say with "
    "--out FILE where it is kept."
)
MARKS = {True: "good", False: "WRONG", None: "not checked"}


@click.group("record")
def command() -> None:
    """Check a record of a disagreement, without a network, a database or any settings."""
    logs.configure("critical")  # what a library makes of a broken file is not for the reader


@command.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", metavar="FINGERPRINT", help="The fingerprint the partnership published.")
@click.pass_context
def verify(context: click.Context, file: Path, key: str | None) -> None:
    """Check a record; exit code 0 when it holds, 1 when it does not, 2 when it cannot be read."""
    from export import verify as checking

    known = _fingerprint(key)
    try:
        verdict = checking.verify(file.read_bytes(), known)
    except checking.Unreadable as unreadable:
        click.echo(f"{file.name}: {unreadable.sentence}", err=True)
        context.exit(2)
    except OSError as fault:
        click.echo(f"{file.name} cannot be read: {fault.strerror}.", err=True)
        context.exit(2)
    click.echo(f"{verdict.about}.\n")
    for finding in verdict.findings:
        click.echo(f"{MARKS[finding.good]:<12}{finding.what:<11}{finding.sentence}")
    click.echo(f"\nWhat this shows. {verdict.shows}")
    if verdict.good:
        click.echo(f"What it does not show. {checking.DOES_NOT_PROVE}")
    context.exit(0 if verdict.good else 1)


@command.command("json")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it to this file, which must not exist yet.",
)
@click.pass_context
def json(context: click.Context, file: Path, out: Path | None) -> None:
    """Take the signed record out of a PDF, byte for byte, and write it to a file of your own.

    It names the child and holds every word of the copy: keep it where the PDF is kept.
    `record verify` checks it as it checks the PDF. Exit code 2 when there is none to take.
    """
    from export import pdf
    from export.record_json import Unreadable

    if out is None:
        raise click.UsageError(NO_OUT)
    try:
        content = pdf.attached(file.read_bytes())
    except Unreadable as unreadable:
        click.echo(f"{file.name}: {unreadable.sentence}", err=True)
        context.exit(2)
    except OSError as fault:
        click.echo(f"{file.name} cannot be read: {fault.strerror}.", err=True)
        context.exit(2)
    try:  # for the account that runs this, and for nobody else on the machine
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
            new.write(content)
    except OSError as fault:
        click.echo(f"{out.name} cannot be written: {fault.strerror}.", err=True)
        context.exit(2)


@command.command("fingerprint")
def fingerprint() -> None:
    """Say the fingerprint of this installation's signing key, for the partnership to publish."""
    from bot import config
    from bot.installation import RefusedError

    file = config.read().data / signing.FILE_NAME
    if not file.exists():
        raise RefusedError(f"There is no {file} yet: the first `python3 run.py serve` makes it.")
    try:
        click.echo(signing.signing_key(file).fingerprint)
    except signing.SigningKeyRefused as refusal:
        raise RefusedError(str(refusal)) from None


def _fingerprint(key: str | None) -> str | None:
    if key is None:
        return None
    try:
        return signing.read_fingerprint(key)
    except signing.NotAFingerprint as unreadable:
        raise click.BadParameter(str(unreadable), param_hint="--key") from None
