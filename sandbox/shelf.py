"""Where the sandbox keeps its documents: one small SQLite file, written through at each change."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Doc = dict[str, Any]


class Shelf:
    """All documents of one workspace, by drawer and id."""

    def __init__(self, data_dir: Path | None) -> None:
        if data_dir is not None:
            data_dir.mkdir(parents=True, exist_ok=True)
        self.files_dir = data_dir / "files" if data_dir is not None else None
        where = str(data_dir / "workspace.sqlite3") if data_dir is not None else ":memory:"
        # The server may be composed in one thread and run in another; only one ever writes.
        self._connection = sqlite3.connect(where, check_same_thread=False, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS documents (drawer TEXT, id TEXT, body TEXT,"
            " PRIMARY KEY (drawer, id))"
        )

    def drawer(self, name: str) -> "Drawer":
        """The documents of one kind."""
        return Drawer(self._connection, name)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


class Drawer(Mapping[str, Doc]):
    """Documents of one kind by id; change one, then put it back."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        rows = connection.execute(
            "SELECT id, body FROM documents WHERE drawer = ? ORDER BY rowid", (name,)
        )
        self._documents: dict[str, Doc] = {key: json.loads(body) for key, body in rows}

    def __getitem__(self, key: str) -> Doc:
        return self._documents[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)

    def put(self, key: str, document: Doc) -> None:
        """Keep this document, in the file before this returns."""
        self._documents[key] = document
        self._connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?)"
            " ON CONFLICT (drawer, id) DO UPDATE SET body = excluded.body",
            (self._name, key, json.dumps(document)),
        )

    def drop(self, key: str) -> None:
        """Forget this document."""
        del self._documents[key]
        self._connection.execute(
            "DELETE FROM documents WHERE drawer = ? AND id = ?", (self._name, key)
        )
