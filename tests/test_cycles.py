"""No two modules need each other before either is there: each can be imported first."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.reading_code import modules, tree

ROOMS = ("escalation", "storage", "export", "handlers", "scheduler", "bot")
KNOWN = {".".join(file.with_suffix("").parts): file for file in modules(*ROOMS)}


def needs(file: Path) -> set[str]:
    """The modules that one imports as it is read; what stands inside a function or `if` comes later."""
    found: set[str] = set()
    for node in tree(file).body:
        match node:
            case ast.Import():
                found |= {name.name for name in node.names}
            case ast.ImportFrom(module=str(module), level=0):
                inside = {f"{module}.{name.name}" for name in node.names}
                found |= {name if name in KNOWN else module for name in inside}
    return found & KNOWN.keys()


def test_each_module_can_be_imported_first():
    graph = {name: needs(file) for name, file in KNOWN.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as cycle:
        raise AssertionError(" needs ".join(reversed(cycle.args[1]))) from None
