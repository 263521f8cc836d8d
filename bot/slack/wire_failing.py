"""How a call to Slack fails, in the three ways that delivery knows; never with a word of what was sent."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from urllib.error import HTTPError, URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from scheduler.sender import RefusedError, TryAgainError, UncertainError

NOT_NOW = {"ratelimited", "rate_limited", "message_limit_exceeded", "service_unavailable"}
# Slack says of these that part of what was asked may have been done.
PERHAPS = {"internal_error", "fatal_error", "request_timeout"}
# The fault of our installation and no verdict on the message: it stays owed until it is put right.
OURS = {
    *("invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"),
    *("missing_scope", "access_denied", "no_permission", "org_login_required"),
    *("ekm_access_denied", "team_access_not_granted", "team_added_to_org"),
}
UNTIL_PUT_RIGHT = 300.0
LONGEST_RETRY = 86_400.0  # what says more than a day says nothing
_CODE = re.compile(r"[a-z0-9_]{1,60}")


def code(fault: SlackApiError) -> str:
    """Slack's own word for what was wrong."""
    found = str(fault.response.get("error") or "")
    return found if _CODE.fullmatch(found) else f"http_{fault.response.status_code}"


def is_too_fast(fault: SlackApiError) -> bool:
    """Whether Slack was asked too often."""
    return bool(fault.response.status_code == 429)


@contextmanager
def told_plainly(*, repeatable: bool = False) -> Iterator[None]:
    """What goes wrong inside, as delivery knows it; what is `repeatable` does no harm when done twice."""
    try:
        yield
    except SlackApiError as fault:
        raise _verdict(fault, repeatable) from None
    except HTTPError as fault:  # from the address that takes a file's bytes: nothing is shared yet
        raise TryAgainError(f"http_{fault.code}") from None
    except URLError as fault:
        if isinstance(fault.reason, ConnectionRefusedError | socket.gaierror):
            raise TryAgainError("unreachable") from None
        raise _perhaps("no_answer", repeatable) from None
    except (OSError, HTTPException):
        raise _perhaps("no_answer", repeatable) from None
    except SlackClientError:
        raise TryAgainError("not_uploaded") from None


def _verdict(fault: SlackApiError, repeatable: bool) -> Exception:
    why, status = code(fault), fault.response.status_code
    if is_too_fast(fault) or why in NOT_NOW or status == 503:
        return TryAgainError(why, retry_after(fault))
    if status >= 500 or why in PERHAPS:
        return _perhaps(why, repeatable)
    if why in OURS:
        return TryAgainError(why, UNTIL_PUT_RIGHT)
    return RefusedError(why)


def _perhaps(why: str, repeatable: bool) -> Exception:
    return TryAgainError(why) if repeatable else UncertainError(why)


def retry_after(fault: SlackApiError) -> float | None:
    """After how many seconds Slack says that it may be asked again."""
    try:
        seconds = float(fault.response.headers.get("Retry-After", ""))
    except ValueError:
        return None
    return seconds if 0 <= seconds < LONGEST_RETRY else None
