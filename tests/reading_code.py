"""The project's files as the guards read them: which there are, and what each imports."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parents[1]


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project: what git keeps, or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = [PROJECT / name for name in listed.stdout.decode().split("\0") if name]
    else:  # an unpacked archive, without git's own memory of it
        names = [
            file
            for file in PROJECT.rglob("*")
            if not re.search(r"/(\.venv|\.git|\.\w+_cache|__pycache__|data|dist)/", str(file))
        ]
    return tuple(sorted(file.relative_to(PROJECT) for file in names if file.is_file()))


def modules(*rooms: str) -> list[Path]:
    """The Python files of these rooms."""
    return [file for file in files() if file.suffix == ".py" and file.parts[0] in rooms]


@cache
def tree(file: Path) -> ast.Module:
    """What a file says, as Python reads it."""
    return ast.parse((PROJECT / file).read_text(encoding="utf-8"), str(file))


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Each thing that a file imports, as a dotted name, with its line."""
    for node in ast.walk(tree(file)):
        match node:
            case ast.Import():
                yield from ((node.lineno, name.name) for name in node.names)
            case ast.ImportFrom(module=str(module), level=0):
                yield from ((node.lineno, f"{module}.{name.name}") for name in node.names)
