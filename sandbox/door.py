"""The driver's way in: HTTP to a running sandbox, and waiting for what is to come."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import httpx

from sandbox.driven import NotThere

T = TypeVar("T")
Doc = dict[str, Any]


class Door:
    """The people's door of a running sandbox, and nothing else of it."""

    def __init__(self, base_url: str, *, patience: float = 10.0) -> None:
        self.base_url = base_url.rstrip("/")
        self.patience = patience
        # No proxy of the environment between us and loopback; no connection kept, so that
        # neither a restart of the sandbox nor a forgotten close() is ever felt.
        self._client = httpx.Client(
            base_url=self.base_url,
            trust_env=False,
            timeout=130,
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    def close(self) -> None:
        """Let go of the network."""
        self._client.close()

    def waits_for(self, what: Callable[[], T | None], *, called: str = "it") -> T:
        """Wait until this is there, looking again at every change, and return it."""
        until = time.monotonic() + self.patience
        while True:
            changes = self.get("/sandbox/changes")["changes"]
            found = what()
            if found:
                return found
            left = until - time.monotonic()
            if left <= 0:
                raise NotThere(f"Waited {self.patience:g} seconds for {called}.")
            self.get(f"/sandbox/changes?after={changes}&seconds={left:.2f}")

    def get(self, path: str) -> Any:
        """Read from the people's door."""
        return _answer(self._client.get(path))

    def get_bytes(self, path: str) -> bytes:
        """Read a file from the people's door."""
        response = self._client.get(path)
        if response.status_code != 200:
            _answer(response)
        return response.content

    def post(self, path: str, body: Doc) -> Any:
        """Do something at the people's door."""
        return _answer(self._client.post(path, json=body))

    def delete(self, path: str) -> None:
        """Take something away at the people's door."""
        self._client.delete(path).raise_for_status()


def _answer(response: httpx.Response) -> Any:
    if response.status_code == 409:
        raise NotThere(response.json()["error"])
    response.raise_for_status()
    return response.json()
