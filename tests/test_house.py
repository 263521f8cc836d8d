"""The house rules that a machine can check: who imports whom, names, sizes, time, and silence."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reading_code import PROJECT, files, imports, modules, tree

# Imports run down only: each room, and the rooms that it may import.
MAY_IMPORT = {
    "escalation": set(),
    "storage": {"escalation"},
    "export": {"escalation"},
    "handlers": {"escalation", "storage", "export"},
    "scheduler": {"escalation", "storage", "export"},
    "oversight": {"escalation", "storage", "export"},
    "bot": {"escalation", "storage", "export", "handlers", "scheduler", "oversight"},
    "sandbox": set(),
}
# Columns stand side by side and never import one another; a file not named here is the room's
# door or floor, and so is one that begins with an underscore.
COLUMNS = {
    "escalation/acts": {"*"},
    "storage": {"ledger", "bodies", "moments", "outbox", "directory", "procedures"}
    | {"audit", "sessions", "drafts"},
    "export": {"pdf", "ledger_json", "csv"},
    "scheduler": {"sweep", "delivery", "auditor", "archive"},
    "bot": {"slack", "teams", "web", "commands"},
    "bot/commands": {"*"},
    "bot/slack": {"reading", "cards", "forms"},
    "bot/teams": {"reading", "cards", "forms"},
    "bot/web": {"reading", "cards", "forms"},
}
# What a room, or a file, may not touch at all.
MEANING_NEVER_TOUCHES = (
    {"aiohttp", "alembic", "httpx", "prometheus_client", "requests", "slack_bolt", "slack_sdk"}
    | {"sqlalchemy", "sqlite3", "starlette", "structlog", "logging", "asyncio", "threading"}
    | {"os", "pathlib", "shutil", "socket", "subprocess", "tempfile", "urllib"}
    | {"random", "secrets", "time", "uuid"}
)
NETWORK = {"aiohttp", "httpx", "msal", "requests", "slack_bolt", "slack_sdk", "socket", "urllib"}
SLACK = {"slack_bolt", "slack_sdk"}

LONGEST = 300
LONGER_FOR_A_REASON: dict[str, str] = {}

NO_NAMES = {"util", "utils", "helper", "helpers", "common", "base", "manager", "managers", "misc"}

# Spelt in pieces, so that this file passes its own test.
NEVER_NAMED = [
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("deb", "debian", "org"),
        ("proxy", "golang", "org"),
    )
] + ["/".join(pieces) for pieces in (("", "work", ""), ("", "opt", "pypi"), ("", "opt", "wheels"))]


OURS = modules(*MAY_IMPORT)


def says(file: Path, line: int, what: str) -> str:
    return f"{file}:{line} {what}"


def test_imports_run_down_only():
    wrong = [
        says(file, line, name)
        for file in OURS
        for line, name in imports(file)
        if (room := name.split(".")[0]) in MAY_IMPORT
        if room != file.parts[0] and room not in MAY_IMPORT[file.parts[0]]
    ]

    assert wrong == []


def test_columns_never_import_one_another():
    assert [wrong for room in COLUMNS for wrong in crossings(room)] == []


def crossings(room: str) -> Iterator[str]:
    """Each import, in this room, from one column to another."""
    for file in OURS:
        if file.is_relative_to(room) and (here := column(room, file.with_suffix("").parts)):
            for line, name in imports(file):
                there = column(room, tuple(name.split(".")))
                if there and there != here:
                    yield says(file, line, name)


def column(room: str, parts: tuple[str, ...]) -> str | None:
    """The column of the room that this file or dotted name belongs to, if it is in one."""
    floor = tuple(room.split("/"))
    if parts[: len(floor)] != floor or len(parts) <= len(floor):
        return None
    name = parts[len(floor)]
    if COLUMNS[room] == {"*"}:
        known = {file.stem for file in OURS if file.parts[:-1] == floor} - {"__init__"}
        return name if name in known and not name.startswith("_") else None
    return name if name in COLUMNS[room] else None


def test_only_commands_and_the_demo_reach_for_the_composition_root():
    wrong = [
        says(file, line, name)
        for file in modules("bot")
        for line, name in imports(file)
        if (name == "bot.app" or name.startswith("bot.app."))
        and file != Path("bot/demo.py")
        and file.parts[:2] != ("bot", "commands")
    ]

    assert wrong == []


def test_meaning_touches_nothing_outside_itself():
    assert touching(modules("escalation"), MEANING_NEVER_TOUCHES) == []


def test_nothing_outside_its_folder_knows_that_slack_exists():
    elsewhere = [file for file in OURS if file.parts[:2] != ("bot", "slack")]

    assert touching(elsewhere, SLACK) == []


def test_each_platform_touches_the_network_in_one_file():
    platforms = [
        file
        for file in modules("bot")
        if file.parts[1] in ("slack", "teams", "microsoft") and not file.stem.startswith("wire")
    ]

    assert touching(platforms, NETWORK) == []


def test_only_the_log_file_knows_the_standard_log():
    """A line logged the standard way is printed without its words: ours go through structlog."""
    assert touching([file for file in OURS if file != Path("bot/logs.py")], {"logging"}) == []


def touching(room: list[Path], forbidden: set[str]) -> list[str]:
    return [
        says(file, line, name)
        for file in room
        for line, name in imports(file)
        if name.split(".")[0] in forbidden
    ]


def test_only_the_clock_asks_what_time_it_is():
    rooms = [file for file in OURS if file.parts[0] != "sandbox" and file != Path("bot/clock.py")]
    wrong = [says(file, line, name) for file in rooms for line, name in times_asked(file)]

    assert wrong == []


def times_asked(file: Path) -> Iterator[tuple[int, str]]:
    """Each place where a file asks the machine for the time or the day."""
    asking = {
        *((owner, name) for owner in ("datetime", "date") for name in ("now", "today", "utcnow")),
        *(("time", name) for name in ("time", "time_ns", "localtime", "gmtime")),
    }
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Attribute):
            owner = node.value
            named = getattr(owner, "attr", None) or getattr(owner, "id", None)
            if (named, node.attr) in asking:
                yield node.lineno, f"{named}.{node.attr}"
    for line, name in imports(file):
        if tuple(name.split(".")) in asking:
            yield line, name


def test_what_is_logged_as_the_event_is_written_in_the_code():
    """The allow-list lets the event pass, so an event is always a literal, never a value."""
    wrong = [says(file, line, "") for file in OURS for line in spoken_events(file)]

    assert wrong == []


def spoken_events(file: Path) -> Iterator[int]:
    """Each line that logs something other than a literal."""
    levels = {"debug", "info", "warning", "error", "critical", "exception"}
    for node in ast.walk(tree(file)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in levels
            and re.search(r"\b_?log(ger)?\b|get_logger", ast.unparse(node.func.value))
            and not (
                len(node.args) == 1
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
            )
        ):
            yield node.lineno


@pytest.mark.parametrize(
    "file", modules(*MAY_IMPORT, "tests", "benchmarks", "run.py"), ids=lambda file: str(file)
)
def test_every_module_opens_with_one_line_that_says_what_it_is_for(file):
    first, *after = (ast.get_docstring(tree(file)) or "").split("\n")

    assert re.fullmatch(r"\S.*[.?]", first)
    assert after[:1] in ([], [""])


def test_no_file_is_too_long():
    long = {
        str(file): lines
        for file in files()
        if file.suffix == ".py"
        if (lines := len((PROJECT / file).read_text(encoding="utf-8").splitlines())) > LONGEST
    }

    assert {file: lines for file, lines in long.items() if file not in LONGER_FOR_A_REASON} == {}
    assert set(LONGER_FOR_A_REASON) - set(long) == set(), "no longer long: take the reason away"


def test_no_file_is_named_after_nothing():
    named = {str(file) for file in files() for part in file.parts if Path(part).stem in NO_NAMES}

    assert named == set()


def test_the_tests_mirror_the_rooms():
    rooms = {*MAY_IMPORT, "benchmarks", "stories", "torture", "data", "vectors", "vendor"}
    folders = {
        file.parts[1] for file in files() if file.parts[0] == "tests" and len(file.parts) > 2
    }

    assert folders <= rooms
    assert [
        file for file in files() if file.parts[0] == "tests" and file.name == "__init__.py"
    ] == []


def test_nothing_names_a_package_host_or_somebodys_folder():
    wrong = [
        f"{file}: {name}"
        for file in files()
        for name in NEVER_NAMED
        if name.encode() in (PROJECT / file).read_bytes()
    ]

    assert wrong == []


def test_the_readmes_map_names_every_folder_and_no_other():
    folders = {file.parts[0] for file in files() if len(file.parts) > 1}
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    mapped = set(re.findall(r"^(?:[|`\-* ]*)([a-z_]+)/(?=[\s`|])", text, flags=re.MULTILINE))

    assert mapped == {folder for folder in folders if not folder.startswith(".")}


def test_importing_a_room_does_nothing():
    """No engine, client or thread comes of an import: only `app.py` puts things together."""
    names = [
        ".".join(file.with_suffix("").parts).removesuffix(".__init__")
        for file in OURS
        if file.name != "__main__.py" and "migrations" not in file.parts
    ]
    watched = "import sys, threading\nseen = []\n"
    watched += "acts = {'sqlite3.connect', 'socket.connect', 'socket.bind'}\n"
    watched += "sys.addaudithook(lambda act, given: act in acts and seen.append(act))\n"
    watched += "".join(f"import {name}\n" for name in names)
    watched += "assert not seen, seen\nassert threading.active_count() == 1\n"

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", watched],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
