"""The command line prints nothing that anybody wrote, whatever is asked of it."""

import os
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from bot.commands import words
from escalation.acts import say
from storage.moments import TRIES
from tests.handlers.test_unsent_everywhere import TYPED
from tests.scheduler.office import Office

MARK = TYPED["text"]
GIVEN = {
    "microsoft chain": ["sam@health.example"],
    "people who": ["line_manager"],
    "procedure coverage": ["specialist-childrens-services-undated"],
    "procedure migrate": ["ESC-NONE-NONE", "--to", "pan-berkshire-2026-03", "--because", MARK],
    "procedure show": ["pan-berkshire"],
    "procedure timeline": ["pan-berkshire", "2026-04-02 14:00"],
}
# They answer people until they are stopped, or make an installation of their own.
UNENDING = {"serve", "worker", "demo", "torture"}


def leaves(group: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every word there is, with what stands below it."""
    if not isinstance(group, click.Group):
        yield " ".join(path), group
        return
    for name in group.list_commands(click.Context(group)):
        found = group.get_command(click.Context(group), name)
        assert found
        yield from leaves(found, (*path, name))


def needs_a_file(word: click.Command) -> bool:
    return any(each.required and isinstance(each.type, click.Path) for each in word.params)


WORDS = [path for path, word in leaves(words) if not needs_a_file(word) and path not in UNENDING]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A disagreement full of marks has been lived; some of it is stuck, and some is a draft."""
    office = Office(tmp_path_factory.mktemp("marked"))
    office.platform.refuses |= {"priya", "tom", "kofi", "helen", "leila", "marcus", "anne"}
    reference = office.raises(subject=(f"{MARK} a name", "", f"{MARK} a case"))
    office.does(reference, say.say, "sam", text=f"{MARK} in the thread", written=None)
    office.works()
    office.works("Tuesday 2026-04-07 17:01")
    moment = office.store.disagreement(reference).moments()[0]
    for _ in range(TRIES):
        office.store.moments.retry(reference, moment.id, office.now, "CoverageError")
    office.settles(office.raises(wanted=f"{MARK} another"), "sam", "priya")
    office.store.drafts.keep("sam", "open", {"differs": MARK}, office.now)
    yield office
    office.ends()


def settings(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("ESCALATE_", "SLACK_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(office.folder)
    monkeypatch.setenv("ESCALATE_KEY_FILE", str(office.folder / "keys"))
    monkeypatch.setenv("ESCALATE_DATA", str(office.folder))
    monkeypatch.setenv("ESCALATE_DATABASE_URL", office.engine.url.render_as_string(False))


def test_every_word_that_needs_no_file_is_asked_here():
    assert {"stuck replay", "people history", "deadline", "record fingerprint"} <= set(WORDS)
    assert set(GIVEN) <= set(WORDS)


@pytest.mark.parametrize("word", [*WORDS, "stuck"])
def test_no_word_prints_what_anybody_wrote(office, monkeypatch, word):
    settings(office, monkeypatch)

    done = CliRunner().invoke(words, [*word.split(), *GIVEN.get(word, [])])

    assert not isinstance(done.exception, Exception) or isinstance(done.exception, SystemExit)
    assert MARK not in done.output + done.stderr


def test_the_installation_is_full_of_marks(office):
    """Or the search above would find nothing because there is nothing."""
    reference = office.store.references()[0]

    read = [str(office.store.read(kept)) for kept in office.store.entries(reference)]

    assert sum(MARK in each for each in read) >= 3
