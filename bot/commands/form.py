"""Makes a form that a procedure has sent, completed from a file of one's own that is kept nowhere."""

import os
from pathlib import Path

import click

from bot import config
from bot.clock import of_folder
from bot.installation import RefusedError, installation
from bot.shared_clock import shared
from escalation.acts import paper as acts
from escalation.duties import papers
from escalation.refusals import Refusal
from escalation.texts.procedure import Paper
from export.pdf import NotSet
from handlers.desk import calendar
from handlers.paper_made import Made, draft
from storage import yaml_tree
from storage.store import Store

KINDS = ("docx", "pdf")


@click.command("form")
@click.argument("reference")
@click.option("--person", required=True, help="For whom it is made, by their id in the directory.")
@click.option(
    "--fields",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A YAML file with a line for each field: its id, and what is to stand there.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file that is written, .docx or .pdf, which must not exist yet.",
)
@click.option("--form", "form", default="", help="Which form, by its id, if there are several.")
def command(reference: str, person: str, fields: Path | None, out: Path, form: str) -> None:
    """Make a form where this runs, so that what is about somebody's own life is in no chat.

    What FIELDS says is written into the file alone: no record, audit or log has it. Delete it
    afterwards. That the form was made, and for whom, is in the audit.
    """
    kind = out.suffix.removeprefix(".")
    if kind not in KINDS:
        raise RefusedError("Say --out FILE.docx, to complete it further, or --out FILE.pdf.")
    given = _given(fields) if fields else {}
    reference, settings = reference.strip().upper(), config.read()
    with installation(settings) as engine:
        store = Store(engine, calendars=calendar)
        now = shared(of_folder(settings.data), engine).now()
        directory = store.directory(now)
        try:
            stands = store.disagreement(reference)
            acts.may_prepare(stands, directory, person)
            paper = papers.named(stands, form)
        except Refusal as refusal:
            raise RefusedError(refusal.sentence) from None
        who = directory.person(person)
        assert who, "whoever may prepare it is in the directory"
        _each_is_a_field(paper, given)
        passages = tuple(acts.passages_of(stands, paper, draft(store, stands, paper, who)))
        try:
            file = Made(store, directory, stands, paper, who).files(passages, now, given)[kind]
        except NotSet as fault:  # what the typesetter says may quote what it could not set
            raise RefusedError(str(fault)) from None
        store.audit.note(person, "form made by hand", now, reference)
    _writes(out, file)
    click.echo(f"{out.name} is made. It is confidential: send it by secure e-mail alone.")


def _given(file: Path) -> dict[str, str]:
    """Each field and what is to stand in it; of what cannot be read nothing is repeated."""
    try:
        tree = yaml_tree.read(file.read_text(encoding="utf-8"))
    except yaml_tree.NotYaml as broken:
        raise RefusedError(f"{file.name}, line {broken.line}, cannot be read.") from None
    except (OSError, UnicodeDecodeError):
        raise RefusedError(f"{file.name} cannot be read.") from None
    if not isinstance(tree, yaml_tree.Mapped):
        raise RefusedError(f"{file.name} has no fields: write a line for each, as `address: …`.")
    found = {}
    for name, line, node in tree.pairs:
        if not isinstance(node, yaml_tree.Text):
            raise RefusedError(f"{file.name}, line {line}: write one text there.")
        found[name] = node.text
    return found


def _each_is_a_field(paper: Paper, given: dict[str, str]) -> None:
    known = [field.id for field in paper.fields]
    if unknown := sorted(set(given) - set(known)):
        raise RefusedError(
            f"The form has no field {', '.join(unknown)}. Its fields are: {', '.join(known)}."
        )


def _writes(out: Path, file: bytes) -> None:
    """For the account that runs this, and for nobody else on the machine."""
    try:
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
            new.write(file)
    except OSError as fault:
        raise RefusedError(f"{out.name} cannot be written: {fault.strerror}.") from None
