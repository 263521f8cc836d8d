"""Faults that a test switches on: the next calls of a method go wrong in a chosen way."""

from dataclasses import dataclass

KINDS = ("429", "500", "timeout", "drop_after_accept", "error")


@dataclass
class Fault:
    """The next so many calls of this method (or of any, "*") go wrong like this."""

    method: str
    kind: str
    times: int = 1
    after: int = 0
    retry_after: int = 1
    error: str = "internal_error"


class Faults:
    """The faults still to happen."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let this go wrong."""
        if fault.kind not in KINDS:
            raise ValueError(f"A fault is one of {', '.join(KINDS)}, not {fault.kind!r}.")
        self._waiting.append(fault)

    def clear(self) -> None:
        """Let nothing more go wrong."""
        self._waiting.clear()

    def next_for(self, method: str) -> Fault | None:
        """The fault that this call meets, counted as used."""
        for fault in self._waiting:
            if fault.method not in (method, "*") or fault.times < 1:
                continue
            if fault.after > 0:
                fault.after -= 1
                continue
            fault.times -= 1
            return fault
        return None
