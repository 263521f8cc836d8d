"""Triggers: the short-lived leave to open a modal for the person who just did something."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.refused import Refused


@dataclass
class Trigger:
    """Who did something, when by the stopwatch, and in which view, if in one."""

    user: str
    made: float
    view: str | None = None
    used: bool = False


class Triggers:
    """Triggers given out; each opens one view, within three real seconds."""

    def __init__(self, stopwatch: Callable[[], float], seconds: float) -> None:
        self._stopwatch = stopwatch
        self._seconds = seconds
        self._given: dict[str, Trigger] = {}

    def give(self, user: str, view: str | None = None) -> str:
        """A fresh trigger for this person."""
        trigger_id = f"{secrets.randbelow(10**12):012d}.{secrets.randbelow(10**10)}."
        trigger_id += secrets.token_hex(16)
        self._given[trigger_id] = Trigger(user, self._stopwatch(), view)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use a trigger, once; refused when used before, too late, or never given."""
        trigger = self._given.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self._stopwatch() - trigger.made > self._seconds:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger
