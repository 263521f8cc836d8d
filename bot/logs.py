"""Logs that cannot carry what people wrote: only listed keys, and only values of a plain shape."""

import logging
import re
import sys
import threading
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog

KEYS = frozenset(
    {"event", "level", "time", "library", "place", "error", "trace", "version", "word"}
    | {"reference", "entry", "kind", "seq", "stage", "procedure", "moment", "due", "late"}
    | {"outbox", "telling", "delivery", "platform", "method", "status", "state", "attempt"}
    | {"retry_after", "oldest_unsent", "seconds", "count", "host", "port"}
)
LIBRARIES = (
    "aiohttp",
    "alembic",
    "apscheduler",
    "asyncio",
    "httpcore",
    "httpx",
    "msal",
    "psycopg",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "urllib3",
    "uvicorn",
)
PLAIN = re.compile(r"[\w.:/@+<>=-]{0,120}")

Line = MutableMapping[str, Any]


def configure(level: str = "info", stream: TextIO | None = None) -> None:
    """Send our lines, every library's and every unhandled fault to one stream, as JSON."""
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            name_the_fault,
            keep_listed_keys,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    _take_over_libraries(number)
    sys.excepthook = _unhandled
    threading.excepthook = lambda fault: _unhandled(
        fault.exc_type, fault.exc_value, fault.exc_traceback
    )


def name_the_fault(logger: object, method: str, line: Line) -> Line:
    """An exception becomes its class and the places it passed through: its words stay out."""
    fault = line.pop("exc_info", None)
    if fault is True:
        fault = sys.exc_info()[1]
    if isinstance(fault, tuple):
        fault = fault[1]
    if isinstance(fault, BaseException):
        line["error"] = _class_name(fault)
        line["trace"] = [
            f"{frame.filename}:{frame.lineno}"
            for frame in traceback.extract_tb(fault.__traceback__, limit=-20)
        ]
    return line


def keep_listed_keys(logger: object, method: str, line: Line) -> Line:
    """Only the keys of KEYS pass, and only values without the shape of prose; the event is ours."""
    return {
        key: value if key == "event" else _plain(value)
        for key, value in line.items()
        if key in KEYS
    }


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | float():
            return value
        case BaseException():
            return _class_name(value)
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            text = str(value)
            return text if PLAIN.fullmatch(text) else "[left out]"


def _class_name(fault: BaseException) -> str:
    return f"{type(fault).__module__}.{type(fault).__qualname__}"


class _Library(logging.Handler):
    """Says that a library logged, and where; its message may hold anything and is never read."""

    def emit(self, record: logging.LogRecord) -> None:
        structlog.get_logger().log(
            record.levelno,
            "a library logged",
            library=record.name,
            place=f"{record.module}:{record.lineno}",
            exc_info=record.exc_info,
        )


def _take_over_libraries(level: int) -> None:
    root = logging.getLogger()
    root.handlers = [_Library()]
    root.setLevel(level)
    logging.captureWarnings(True)
    for name in LIBRARIES:
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True
        library.setLevel(max(level, logging.WARNING))


def _unhandled(
    kind: type[BaseException], fault: BaseException | None, places: TracebackType | None
) -> None:
    if fault is None or issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger().critical("a fault that nothing caught", exc_info=fault)
