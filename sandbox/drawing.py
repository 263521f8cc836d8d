"""Drawing: the page's templates, and the few words and colours they ask for."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from sandbox.clock import moment_of
from sandbox.inputs import initial
from sandbox.mrkdwn import to_html
from sandbox.shelf import Doc

# Each reads at 4.5:1 or better under white letters.
TINTS = ("#1d5f6e", "#6b4a86", "#8a4b2d", "#2f6437", "#7a3b5d", "#3d5393", "#6a5a16", "#4d5a66")
APP_TINT = "#1f2a37"


@cache
def templates() -> Environment:
    """The templates; what an app has left out of a block is simply not drawn."""
    environment = Environment(
        loader=PackageLoader("sandbox", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "words": words,
        "mrkdwn": lambda text, names: Markup(to_html(text, names)),  # noqa: S704 - escapes first
        "at": lambda ts: f"{moment_of(ts):%H:%M}",
        "day": day,
        "initials": initials,
        "local": local,
        "untouched": initial,
    }
    return environment


def draw(name: str, **values: Any) -> str:
    """One template with these values."""
    return templates().get_template(name).render(**values)


def words(text: Doc, names: Mapping[str, str]) -> Markup:
    """A text object as HTML."""
    if text["type"] == "mrkdwn":
        return Markup(to_html(text["text"], names))  # noqa: S704 - it escapes before it marks up
    return Markup("<br>").join(escape(line) for line in str(text["text"]).split("\n"))


def day(ts: str) -> str:
    """The day of a message: Thursday 2 April 2026."""
    moment = moment_of(ts)
    return f"{moment:%A} {moment.day} {moment:%B %Y}"


def initials(name: str) -> str:
    """Up to two letters for a name."""
    return "".join(part[0] for part in name.split()[:2]).upper()


def tints(people: Iterable[Doc]) -> dict[str, str]:
    """Everybody's colour by id, one for each agency; the app has its own."""
    listed = list(people)
    agencies = list(dict.fromkeys(p["agency"] for p in listed if not p["is_bot"]))
    return {
        p["id"]: APP_TINT if p["is_bot"] else TINTS[agencies.index(p["agency"]) % len(TINTS)]
        for p in listed
    }


def local(seconds: int | None) -> str:
    """A moment as a datetime field wants it."""
    return f"{moment_of(str(seconds)):%Y-%m-%dT%H:%M}" if seconds else ""
