"""Somebody outside, who takes signs of life and alarms over HTTP, or refuses them."""

import json
import queue
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Taken(NamedTuple):
    """One request: how it was made, where, and what it said."""

    method: str
    path: str
    said: Any


class Outside:
    """A web server on loopback that remembers what it was asked."""

    def __init__(self) -> None:
        self.answer = 200
        self.taken: queue.Queue[Taken] = queue.Queue()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def hears(self) -> Taken:
        """The next thing that is said to it."""
        return self.taken.get(timeout=20)

    def stops(self) -> None:
        """Nobody is there any more."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _answering(outside: Outside) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        def _taken(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            outside.taken.put(Taken(self.command, self.path, json.loads(body) if body else None))
            self.send_response(outside.answer)
            self.end_headers()

        do_GET = do_POST = _taken  # noqa: N815

        def log_message(self, format: str, *arguments: Any) -> None:
            """Nothing."""

    return Answering
