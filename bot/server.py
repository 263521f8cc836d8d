"""The one HTTP door: platforms, and whether this process is alive and ready, on one port."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from types import TracebackType

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.ports import opened

log = structlog.get_logger()
Door = Callable[[Request], Awaitable[Response]]

FARE_WELL = 3  # seconds that a request in hand has when the process is told to stop


def http(
    slack: Door, not_ready: Callable[[], list[str]], degraded: Callable[[], list[str]] = list
) -> Starlette:
    """Everything this process answers over HTTP; what is `degraded` is said, and people are served."""
    return Starlette(
        routes=[Route("/slack/events", slack, methods=["POST"]), *_health(not_ready, degraded)]
    )


def health(not_ready: Callable[[], list[str]], degraded: Callable[[], list[str]]) -> Starlette:
    """All that a process answers which has no people to answer."""
    return Starlette(routes=_health(not_ready, degraded))


def _health(not_ready: Callable[[], list[str]], degraded: Callable[[], list[str]]) -> list[Route]:
    async def ready(request: Request) -> Response:
        """200 when people can rely on it; else 503, and why not in words."""
        try:
            faults = await run_in_threadpool(not_ready)
            poor = await run_in_threadpool(degraded)
        except Exception as fault:
            log.error("it could not be found out whether all is well", exc_info=fault)
            faults, poor = ["it could not be found out whether all is well"], []
        said = {"ready": not faults, "why_not": faults, "degraded": poor}
        return JSONResponse(said, 503 if faults else 200)

    return [Route("/healthz", _alive), Route("/readyz", ready)]


async def _alive(request: Request) -> Response:
    """This process answers."""
    return JSONResponse({"alive": True})


def serve(app: Starlette, listening: socket.socket, told: threading.Event) -> None:
    """Serve until the process is told to stop, or at most to the end of starting if it was already."""
    server = uvicorn.Server(_settings(app))

    def heeds() -> None:
        told.wait()
        server.should_exit = True

    # From here on uvicorn hears the signals itself; what came before, we have heard.
    threading.Thread(target=heeds, name="told to stop", daemon=True).start()
    server.run(sockets=[listening])


class Running:
    """An application at work in its own thread, on loopback; port 0 takes any that is free."""

    def __init__(self, app: Starlette, port: int = 0) -> None:
        self._socket = opened("127.0.0.1", port)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server = uvicorn.Server(_settings(app))
        self._thread = threading.Thread(target=self._run, name="http", daemon=True)
        self._thread.start()  # until the server is up, connections wait in the open socket

    def __enter__(self) -> "Running":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        places: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop serving, and wait until that has happened."""
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._socket.close()

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))


def _settings(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,  # lines go where bot/logs.py sends them
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=FARE_WELL,
    )
