"""Which database a test runs on: both, unless it says that it is about one; and its raw files."""

from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


def files_of(url: str) -> list[Path]:
    """Where a database keeps what it knows, its journal and the server's own log included."""
    if url.startswith("sqlite"):
        file = Path(make_url(url).database or "")
        return [each for each in file.parent.glob(f"{file.name}*") if each.is_file()]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        found = connection.execute("SELECT current_setting('data_directory')").fetchone()
    assert found
    data = Path(found[0])  # its log is in there too
    return [file for file in data.rglob("*") if file.is_file()]
