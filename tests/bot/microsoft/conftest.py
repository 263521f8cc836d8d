"""Graph as the product asks it, over HTTPS, of an organisation on this machine."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import Config
from bot.microsoft.graph import Graph
from bot.microsoft.wire import Wire
from sandbox.microsoft.certificate import Certificate
from sandbox.microsoft.server import Serving, serve
from tests.bot.microsoft.organisation import SETTINGS

TUESDAY = datetime(2026, 3, 3, 2, 10, tzinfo=UTC)


@dataclass
class Clock:
    """The time of day and the seconds that pass; waiting is passing them."""

    at: datetime = TUESDAY
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.seconds += seconds


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """What the organisation shows, and what the product is told to trust."""
    return Certificate.made_in(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="session")
def serving(certificate: Certificate) -> Iterator[Serving]:
    """One server for every test: its organisation begins anew with each."""
    serving = serve(SETTINGS, certificate)
    yield serving
    serving.stop()


@pytest.fixture
def office(serving: Serving, certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> Serving:
    """The organisation's Microsoft 365."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.file))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    serving.serves(SETTINGS)
    return serving


@pytest.fixture
def leaving(office: Serving, certificate: Certificate) -> Iterator[Serving]:
    """The same organisation at an address of its own, which a test may stop."""
    serving = serve(SETTINGS, certificate)
    yield serving
    serving.stop()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(office: Serving, tmp_path: Path) -> Config:
    """The settings of an installation that may read the organisation."""
    return Config(
        key_file=tmp_path / "keys",
        data=tmp_path,
        graph_tenant=SETTINGS.tenant,
        graph_client_id=SETTINGS.client_id,
        graph_client_secret=SecretStr(SETTINGS.client_secret),
        graph_url=f"{office.url}v1.0/",
        graph_authority=office.url,
        graph_automatic_replies=True,
    )


Wires = Callable[..., Wire]


@pytest.fixture
def wires(settings: Config, clock: Clock) -> Iterator[Wires]:
    """Wires with other settings; each hangs up at the end."""
    opened: list[Wire] = []

    def wire(**changed: object) -> Wire:
        other = settings.model_copy(update=changed)
        own = Wire(other, clock, stopwatch=lambda: clock.seconds, wait=clock.wait)
        opened.append(own)
        return own

    yield wire
    for each in opened:
        each.close()


@pytest.fixture
def wire(wires: Wires) -> Wire:
    return wires()


@pytest.fixture
def graph(wire: Wire, clock: Clock) -> Graph:
    return Graph(wire, clock, automatic_replies=True)
