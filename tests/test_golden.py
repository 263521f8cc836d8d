"""Every worked example of the procedures that ship is a test that names it."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.reading_code import PROJECT, modules, tree

LIST = Path(__file__).parent / "data" / "golden.txt"
GOLDEN = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


@cache
def named() -> str:
    """The names of all tests, what they say of themselves, and the ids of what they are given."""
    found = [found for file in modules("tests") for found in _named(tree(PROJECT / file))]
    return "\n".join(found).replace("_", "-")


def _named(module: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            found += [node.name, ast.get_docstring(node) or ""]
        elif isinstance(node, ast.keyword) and node.arg == "id":
            found += [str(node.value.value)] if isinstance(node.value, ast.Constant) else []
    return found


@pytest.mark.parametrize("id", GOLDEN)
def test_each_worked_example_is_named_by_a_test(id: str):
    assert id in named()
