"""The two routes by which what an audit finds is said: to the Business Manager, and by the outside alarm."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

import structlog

from escalation.acts import alarm
from escalation.owing import BUSINESS_MANAGER
from escalation.words.message import Message
from scheduler import recipients
from scheduler.sender import RefusedError, Sender, TryAgainError, UncertainError
from storage.database import NotAnswered
from storage.findings import Finding, Findings
from storage.receipts import Receipt
from storage.store import Store

log = structlog.get_logger()
MANY = 20  # more at once is one thing wrong with all of them: she is told so
NAMED = 5


class AlarmRoutes:
    """Says what stands, once, and once more each day."""

    def __init__(
        self,
        store: Store,
        findings: Findings,
        sender: Sender,
        rings: Callable[[str], bool],
        *,
        platform: str,
        is_outside: bool = True,
    ) -> None:
        """`rings` is the alarm outside, and whether anybody has heard it; `is_outside` whether
        there is one."""
        self._store = store
        self._findings = findings
        self._sender = sender
        self._rings = rings
        self._platform = platform
        self._is_outside = is_outside

    def say(self, found: Sequence[Finding], now: Callable[[], datetime]) -> None:
        """What has not been told today is told by both routes; what fails on either comes again.

        The alarm outside is rung first: nothing that goes wrong with the other is in its way.
        """
        due = [(each, at) for each in found if (at := self._findings.to_be_told(each, now()))]
        if not due:
            return
        rung = self._ring([each for each, _ in due])
        heard = [each for each, at in due[:MANY] if self._is_told(each, at, now())]
        if (rest := due[MANY:]) and self._are_told(rest, now()):
            heard += [each for each, _ in rest]
        if rung:
            for each in heard:
                self._findings.told(each, now())

    def _is_told(self, finding: Finding, since: datetime, now: datetime) -> bool:
        return _unharmed(finding.reference, lambda: self._to_the_manager(finding, since, now))

    def _are_told(self, rest: Sequence[tuple[Finding, datetime]], now: datetime) -> bool:
        """More than she could read one by one, in one message."""
        (first, since), what = rest[0], "audit:many"
        message = alarm.many(first.reference, len(rest))
        return _unharmed(
            first.reference, lambda: self._directly(first.reference, what, message, since, now)
        )

    def _to_the_manager(self, finding: Finding, since: datetime, now: datetime) -> bool:
        """By an entry of the disagreement; where that takes none, beside it."""
        match finding.what:
            case alarm.UNHEARD:
                return self._is_left_to_the_alarm(finding)
            case alarm.LEDGER:
                return self._beside(finding, since, now)
            case _:
                return self._by_an_entry(finding, since, now) or self._beside(finding, since, now)

    def _is_left_to_the_alarm(self, finding: Finding) -> bool:
        """That she cannot be reached is what was found: where nothing rings, nobody hears."""
        if not self._is_outside:
            log.error("alarm_reaches_nobody", reference=finding.reference)
        return self._is_outside

    def _by_an_entry(self, finding: Finding, since: datetime, now: datetime) -> bool:
        rule = partial(alarm.audited, what=finding.what, why=finding.why)
        key = f"audited:{finding.what}:{since.isoformat()}"
        try:
            self._store.act(finding.reference, rule, key=key, at=now)
        except NotAnswered:
            raise
        except Exception as fault:
            log.error("alarm_not_kept", reference=finding.reference, exc_info=fault)
            return False
        return True

    def _beside(self, finding: Finding, since: datetime, now: datetime) -> bool:
        message = alarm.unreadable(finding.reference)
        what = f"audit:{finding.what}"
        return self._directly(finding.reference, what, message, since, now)

    def _directly(
        self, reference: str, what: str, message: Message, since: datetime, now: datetime
    ) -> bool:
        """The holder is told, or whoever stands in; what may have arrived is looked up first."""
        topic = f"{what}:{since.isoformat()}"
        key = f"{reference}:{topic}"
        people = recipients.of_the_office(BUSINESS_MANAGER, self._store.directory(now))
        told = self._store.receipts.told
        if any(told(reference, topic, person.id) for person in people):
            return True
        for person in people:
            try:
                direct = self._sender.direct(person, urgent=True)
                if not self._store.receipts.reserve(reference, topic, person.id, key, direct):
                    return False  # another process is at it
                sent = self._sender.find_told(direct, key, since, urgent=True)
                sent = sent or self._sender.tell(
                    direct, message, reference, key, since, urgent=True
                )
            except RefusedError:
                continue
            except (TryAgainError, UncertainError) as gone:
                log.warning("alarm_not_told", reference=reference, error=gone.why)
                return False
            receipt = Receipt(self._platform, direct, sent.id, person.id, topic)
            self._store.receipts.keep(reference, key, receipt, now)
            return True
        log.error("alarm_reaches_nobody", reference=reference)
        return False

    def _ring(self, due: Sequence[Finding]) -> bool:
        try:
            return self._rings(_sentence(due))
        except Exception as fault:
            log.error("alarm_not_rung", count=len(due), exc_info=fault)
            return False


def _unharmed(reference: str, tells: Callable[[], bool]) -> bool:
    """Whether it was told; a fault in the telling of one keeps nobody from the others."""
    try:
        return tells()
    except NotAnswered:
        raise
    except Exception as fault:
        log.error("alarm_not_told", reference=reference, exc_info=fault)
        return False


def _sentence(due: Sequence[Finding]) -> str:
    """Which disagreements, and what is wrong with each in one word."""
    named = ", ".join(f"{each.reference} ({each.what})" for each in due[:NAMED])
    more = f" and {len(due) - NAMED} more" if len(due) > NAMED else ""
    return f"Escalate: the audit found something that needs somebody: {named}{more}. See `stuck`."
