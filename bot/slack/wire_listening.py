"""Listening to Slack: everything that a person does there is answered before Slack gives up."""

import asyncio
from collections.abc import Coroutine
from functools import partial
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.slack import cards, forms, reading
from bot.slack.wire_asking import Asking, Failed, Outcome
from bot.slack.wire_private import Address, Private
from escalation.directory.people import Directory
from escalation.words.message import Message, Says
from handlers.request import Corrects, Done, Hands, Request, Shows, Tells

log = structlog.get_logger()
Payload = dict[str, Any]

SLACK_ANSWERS = 0.6  # how long an acknowledgement waits for what is shown with it
LAST_RETRY = "3"
URGENT = ("harm", "harm_seen", "practice_harm")
OLD = (
    "This button belongs to an earlier version of Escalate. Nothing was changed. "
    "Type /escalate list to see where things stand now."
)
LATE_FORM = (
    "This takes longer than it should, and may not be saved yet. Nothing that you typed is lost: "
    "send it again in a moment. Sent twice, it is recorded once."
)
LATE_DONE = "It has been saved after all."
UNSHOWN = "What came of this could not be shown. Type /escalate list to see where things stand."
PRESS_AGAIN = "The form could not be shown in time. Nothing was changed. Please press again."
ON_ITS_WAY = "The file is being sent to you in your direct messages with Escalate."
NOT_SENT = "The file could not be sent. Please ask for it again in a minute."
NOT_KEPT = "What you wrote could not be kept on the record. Please write it again in a few minutes."


