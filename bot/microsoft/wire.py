"""The only file that reaches Microsoft: it logs in, asks, and waits as long as it is told to."""

import threading
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import structlog

from bot.clock import Clock
from bot.config import Config
from bot.microsoft.reading import Answer, seconds_to_wait
from escalation.directory.accounts import NotAllowed, NotAvailable

log = structlog.get_logger()
TIMEOUT = httpx.Timeout(10.0, connect=5.0)
PATIENCE = (
    10.0  # for so long a caller may be kept waiting; for longer, it is told when to ask again
)
TRIES = 4
UNTIL_NEXT_TIME = 60.0  # when nothing is said of when to ask again
NOTHING: Mapping[str, str] = MappingProxyType({})
GRAPH, LOGIN = "Microsoft Graph", "Microsoft's login"


class Line:
    """One of the two that are asked, Graph or the login: it asks for patience, and is given some."""

    def __init__(
        self,
        name: str,
        clock: Clock,
        patience: float,
        stopwatch: Callable[[], float],
        wait: Callable[[float], None],
    ) -> None:
        self.name = name
        self._clock = clock
        self._patience = patience
        self._stopwatch = stopwatch
        self._wait = wait
        self._quiet_until = stopwatch()
        self._http: httpx.Client | None = None
        self._turn = threading.Lock()

    def ask(self, method: str, url: str, **given: Any) -> httpx.Response:
        """Its answer to this, whatever that is; NotAvailable when it has none to give now."""
        left = self._patience
        for tries_left in reversed(range(TRIES)):
            self._keep_quiet()
            answer = self._sent(method, url, **given)
            if answer.status_code != 429 and answer.status_code < 500:
                return answer
            wait = self._asked_to_wait(answer)
            if wait is None or wait > left or not tries_left:
                raise self._not_now(answer.status_code, wait)
            self._wait(wait)
            left -= wait
        raise AssertionError("the last try answers or raises")

    def close(self) -> None:
        """Hang up."""
        if self._http is not None:
            self._http.close()

    def _sent(self, method: str, url: str, **given: Any) -> httpx.Response:
        try:
            return self._client().request(method, url, **given)
        except (httpx.TransportError, httpx.DecodingError) as fault:
            log.warning("microsoft_not_reached", kind=type(fault).__name__)
            raise NotAvailable(f"{self.name} cannot be reached.", UNTIL_NEXT_TIME) from None

    def _client(self) -> httpx.Client:
        """Made when it is first needed: certificates are read for it."""
        with self._turn:
            try:
                self._http = self._http or httpx.Client(timeout=TIMEOUT)
            except OSError:
                raise NotAllowed(
                    "The certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read."
                ) from None
            return self._http

    def _keep_quiet(self) -> None:
        """Whoever asks while told to wait is told to wait longer."""
        if (left := self._quiet_until - self._stopwatch()) > 0:
            raise NotAvailable(f"{self.name} has asked not to be asked for a while.", left)

    def _asked_to_wait(self, answer: httpx.Response) -> float | None:
        said = answer.headers.get("Retry-After", "")
        return seconds_to_wait(said, answer.headers.get("Date", ""), self._clock.now())

    def _not_now(self, status: int, wait: float | None) -> NotAvailable:
        log.warning("microsoft_not_available", status=status, retry_after=wait)
        if wait is not None:
            self._quiet_until = self._stopwatch() + wait
        if status == 429:
            why = f"{self.name} has been asked too often."
        else:
            why = f"{self.name} is not at work (it answered {status})."
        return NotAvailable(why, UNTIL_NEXT_TIME if wait is None else wait)


