"""Who and what the sandbox holds when it opens, and how it behaves."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

EVENTS = (
    "app_home_opened",
    "member_joined_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
)


@dataclass(frozen=True)
class Person:
    """One pretended person of the workspace; the agency is only a label to find them by.

    `team` is another workspace, from which they are seen by way of a shared channel.
    """

    id: str
    name: str
    email: str
    title: str = ""
    agency: str = ""
    deleted: bool = False
    team: str = ""


@dataclass(frozen=True)
class Channel:
    """A channel that is there from the start; without members, everybody is in it."""

    name: str
    private: bool = False
    members: tuple[str, ...] = ()
    with_app: bool = False


@dataclass(frozen=True)
class Settings:
    """One workspace with one installed app; without a data directory nothing outlives it."""

    people: tuple[Person, ...]
    app_url: str = ""
    wind_url: str = ""
    signing_secret: str = "sandbox-signing-secret"
    bot_token: str = "xoxb-sandbox"
    data_dir: Path | None = None
    begin: datetime | None = None
    team_id: str = "T0SANDBOX"
    team_name: str = "Sandbox"
    app_id: str = "A0SANDBOX"
    bot_id: str = "B0SANDBOX"
    bot_user_id: str = "U0SANDBOX"
    bot_name: str = "Escalate"
    commands: tuple[str, ...] = ("/escalate",)
    bot_events: tuple[str, ...] = EVENTS
    channels: tuple[Channel, ...] = (Channel("general"),)
    ack_seconds: float = 3.0
    trigger_seconds: float = 3.0
    wind_seconds: float = 120.0
    stopwatch: Callable[[], float] = time.monotonic
