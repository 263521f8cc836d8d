"""The table of script words in docs/procedures.md: each word there is, whose it is, and what it asks."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from bot import simulating
from bot.commands._procedure_schema import PAGE, example
from bot.procedures import FOLDER
from escalation.acts import discussions, paper
from escalation.permissions import TABLE, Act
from escalation.rehearsing import script, simulation
from escalation.rehearsing.script import RAISE, WAIT, Script, Step
from escalation.texts.procedure import Procedure, read
from escalation.words.forms import Field
from escalation.working_time.times import LONDON

MONDAY = datetime(2026, 9, 14, 10, tzinfo=LONDON)
TEXT = PAGE.read_text(encoding="utf-8").partition("\n### The words of a script\n")[2]
ROWS = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", TEXT, re.MULTILINE)
WHOSE = {word: whose for word, whose, _ in ROWS}
ASKS = {word: set(re.findall(r"`([\w:.]+)`", keys)) for word, _, keys in ROWS}
DOORS = simulating.doors()
ELSEWHERE = FOLDER.parent / "tests" / "data" / "generality"
# Each field of a form, and each duty, is one of a text's own.
OF_A_TEXT = {Act.FORM}
# What is asked on pages that no script here opens.
UNPLAYED = {
    Act.APPROVE_DISCUSSIONS: {discussions.EXCEPT, discussions.CORRECTION},
    Act.FORM_SENT: {paper.BY_E_MAIL, paper.SENT_ON},
    Act.CHECK_BACK: {"understood", "understood_words"},
    RAISE: {"happened_at"},
}


def test_every_word_is_there_and_no_other():
    assert [word for word, _, _ in ROWS] == list(dict.fromkeys(word for word, _, _ in ROWS))
    assert {*WHOSE} == {*DOORS.rules, RAISE, WAIT}


def test_those_of_one_description_are_those_whom_the_table_of_permissions_has_alike():
    """Two words are said to be the same people's where they are, and only there."""
    by_words, by_table = defaultdict(set), defaultdict(set)
    for word, whose in WHOSE.items():
        if word in set(Act):
            by_words[whose].add(word)
            by_table[TABLE[Act(word)]].add(word)

    assert sorted(map(sorted, by_words.values())) == sorted(map(sorted, by_table.values()))


def test_each_word_has_the_keys_that_it_asks_for(asked: Mapping[str, set[str]]):
    for word in {*ASKS} - OF_A_TEXT:
        assert ASKS[word] == asked.get(word, set()) | UNPLAYED.get(word, set()), word


@pytest.fixture(scope="module")
def asked() -> Mapping[str, set[str]]:
    """What is asked in the whole procedure of the page, and wherever a script goes."""
    found: dict[str, set[str]] = defaultdict(set)
    whole = read(example(), PAGE.name)
    began = simulation.play(whole, DOORS, MONDAY, Script((Step(RAISE),))).standing
    for word in {*DOORS.rules} - {Act.FORM, Act.FORM_SENT}:
        if form := DOORS.asked(word, began, began.question, MONDAY):
            found[word] |= named(form.fields)
        found[word] |= named(DOORS.unasked.get(word, ()))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(script, "strange", noting(found))
        for procedure, written in scripts():
            simulation.play(procedure, DOORS, script.first_at(written) or MONDAY, written)
        simulation.play(whole, DOORS, MONDAY, Script((Step(RAISE),)))
    return found


def noting(found: dict[str, set[str]]) -> object:
    """Notes what is asked at each step, and finds nothing strange."""

    def note(number: int, step: Step, fields: tuple[Field, ...], of: Procedure) -> tuple[()]:
        found[step.does] |= named(fields)
        return ()

    return note


def named(fields: Iterable[Field]) -> set[str]:
    """The keys as the page has them: the first of several, and of any duty those of a record."""
    ids = [field.id for field in fields]
    numbered = (re.sub(r"_\d\b|_\d(?=_)", "_1", each) for each in ids)
    return {re.sub(r"^.+\.(\w+)$", r"s1:record.\1", each) for each in numbered}


def scripts() -> Iterator[tuple[Procedure, Script]]:
    """Those of every procedure that ships, and of one that somebody wrote from the page alone."""
    for folder in (FOLDER, ELSEWHERE):
        for file in sorted(folder.glob("*.yml")):
            procedure = read(file.read_text(encoding="utf-8"), file.name)
            for each in sorted((folder / "scripts" / file.stem).glob("*.yml")):
                yield procedure, written(each, procedure)


def written(file: Path, procedure: Procedure) -> Script:
    return script.read(file.read_text(encoding="utf-8"), file.name, procedure, DOORS.rules)