class Wire:
    """Asks Graph as this installation's own application; one for the process, for every thread."""

    def __init__(
        self,
        config: Config,
        clock: Clock,
        *,
        patience: float = PATIENCE,
        stopwatch: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._config = config
        self._graph = Line(GRAPH, clock, patience, stopwatch, wait)
        self._login = Line(LOGIN, clock, patience, stopwatch, wait)
        self._app: Any = None
        self._turn = threading.Lock()

    def get(
        self, *path: str, params: Mapping[str, str] = NOTHING, headers: Mapping[str, str] = NOTHING
    ) -> Answer:
        """What Graph answers: the thing, that it is not there (404), or that we may not (403)."""
        url = self._config.graph_url + "/".join(quote(each, safe="@") for each in path)
        answer = self._asked(url, params, headers)
        if answer.status_code == 401:
            self._forget_token()
            answer = self._asked(url, params, headers)
        return _usable(Answer(answer.status_code, _json(answer, GRAPH)))

    def log_in(self) -> None:
        """See whether the login works."""
        self._token()

    def close(self) -> None:
        """Hang up."""
        self._graph.close()
        self._login.close()

    def _asked(
        self, url: str, params: Mapping[str, str], headers: Mapping[str, str]
    ) -> httpx.Response:
        with_token = {"Authorization": f"Bearer {self._token()}", **headers}
        return self._graph.ask("GET", url, params=params, headers=with_token)

    def _token(self) -> str:
        """The token that is held, or a new one."""
        parts = urlsplit(self._config.graph_url)
        with self._turn:
            self._app = self._app or self._application()
            given = self._app.acquire_token_for_client(
                [f"{parts.scheme}://{parts.netloc}/.default"]
            )
        if "access_token" not in given:
            raise _login_refused(given)
        return str(given["access_token"])

    def _forget_token(self) -> None:
        with self._turn:
            self._app.remove_tokens_for_client()

    def _application(self) -> Any:
        """Msal's client; making it asks the login, so that it is made when it is first needed."""
        import msal

        config = self._config
        try:
            return msal.ConfidentialClientApplication(
                config.graph_client_id,
                client_credential=config.graph_client_secret.get_secret_value(),
                authority=f"{config.graph_authority}{config.graph_tenant}",
                instance_discovery=False,  # the authority is the setting's, and nobody else is asked
                http_client=_ForMsal(self._login),
            )
        except (KeyError, ValueError):
            raise NotAllowed(
                "Microsoft's login knows no such tenant: see ESCALATE_GRAPH_TENANT and "
                "ESCALATE_GRAPH_AUTHORITY."
            ) from None


class _ForMsal:
    """What msal asks its questions through: our timeouts and our patience instead of its own."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def get(self, url: str, **given: Any) -> httpx.Response:
        return self._asked("GET", url, **given)

    def post(self, url: str, **given: Any) -> httpx.Response:
        return self._asked("POST", url, **given)

    def _asked(self, method: str, url: str, **given: Any) -> httpx.Response:
        answer = self._line.ask(method, url, **given)
        _json(answer, LOGIN)  # what is none is kept from msal, which would print it into the log
        return answer

    def close(self) -> None:
        self._line.close()


def _json(answer: httpx.Response, name: str) -> dict[str, Any]:
    try:
        body = answer.json()
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        log.warning("microsoft_answer_unread", status=answer.status_code)
        raise NotAvailable(f"What answered is not {name}.", UNTIL_NEXT_TIME)
    return body


def _usable(answer: Answer) -> Answer:
    if answer.status in (200, 403, 404):
        return answer
    log.warning("microsoft_refused", status=answer.status, error=answer.code)
    if answer.status == 401:
        raise NotAllowed("Microsoft Graph does not accept the token that the login gave.")
    raise NotAllowed(f"Microsoft Graph does not take the question ({answer.code}).")


# https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes
_LOGIN_SAYS = {
    7000215: "the secret is wrong: see ESCALATE_GRAPH_CLIENT_SECRET",
    7000222: "the secret has expired: make a new one and set ESCALATE_GRAPH_CLIENT_SECRET",
    700016: "it knows no such application: see ESCALATE_GRAPH_CLIENT_ID",
    7000112: "the application has been switched off",
    90002: "it knows no such tenant: see ESCALATE_GRAPH_TENANT",
    500011: "it knows no Microsoft Graph of this address: see ESCALATE_GRAPH_URL",
}


def _login_refused(given: Mapping[str, Any]) -> NotAllowed:
    """Which of the settings is at fault; the login's own words stay out, for they name things."""
    codes = [code for code in given.get("error_codes") or () if isinstance(code, int)]
    numbers = ", ".join(f"AADSTS{code}" for code in codes)
    log.warning("microsoft_login_refused", error=given.get("error"), kind=numbers.split(",")[0])
    why = next((_LOGIN_SAYS[code] for code in codes if code in _LOGIN_SAYS), "")
    reason = why or f"its reason is {numbers or 'not given'}"
    return NotAllowed(f"Microsoft's login refuses: {reason}.")
