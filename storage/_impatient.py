"""A connection to PostgreSQL that does not wait for ever, and whose errors quote nobody."""

from typing import TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus

_T = TypeVar("_T")
_QUOTING = "22"  # the class of errors that quote the value they refuse


class Impatient(psycopg.Connection[tuple[object, ...]]):
    """It gives a silent server up, as if the line were cut; `patience` is in seconds."""

    # The server ends its own statements. One that is paused, or behind a line that swallows
    # everything and stays open, ends nothing: no keepalive notices that.
    patience: float

    def wait(self, gen: PQGen[_T], interval: float = 0.1, timeout: float | None = None) -> _T:
        """What the server answers, if it does so in time."""
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except psycopg.Error as error:
            if self._is_still_waiting(error):
                self.close()  # half an answer may still come: nobody can use this line again
            error.args = (_quoting_nobody(error),)
            raise

    def _is_still_waiting(self, error: psycopg.Error) -> bool:
        # An error with a code is an answer. In the middle of many statements at once others of
        # theirs are still to come after it, and psycopg takes them up itself.
        is_answer = error.sqlstate is not None or not isinstance(error, psycopg.OperationalError)
        return not is_answer and self.info.transaction_status == TransactionStatus.ACTIVE


def _quoting_nobody(error: psycopg.Error) -> str:
    """The first line: after it PostgreSQL shows the keys and the rows that it speaks of."""
    if (error.sqlstate or "").startswith(_QUOTING):
        return f"PostgreSQL refused a value, with its code {error.sqlstate}"
    return str(error).partition("\n")[0]
