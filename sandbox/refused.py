"""The two ways the sandbox says no: to the app in Slack's words, to a person in a sentence."""

from typing import Any


class Refused(Exception):
    """An API call answered with ok: false and one of Slack's error names."""

    def __init__(self, error: str, *messages: str, **extra: Any) -> None:
        super().__init__(": ".join((error, *messages)))
        self.error = error
        self.messages = list(messages)
        self.extra = extra

    def reply(self) -> dict[str, Any]:
        """The body Slack would answer with."""
        body: dict[str, Any] = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            body["response_metadata"] = {"messages": [f"[ERROR] {m}" for m in self.messages]}
        return body


class Impossible(Exception):
    """A person cannot do this here; the sentence says why, and what is there instead."""
