"""Winding: the app lives every due moment on the way; the sandbox then shows the time it gives."""

from datetime import datetime

import httpx

from sandbox.clock import UK
from sandbox.desk import Desk

SORRY = "The clock was not wound: {}"


async def wind(desk: Desk, wind_url: str, to: str) -> str:
    """Ask the app to wind to the next moment, the next morning or a date; what it did."""
    if to not in ("next", "morning"):
        try:
            moment = datetime.fromisoformat(to)
        except ValueError:
            return SORRY.format("that is not a date and time.")
        to = (moment if moment.tzinfo else moment.replace(tzinfo=UK)).isoformat()
    if not wind_url:
        return SORRY.format("the app has not said where.")
    before = _said(desk)
    try:
        seconds = desk.workspace.settings.wind_seconds
        async with httpx.AsyncClient(trust_env=False, timeout=seconds) as client:
            response = await client.post(wind_url, json={"to": to})
        given = response.json()
        if response.status_code != 200:
            return SORRY.format(given.get("error") or "the app would not.")
        desk.workspace.clock.set(datetime.fromisoformat(given["now"]))
    except httpx.HTTPError:
        return SORRY.format("the app did not answer.")
    except (ValueError, KeyError, TypeError, AttributeError):
        return SORRY.format("the app's answer could not be read.")
    desk.workspace.touch()
    did = str(given.get("did") or "The clock was wound.")
    return did if _said(desk) != before else f"{did} Nobody was told anything."


def _said(desk: Desk) -> int:
    return len(desk.workspace.messages) + len(desk.workspace.notices)
