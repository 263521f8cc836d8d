"""A full disk: PostgreSQL refuses to write, with its own code for it, for as long as a switch is on."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from storage.tables import metadata

MAKE = """
CREATE TABLE torture_disk (is_full boolean NOT NULL);
INSERT INTO torture_disk VALUES (false);
CREATE FUNCTION torture_disk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT is_full FROM torture_disk) THEN
        RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
    END IF;
    RETURN NULL;
END $$;
"""
WATCH = """
CREATE TRIGGER torture_disk BEFORE INSERT OR UPDATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION torture_disk();
"""


class Disk:
    """The disk of one database, reached past everything that stands in between."""

    def __init__(self, url: str) -> None:
        self._url = url
        with self._owner() as connection:
            connection.execute(MAKE)
            for table in metadata.tables:
                connection.execute(WATCH.format(table=table))

    def fills(self) -> None:
        """Nothing more can be written."""
        self._switch(True)

    def empties(self) -> None:
        """There is room again."""
        self._switch(False)

    def _switch(self, is_full: bool) -> None:
        with self._owner() as connection:
            connection.execute("UPDATE torture_disk SET is_full = %s", (is_full,))

    @contextmanager
    def _owner(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self._url, autocommit=True) as connection:
            yield connection
