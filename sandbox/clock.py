"""The sandbox's own clock: real until it is given a moment, then standing at that moment."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.shelf import Drawer

UK = ZoneInfo("Europe/London")


class Clock:
    """Tells the workspace's time and makes message timestamps, none of them twice."""

    def __init__(self, drawer: Drawer, begin: datetime | None = None) -> None:
        self._drawer = drawer
        # What was wound before a restart holds; a beginning is only for a new workspace.
        if begin is not None and "now" not in drawer:
            self.set(begin)

    def now(self) -> datetime:
        """The moment given from outside, or the real time while none has been given."""
        given = self._drawer.get("now", {}).get("iso")
        return datetime.fromisoformat(given) if given else datetime.now(UK)

    def set(self, moment: datetime | None) -> None:
        """Stand at this moment; with none, follow real time again."""
        if moment is not None and moment.tzinfo is None:
            raise ValueError("The moment needs its offset from UTC.")
        self._drawer.put("now", {"iso": moment.isoformat() if moment else None})

    def ts(self) -> str:
        """A new timestamp: this moment, or a microsecond after the last one of its second."""
        seconds, micros = divmod(round(self.now().timestamp() * 1_000_000), 1_000_000)
        key = f"last of {seconds}"
        micros = max(micros, int(self._drawer.get(key, {}).get("micros", -1)) + 1)
        self._drawer.put(key, {"micros": micros})
        return f"{seconds}.{micros:06d}"


def moment_of(ts: str) -> datetime:
    """The moment of a message timestamp, in UK civil time."""
    return datetime.fromtimestamp(float(ts), UK)


def uk_words(moment: datetime) -> str:
    """A moment as people say it: Thursday 2 April 2026, 15:00."""
    local = moment.astimezone(UK)
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}"
