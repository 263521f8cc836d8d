"""The driver: play the people of a running sandbox from a program, in their own words."""

from datetime import datetime
from typing import Any

from sandbox.clock import UK
from sandbox.door import Door
from sandbox.driven import Conversation, File, Message, Modal, Notice, NotThere, in_words
from sandbox.person import Person

__all__ = ["Conversation", "File", "Message", "Modal", "NotThere", "Notice", "Person", "Workspace"]
Doc = dict[str, Any]


class Workspace(Door):
    """A running sandbox, reached over HTTP and nothing else."""

    @property
    def people(self) -> list["Person"]:
        """Everybody, without the app."""
        rows = self.get("/sandbox/people")
        return [Person(self, r["id"], r["name"], r) for r in rows if not r["is_bot"]]

    def person(self, wanted: str) -> "Person":
        """The person with this name, id or e-mail address."""
        for person in self.people:
            if wanted in (person.name, person.id, person.about["email"]):
                return person
        raise NotThere(f"Nobody is {wanted!r}. There is: {in_words(p.name for p in self.people)}.")

    @property
    def now(self) -> datetime:
        """The workspace's time."""
        return datetime.fromisoformat(self.get("/sandbox/clock")["now"])

    def reaches(self, moment: datetime | str | None) -> None:
        """Let the workspace's clock stand at this moment; with none, at real time again."""
        iso = moment.isoformat() if isinstance(moment, datetime) else moment
        self.post("/sandbox/clock", {"now": iso})

    @property
    def civil_now(self) -> datetime:
        """The workspace's time, on a clock on the wall in the United Kingdom."""
        return self.now.astimezone(UK)

    def winds(self, to: datetime | str) -> str:
        """Wind the clock on: next, morning, or a time; what happened on the way."""
        iso = to.isoformat() if isinstance(to, datetime) else to
        return str(self.post("/sandbox/wind", {"to": iso})["did"])

    def delivers_to(self, app_url: str, wind_url: str | None = None) -> None:
        """Where the app listens."""
        body = {"app_url": app_url} | ({"wind_url": wind_url} if wind_url else {})
        self.post("/sandbox/app", body)

    def fails(self, method: str, kind: str, times: int = 1, **more: int | str) -> None:
        """Let the next calls of a method go wrong: 429, 500, timeout, drop_after_accept, error."""
        self.post("/sandbox/faults", {"method": method, "kind": kind, "times": times, **more})

    def works_again(self) -> None:
        """Let nothing more go wrong."""
        self.delete("/sandbox/faults")

    @property
    def events(self) -> list[Doc]:
        """Every event there has been, with what the app answered."""
        rows: list[Doc] = self.get("/sandbox/events")
        return rows

    def delivers_again(self, event_id: str | None = None) -> int:
        """Deliver an event once more (the last one if not named); the app's status."""
        event_id = event_id or self.events[-1]["event_id"]
        return int(self.post(f"/sandbox/events/{event_id}/again", {})["status"])

    def settles(self) -> None:
        """Wait until no event is on its way to the app."""
        self.get("/sandbox/quiet")
