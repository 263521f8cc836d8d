"""What holds for every test: no network but this machine's own, and no luck."""

import ipaddress
import logging
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from hypothesis import HealthCheck, settings

from bot.logs import LIBRARIES

if TYPE_CHECKING:
    from tests.postgresql import Server

settings.register_profile(
    "house",
    database=None,
    deadline=None,
    derandomize=True,
    max_examples=100,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
# Luckier, and for long: `pytest --hypothesis-profile=long --timeout=0 tests/scheduler/test_model.py`
settings.register_profile(
    "long", settings.get_profile("house"), max_examples=5_000, derandomize=False
)
settings.load_profile("house")

# What differs between the two is in `storage`, and in how `scheduler` claims, holds and lets go: the
# tests of those run on both. Whom it tells what, and every story, is lived on SQLite; of the stories,
# those that lean on the database most are lived on both.
ON_BOTH = {"test_easter", "test_downtime", "test_presses", "test_merge", "test_no_content_leaks"}
ON_SQLITE = {
    *("test_alarms", "test_archive", "test_auditor_alarms", "test_auditor_overdue"),
    *("test_changed_holder", "test_clock_faults", "test_covering", "test_covering_card"),
    *("test_daily", "test_daily_refused", "test_daily_seasons", "test_harm_reaches"),
    *("test_hiding", "test_placing", "test_recipients", "test_standing_in"),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long and how luckily the torture goes on: `run.py torture` asks for more of it."""
    parser.addoption("--kills", type=int, default=30, help="how often an installation is killed")
    parser.addoption("--faults", type=int, default=60, help="how many faults many workers meet")
    parser.addoption("--seed", type=int, default=20260402, help="where the torture's luck begins")


class NetworkRefused(RuntimeError):
    """A test reached for another machine."""


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Every connection to another machine is refused before it is made, name look-ups included."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", _looked_up(socket.getaddrinfo))
        yield


@pytest.fixture(autouse=True)
def _own_logs() -> Iterator[None]:
    """Where a test has logs configured, everything is as it was afterwards."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook)
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in LIBRARIES}
    yield
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    logging.captureWarnings(False)
    root.handlers = [each for each in handlers if "Capture" not in type(each).__name__]
    root.setLevel(level)
    sys.excepthook, threading.excepthook = hooks
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.fixture(scope="session")
def postgresql() -> Iterator["Server"]:
    """A PostgreSQL of this process's own, for all of its tests; those without need no driver."""
    from tests.postgresql import Server

    with Server() as server:
        yield server


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What only takes time on PostgreSQL again is left out."""
    again = {each for each in items if _is_again(each)}
    config.hook.pytest_deselected(items=list(again))
    items[:] = [each for each in items if each not in again]


def _is_again(item: pytest.Item) -> bool:
    room, module = item.path.parent.name, item.path.stem
    once = (
        module not in ON_BOTH if room == "stories" else room == "scheduler" and module in ON_SQLITE
    )
    params = getattr(getattr(item, "callspec", None), "params", {})
    return once and params.get("database") == "postgresql"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new database on each engine, at this release's tables."""
    if request.param == "sqlite":
        from tests.migrated import new_sqlite

        yield new_sqlite(tmp_path / "escalate.db")
    else:
        with request.getfixturevalue("postgresql").database() as url:
            yield url


@pytest.fixture
def empty_database(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of another new database on the same engine, with nothing in it at all."""
    if database.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        with request.getfixturevalue("postgresql").database(migrated=False) as url:
            yield url


def _guarded(call: Any) -> Any:
    def guarded(self: socket.socket, *arguments: Any) -> Any:
        address = arguments[-1]
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            raise NetworkRefused(f"tests talk to this machine only, not to {address[0]}")
        return call(self, *arguments)

    return guarded


def _looked_up(call: Any) -> Any:
    def looked_up(host: Any, *arguments: Any, **named: Any) -> Any:
        if host is not None and not _is_here(host):
            raise NetworkRefused(f"tests look up no other machine than this, not {host}")
        return call(host, *arguments, **named)

    return looked_up


def _is_here(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in ("localhost", ""):
        return True
    try:
        return ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return False
