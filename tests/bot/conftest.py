"""Processes of one installation, beside one another, and somebody outside who hears of them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot import demo
from bot.app import App, Part, composed
from bot.clock import SystemClock
from tests.scheduler.outside import Outside

Ups = Callable[..., App]
NOWHERE = 1


@pytest.fixture
def up(database: str, tmp_path: Path) -> Iterator[Ups]:
    """Processes, one beside another on one database; Slack is nowhere."""
    with ExitStack() as stack:

        def up(part: Part = Part.WHOLE, stack: ExitStack = stack, **settings: str) -> App:
            wanted: dict[str, Any] = {name: SecretStr(url) for name, url in settings.items()}
            config = demo.settings(tmp_path, NOWHERE)
            config = config.model_copy(update={"database_url": database, **wanted})
            app = stack.enter_context(composed(config, SystemClock(), part))
            demo.fill_directory(app)
            return app

        yield up


@pytest.fixture
def outside() -> Iterator[Outside]:
    outside = Outside()
    yield outside
    outside.stops()
