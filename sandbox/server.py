"""Composition: the sandbox as one web application, and a thread to run it in."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import Receive, Scope, Send

from sandbox import api, page, people_door, reply_doors
from sandbox.api_files import Contents
from sandbox.deliveries import Courier
from sandbox.desk import Desk
from sandbox.faults import Faults
from sandbox.guard import Guard
from sandbox.settings import Settings
from sandbox.workspace import Workspace


class Sandbox(Starlette):
    """The application; it notes the address it is called by, and can drop a connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            host = dict(scope["headers"]).get(b"host", b"127.0.0.1").decode("latin-1")
            self.state.desk.own_url = f"{scope['scheme']}://{host}"
            # Only the server's own connection can be cut without an answer; Starlette wraps send.
            connection = getattr(getattr(send, "__self__", None), "transport", None)
            scope["sandbox.drop"] = connection.abort if connection else lambda: None
        await super().__call__(scope, receive, send)


def create(settings: Settings) -> Starlette:
    """A whole sandbox; nothing runs until a server serves it."""
    desk = Desk(Workspace(settings), Courier(settings), Faults())

    @asynccontextmanager
    async def open_for_business(app: Starlette) -> AsyncIterator[None]:
        carrying = asyncio.create_task(desk.courier.carry())
        yield
        carrying.cancel()
        with suppress(asyncio.CancelledError):
            await carrying
        await desk.courier.close()
        desk.workspace.shelf.close()

    routes = [*api.routes(), *reply_doors.routes(), *people_door.routes(), *page.routes()]
    guards = [Middleware(Guard)]
    app = Sandbox(routes=routes, middleware=guards, lifespan=open_for_business)
    app.state.desk = desk
    app.state.contents = Contents(desk.workspace.shelf.files_dir)
    app.state.wind_url = settings.wind_url
    app.state.said = {}
    app.state.drafts = {}
    return app


class Serving:
    """A sandbox at work in its own thread, on loopback only."""

    def __init__(self, app: Starlette, port: int) -> None:
        self._socket = socket.create_server(("127.0.0.1", port))
        # asyncio forgets this for a socket made elsewhere, and each answer would wait 40 ms.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_level="warning",
                lifespan="on",
                access_log=False,
                timeout_graceful_shutdown=1,
            )
        )
        self._thread = threading.Thread(target=self._run, name="sandbox", daemon=True)

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))

    def start(self) -> "Serving":
        """Begin to serve; connections wait in the open socket until the server is up."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop serving, and wait until that has happened."""
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._socket.close()


def serve(settings: Settings, port: int = 0) -> Serving:
    """Run a sandbox in a thread; port 0 takes any that is free."""
    return Serving(create(settings), port).start()
