"""docs/failures.md against the tests: every failure that others met has a test that would have caught it."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PAGE = PROJECT / "docs" / "failures.md"
ROWS = {*range(1, 21), *range(25, 29), 33}  # of time and of sending


@cache
def marked() -> dict[int, set[str]]:
    """The tests that say by their mark which failures they are for."""
    found: dict[int, set[str]] = defaultdict(set)
    for file in (PROJECT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for row in rows_of(node):
                    found[row].add(node.name)
    return found


def rows_of(test: ast.FunctionDef) -> Iterator[int]:
    """The numbers in `@pytest.mark.failure(...)`."""
    for decorator in test.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.failure":
            yield from (ast.literal_eval(argument) for argument in decorator.args)


def told() -> dict[int, list[str]]:
    """The lines of the page by their numbers, each with its cells."""
    lines = (line.strip("|").split("|") for line in PAGE.read_text(encoding="utf-8").splitlines())
    cells = ([cell.strip() for cell in line] for line in lines if len(line) == 5)
    return {int(row[0]): row[1:] for row in cells if row[0].isdecimal()}


def test_the_page_has_a_line_for_each_of_them():
    assert set(told()) == ROWS


@pytest.mark.parametrize("row", sorted(ROWS))
def test_each_line_says_where_it_was_seen_and_what_is_done_and_names_its_tests(row):
    seen, happened, done, tests = told()[row]

    assert re.search(r"#\d+|changelog", seen)
    assert happened
    assert done
    named = set(re.findall(r"`(test_\w+)`", tests))
    assert named
    assert named == marked()[row]


def test_no_test_is_for_a_failure_that_the_page_does_not_tell_of():
    assert set(marked()) <= ROWS