class Listening:
    """One method for each thing that Slack delivers: read it, ask the core, answer."""

    def __init__(self, asking: Asking, private: Private) -> None:
        self._asking = asking
        self._private = private
        self._begun: set[asyncio.Task[None]] = set()

    async def command(self, ack: AsyncAck, body: Payload) -> None:
        """A slash command."""
        to = Address(
            body["user_id"],
            body.get("channel_id", ""),
            body.get("response_url", ""),
            trigger=body["trigger_id"],
        )
        outcome = await self._asking.ask(lambda people: reading.command(body))
        match outcome.reply:
            case Tells(message):
                card = _card(message, outcome)
                await ack(text=card.text, blocks=card.blocks, response_type="ephemeral")
            case Hands() as file:
                await self._soon(self._handed(to, file))
                await ack(ON_ITS_WAY)
            case _:
                await self._answered(to, outcome)
                await ack()

    async def press(self, ack: AsyncAck, body: Payload) -> None:
        """A button, in a message or in a form."""
        outcome = await self._asking.ask(lambda people: reading.press(body), urgent=_urgent(body))
        if outcome.request is None and outcome.reply == Done():
            outcome = Outcome(Failed(OLD))
        await self._answered(_address(body), outcome)
        await ack()

    async def submission(self, ack: AsyncAck, body: Payload) -> None:
        """A form that was sent; what was typed stays in it until it has been taken."""
        outcome = await self._asking.ask(lambda people: _submitted(body))
        if isinstance(outcome.reply, Hands):
            await self._soon(self._handed(_address(body), outcome.reply))
        try:
            answer = _response(outcome, body["view"])
        except Exception as fault:
            log.error("an answer could not be drawn", reference=outcome.reference, exc_info=fault)
            answer = _update(forms.again(body["view"], UNSHOWN))
        await ack(**answer)

    async def words(self, request: AsyncBoltRequest, event: Payload) -> BoltResponse:
        """What somebody wrote; Slack is told that it was heard once it has been kept, not before."""
        outcome = await self._asking.ask(partial(_written, event))
        to = Address(
            event.get("user", ""), event.get("channel", ""), thread=event.get("thread_ts", "")
        )
        match outcome.reply:
            case Failed():
                if LAST_RETRY in request.headers.get("x-slack-retry-num", ()):
                    self._begin(self._private.tell(to, cards.card(_message(NOT_KEPT))))
                return BoltResponse(status=503)  # it comes again; its key keeps it single
            case Tells(message):
                await self._soon(self._private.tell(to, _card(message, outcome)))
        return BoltResponse(status=200)

    async def nothing(self) -> BoltResponse:
        """Something from which nothing follows."""
        return BoltResponse(status=200)

    async def _answered(self, to: Address, outcome: Outcome) -> None:
        """The reply to somebody whose act is not itself a form that was sent."""
        match outcome.reply:
            case Tells(message):
                await self._soon(self._told(to, message, outcome))
            case Shows():
                await self._soon(self._shown(to, outcome))
            case Corrects(_, sentence):
                await self._soon(self._told(to, _message(sentence), outcome))
            case Hands() as file:
                await self._soon(self._handed(to, file))
            case Failed(sentence, still):
                await self._soon(self._told(to, _message(sentence), outcome))
                if still is not None:
                    self._begin(self._followed(to, still))
            case Done():
                pass

    async def _told(self, to: Address, message: Message, outcome: Outcome) -> None:
        if to.view and await self._private.lay_over(to, _over(message, outcome)):
            return
        await self._private.tell(to, _card(message, outcome))

    async def _shown(self, to: Address, outcome: Outcome) -> None:
        assert isinstance(outcome.reply, Shows)
        try:
            view = forms.modal(outcome.reply.form, forms.identities(outcome.people))
        except Exception as fault:
            log.error("a form could not be drawn", reference=outcome.reference, exc_info=fault)
            await self._private.tell(to, cards.card(_message(UNSHOWN)))
        else:
            if not await self._private.show(to, view):
                await self._private.tell(to, cards.card(_message(PRESS_AGAIN)))

    async def _handed(self, to: Address, file: Hands) -> None:
        if not await self._private.hand(to, file):
            await self._private.tell(to, cards.card(_message(NOT_SENT)))

    async def _followed(self, to: Address, still: "asyncio.Future[Outcome]") -> None:
        """What came of it in the end, for somebody who was told to wait."""
        outcome = await still
        match outcome.reply:
            case Done():
                await self._told(to, _message(LATE_DONE), outcome)
            case Shows():
                await self._told(to, _message(PRESS_AGAIN), outcome)
            case _:
                await self._answered(to, outcome)

    async def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        """Most often it is done when Slack is answered; when Slack itself is slow, it goes on alone."""
        await asyncio.wait({self._begin(work)}, timeout=SLACK_ANSWERS)

    def _begin(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(work)
        self._begun.add(task)  # a task that nobody holds may vanish before it ends
        task.add_done_callback(self._begun.discard)
        return task


def _response(outcome: Outcome, view: forms.View) -> Payload:
    """What Slack is answered to a form that was sent."""
    match outcome.reply:
        case Shows(form):
            return _update(forms.modal(form, forms.identities(outcome.people)))
        case Corrects(field, sentence, also) if field in forms.inputs(view):
            here = {at: why for at, why in ((field, sentence), *also) if at in forms.inputs(view)}
            return {"response_action": "errors", "errors": here}
        case Corrects(_, sentence):
            return _update(forms.again(view, sentence))
        case Failed(sentence, still):
            return _update(forms.again(view, sentence if still is None else LATE_FORM))
        case Tells(message):
            return _update(_over(message, outcome))
        case Hands():
            return _update(_over(_message(ON_ITS_WAY), outcome))
        case Done():
            return {"response_action": "clear"}


def _update(view: forms.View) -> Payload:
    return {"response_action": "update", "view": view}


def _submitted(body: Payload) -> Request | None:
    sent = forms.sent(body["view"])
    return reading.submission(body, sent.word, sent.answers, sent.carries)


def _written(event: Payload, people: Directory) -> Request | None:
    return reading.words(event, reading.names(people))


def _urgent(body: Payload) -> bool:
    """Whether this is about immediate harm, as far as its button's name says."""
    return str(body["actions"][0].get("action_id")).partition(":")[0] in URGENT


def _address(body: Payload) -> Address:
    container = body.get("container") or {}
    return Address(
        user=body["user"]["id"],
        channel=(body.get("channel") or {}).get("id", ""),
        response_url=body.get("response_url") or "",
        thread=container.get("thread_ts") or "",
        trigger=body["trigger_id"],
        view=container.get("view_id") or "",
    )


def _card(message: Message, outcome: Outcome) -> cards.Card:
    return cards.card(message, outcome.reference)


def _over(message: Message, outcome: Outcome) -> forms.View:
    return forms.told(message, outcome.reference)


def _message(sentence: str) -> Message:
    return Message(sentence, (Says((sentence,)),))
