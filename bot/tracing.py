"""Whether each rule of a procedure matters: its scripts are played with it and without it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from bot import procedures, simulating
from escalation.rehearsing import script, simulation, tracing
from escalation.rehearsing.script import Script
from escalation.rehearsing.simulation import Doors
from escalation.rehearsing.tracing import Node
from escalation.rehearsing.transcript import Line
from escalation.texts import procedure_text, requirements
from escalation.texts.procedure import Faults, Procedure
from escalation.texts.requirements import Requirement

LISTS = procedures.FOLDER / "requirements"
SCRIPTS = procedures.FOLDER / "scripts"
TEST = "tests/test_traceability.py::test_each_rule_matters"

Lives = tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class Traced:
    """A procedure, the scripts that play it whole, and what was met when they were played."""

    procedure: Procedure
    scripts: tuple[Script, ...]
    doors: Doors

    @cached_property
    def tree(self) -> dict[str, Any]:
        """The file as it is written."""
        return _tree(self.procedure)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every place in it that names requirements."""
        return tracing.nodes(self.tree)

    @cached_property
    def lives(self) -> Lives:
        """What is met in each script."""
        return self._played(self.procedure)

    def shows(self, node: Node) -> bool:
        """Whether anything that anybody meets is different without this place."""
        less = tracing.without(self.tree, node)
        return less is None or self._is_other(less)

    def unread(self, node: Node) -> tuple[str, ...]:
        """The headings of it whose words could be any others, and nobody would read them."""
        return tuple(
            ".".join(map(str, path[len(node.path) :]))
            for path in tracing.sentences(self.tree, node)
            if not self._is_other(tracing.otherwise(self.tree, path))
        )

    def _is_other(self, procedure: Procedure) -> bool:
        lives = zip(self._lives(procedure), self.lives, strict=True)
        return any(now != before for now, before in lives)

    @cached_property
    def is_tested(self) -> bool:
        """Whether the tests take its places away too: of what ships with its list, word for word."""
        texts = {each.sha256 for each in procedures.every()}
        return bool(asked(self.procedure)) and self.procedure.sha256 in texts

    def covered(self, shown: Mapping[Node, bool]) -> tuple[tracing.Covered, ...]:
        """Each requirement of its list that asks something, and what carries it."""
        return tracing.covered(asked(self.procedure), self.nodes, shown)

    def _played(self, procedure: Procedure) -> Lives:
        return tuple(self._lives(procedure))

    def _lives(self, procedure: Procedure) -> Iterator[tuple[Line, ...]]:
        for each in self.scripts:
            began = script.begins(each)
            assert began  # it was refused otherwise
            yield simulation.play(procedure, self.doors, began, each).lines


def nodes(procedure: Procedure) -> tuple[Node, ...]:
    """Every place in a procedure's file that names requirements."""
    return tracing.nodes(_tree(procedure))


def traced(procedure: Procedure, more: Sequence[Path] = ()) -> Traced:
    """A procedure with the scripts that come with it, and these."""
    doors = simulating.doors()
    ours = (read(file, procedure, doors) for file in sorted((SCRIPTS / procedure.id).glob("*.yml")))
    theirs = (tried(file, procedure, doors) for file in more)
    return Traced(procedure, (*ours, *theirs), doors)


def read(file: Path, procedure: Procedure, doors: Doors) -> Script:
    """A script that says when it begins, or every fault in it."""
    text = procedure_text.decoded(file.read_bytes(), str(file))
    found = script.read(text, str(file), procedure, doors.rules)
    if script.begins(found) is None:
        raise Faults([f"{file}:1:1: `start` is missing here."])
    return found


def tried(file: Path, procedure: Procedure, doors: Doors) -> Script:
    """The same of somebody's own, which also fills in nothing that is not asked for."""
    found = read(file, procedure, doors)
    began = script.begins(found)
    assert began  # it was refused otherwise
    if strange := simulation.play(procedure, doors, began, found).strange:
        text = procedure_text.decoded(file.read_bytes(), str(file))
        raise script.unasked(text, str(file), strange)
    return found


def asked(procedure: Procedure) -> tuple[Requirement, ...]:
    """The requirements of the list that a procedure's stages name; none, where it names no list."""
    file = LISTS / f"{requirements.list_of(procedure)}.psv"
    return listed(file) if file.is_file() else ()


def test_of(procedure: Procedure, node: Node) -> str:
    """The test that takes this place away, where the procedure is tested."""
    return f"{TEST}[{procedure.id}:{node}]"


def _tree(procedure: Procedure) -> dict[str, Any]:
    return procedure_text.tree(procedure.text, procedure.id)


@cache
def listed(file: Path) -> tuple[Requirement, ...]:
    """The requirements of a list."""
    return requirements.read(file.read_text(encoding="utf-8"))
