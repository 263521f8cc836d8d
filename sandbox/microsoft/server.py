"""The login and Graph as one web application over HTTPS, and a thread to run it in."""

import asyncio
import socket
import threading

import uvicorn
from starlette.applications import Starlette

from sandbox.microsoft import graph, login
from sandbox.microsoft.certificate import Certificate
from sandbox.microsoft.settings import Settings
from sandbox.microsoft.tenant import Tenant

A_MOMENT = 0.01


def create(settings: Settings) -> Starlette:
    """A whole organisation; nothing runs until a server serves it."""
    app = Starlette(routes=[*graph.routes(), *login.routes()])
    app.state.tenant = Tenant(settings)
    return app


class Serving:
    """An organisation at work in its own thread, on loopback only."""

    def __init__(self, app: Starlette, certificate: Certificate, port: int) -> None:
        self._socket = socket.create_server(("127.0.0.1", port))
        # asyncio forgets this for a socket made elsewhere, and each answer would wait 40 ms.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._app = app
        self.url = f"https://127.0.0.1:{self._socket.getsockname()[1]}/"
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                date_header=False,  # a fault may set its own
                timeout_graceful_shutdown=1,
                ssl_certfile=certificate.file,
                ssl_keyfile=str(certificate.key),
            )
        )
        self._thread = threading.Thread(target=self._run, name="microsoft", daemon=True)

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        await self._server.serve(sockets=[self._socket])
        # TLS says goodbye, and would wait half a minute for the other side to say it as well.
        while connections := tuple(self._server.server_state.connections):
            for connection in connections:
                if connection.transport is not None:
                    connection.transport.abort()
            await asyncio.sleep(A_MOMENT)
        await asyncio.sleep(A_MOMENT)

    @property
    def tenant(self) -> Tenant:
        """The organisation that is served."""
        tenant: Tenant = self._app.state.tenant
        return tenant

    def serves(self, settings: Settings) -> None:
        """From now on another organisation, or the same one as it was at first."""
        self._app.state.tenant = Tenant(settings)

    def start(self) -> "Serving":
        """Begin to serve; connections wait in the open socket until the server is up."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop serving, and wait until that has happened: connections are refused from then on."""
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._socket.close()


def serve(settings: Settings, certificate: Certificate, port: int = 0) -> Serving:
    """Run an organisation in a thread; port 0 takes any that is free."""
    return Serving(create(settings), certificate, port).start()
