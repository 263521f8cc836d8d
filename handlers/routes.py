"""Which act goes where: a table you can read, and the one place where a refusal becomes a reply."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from escalation import questions, rights
from escalation.acts import (
    agree,
    answer,
    bring_in,
    chair,
    climb,
    close,
    convene,
    course,
    dates,
    gate,
    harm,
    line_manager,
    meet,
    outside,
    prefer,
    reopen,
    report,
    say,
    view,
)
from escalation.disagreement import Disagreement
from escalation.entries import Entries
from escalation.permissions import Act
from escalation.refusals import Refusal, Unknown, Unusable
from escalation.words.message import Message, Part, Says
from handlers import (
    act_forms,
    allowed,
    away,
    checking,
    closing,
    confirming,
    discussions,
    export,
    immediate,
    issues,
    line_managers,
    linking,
    looking_again,
    merging,
    mistakes,
    more,
    notes,
    opening,
    opening_area,
    papers,
    practice,
    practice_opening,
    reopening,
    showing,
    taken_up_again,
    thanking,
    unsent,
)
from handlers.desk import Desk, identified, known
from handlers.request import Corrects, Done, Reply, Request, Shows, Tells

Handler = Callable[[Desk, Request], Reply]
ActRule = Callable[..., Entries]

PRESSED: Mapping[str, ActRule] = {
    Act.TAKE: answer.take,
    Act.APPROVE: agree.approve,
    Act.BRING_LEAD: answer.bring_lead,
    Act.REPORT: report.report,
    Act.TAKE_FORWARD: gate.take_forward,
    "harm_seen": harm.opened,
    "manager_no": line_manager.manager_no,
}
ASKED: Mapping[str, ActRule] = {
    Act.VIEW: view.view,
    Act.DISCUSS: meet.discuss,
    Act.MEET: meet.meet,
    Act.PROPOSE: agree.propose,
    Act.NOT_APPROVE: agree.not_approve,
    Act.DISSENT: agree.dissent,
    Act.NOT_AGREED: climb.not_agreed,
    Act.MOVE_UP: climb.move_up,
    Act.NOT_ME: answer.not_me,
    Act.WITHDRAW: close.withdraw,
    Act.BRING_AGENCY: bring_in.bring_agency,
    Act.CORRECT_DATE: dates.correct_date,
    Act.OWN_DATE: dates.own_date,
    Act.CALL_MEETING: convene.call_meeting,
    Act.MEETING_HELD: convene.meeting_held,
    Act.CHAIR_REPORT: chair.chair_report,
    Act.PREFER: prefer.prefer,
    Act.COURSE: course.course,
    Act.NOT_FORWARD: gate.not_forward,
    Act.REFER_OUTSIDE: outside.refer_outside,
}
# What needs no words, and yet is more than a slip may do: what follows is said before it is done.
CONFIRMED = frozenset({Act.BRING_LEAD})
# What may be written down also once it has ended.
AFTERWARDS = frozenset({Act.MEETING_HELD, Act.CHAIR_REPORT})
# What stays open where it was not taken forward to the other side.
STOPPED = frozenset({Act.DISSENT, Act.BRING_LEAD})
NOT_KEPT = (
    "You are not named in this disagreement, so what you wrote was not kept on its record. "
    "Please leave this channel. If somebody is at immediate risk of harm, dial 999 now."
)


def answered(desk: Desk, request: Request) -> Reply:
    """What is answered to the person who acted; a refusal is a sentence, and loses nothing typed."""
    try:
        with unsent.kept(desk, request):
            reply = _handler(request.word)(desk, request)
        return unsent.again(desk, request, reply)
    except Refusal as why:
        refused = showing.to_a_stranger(desk, request, why)
        if not request.carries:  # a press, a command or words: every form of ours carries something
            return refusal(refused, *practice.mark(request))
        if isinstance(refused, Unusable):
            return Corrects(refused.field, refused.sentence, refused.also)
        return Corrects("", refused.sentence)


def refusal(refused: Refusal, *mark: Part) -> Tells:
    """A refusal, as a private answer; in practice it is marked as that."""
    return Tells(Message("Nothing was changed", (*mark, Says((refused.sentence,)))))


def _handler(word: str) -> Handler:
    if word in CONFIRMED:
        return partial(_confirmed, Act(word), PRESSED[word])
    if word in PRESSED:
        return partial(_pressed, PRESSED[word])
    if word in ASKED:
        return partial(_asked, Act(word), ASKED[word])
    return ROUTES.get(word, showing.help_)


def _more(desk: Desk, request: Request) -> Reply:
    """What is rarely done: first which of it; and then as if that had been pressed."""
    if not request.carries:
        return Shows(more.form(desk, request))
    chosen = more.chosen(desk, request)
    return _handler(chosen.word)(desk, chosen)


def _pressed(rule: ActRule, desk: Desk, request: Request) -> Reply:
    """A button that needs no more words."""
    person = desk.person(request)
    _act(desk, request, partial(rule, by=person.id, question=request.question))
    return Done()


def _confirmed(act: Act, rule: ActRule, desk: Desk, request: Request) -> Reply:
    """A button that says first what follows from it."""
    ask = not request.carries
    return _form(act, desk, request) if ask else _submitted(rule, desk, request)


def _asked(act: Act, rule: ActRule, desk: Desk, request: Request) -> Reply:
    """A button that asks something first: the form, then its answers."""
    return _form(act, desk, request) if not request.carries else _submitted(rule, desk, request)


def _form(act: Act, desk: Desk, request: Request) -> Reply:
    person = desk.person(request)
    disagreement, directory = desk.store.disagreement(request.reference), desk.directory()
    allowed.check(person.id, act, disagreement, directory)
    if act in STOPPED:
        questions.open_or_stopped(disagreement)
    elif act not in AFTERWARDS:
        questions.open_(disagreement)
    form = act_forms.form(act, disagreement, request.question, desk.now(), directory)
    if any(field.initial for field in form.fields if field.asked in ("text", "line")):
        desk.store.audit.note(person.id, act, desk.now(), disagreement.reference)
    return Shows(form)


def _submitted(rule: ActRule, desk: Desk, request: Request) -> Reply:
    person = desk.person(request)
    answers = known(request, desk.directory())
    carried = _carried(request)
    if carried.reference:
        disagreement = desk.store.disagreement(carried.reference)
        looking_again.at_act(desk, carried, person, disagreement, answers)
    _act(desk, carried, partial(rule, by=person.id, question=carried.question, answers=answers))
    return Done()


def _carried(request: Request) -> Request:
    """The same request, about what its form was about."""
    carries = request.carries
    return replace(
        request, reference=carries.get("reference", ""), question=carries.get("question", "")
    )


def _reopen(desk: Desk, request: Request) -> Reply:
    """Of what has ended, by a button or by its reference: why, and then it is open."""
    ask = not request.carries
    return reopening.ask(desk, request) if ask else _submitted(reopen.reopen, desk, request)


def _said(desk: Desk, request: Request) -> Reply:
    """Words in a disagreement's place become an entry; a stranger's are not kept, and they are told so."""
    reference = _there(desk, request)
    if reference is None:
        return Done()
    directory = desk.directory()
    person = identified(request.platform, request.identity, directory)
    by = person.id if person else request.identity
    text, written = request.answers.get("text", ""), _written(request)
    rule = partial(say.say, by=by, text=text, written=written)
    after = _act(desk, replace(request, reference=reference), rule)
    if rights.may(by, Act.SAY, after, directory):
        again = looking_again.at_thread(desk, person, text, after, directory) if person else None
        return Tells(again) if again else Done()
    return Tells(Message("Your words were not kept", (Says((NOT_KEPT,)),)))


def _written(request: Request) -> datetime | None:
    """When the platform says that it was written; whatever else it says is not believed."""
    try:
        written = datetime.fromisoformat(request.answers.get("written", ""))
    except ValueError:
        return None
    return written if written.tzinfo else None


def _there(desk: Desk, request: Request) -> str | None:
    """In a channel of its own everything is of the disagreement; in a shared one, only its thread is."""
    channel, _, root = request.place.partition(":")
    receipts = desk.store.receipts
    if root and (found := receipts.at(request.platform, channel, root)):
        return found
    return receipts.at(request.platform, channel) if desk.private else None


def _act(desk: Desk, request: Request, rule: ActRule) -> Disagreement:
    if not request.reference:
        raise Unknown(showing.NOT_YOURS)
    return desk.store.act(request.reference, rule, key=request.act_key, at=desk.now())


ROUTES: Mapping[str, Handler] = {
    "open": opening.begin,
    opening_area.WORD: opening.where_answered,
    "open_first": opening.first_answered,
    "open_second": opening.second_answered,
    "open_confirm": opening.confirmed,
    Act.STATUS: showing.status,
    "list": showing.listed,
    more.WORD: _more,
    "help": showing.help_,
    "export": export.export,
    Act.OPEN_COPY: export.open_copy,
    "away": away.away,
    Act.NAME_MANAGER: line_managers.name,
    Act.MANAGER_YES: line_managers.yes,
    "back": away.back,
    Act.REOPEN: _reopen,
    taken_up_again.WORD: reopening.ask_of_one,
    Act.HARM: immediate.press,
    "harm_typed": immediate.typed,
    "say": _said,
    "practice": practice.begin,
    "practice_where": practice_opening.where_answered,
    "practice_first": practice_opening.first_answered,
    "practice_second": practice_opening.second_answered,
    "practice_begin": practice.begun,
    "practice_act": partial(practice.act, PRESSED, ASKED),
    "practice_time": practice.time_passes,
    "practice_end": practice.end,
    "practice_harm": practice.harm,
    Act.LINK: linking.link,
    Act.UNLINK: linking.unlink,
    Act.MERGE: merging.merge,
    Act.NOTE: notes.write,
    "notes": notes.read,
    Act.HIDE: mistakes.hide,
    Act.WRONG: mistakes.wrong,
    "confirm_people": confirming.confirm_people,
    "people_wrong": confirming.people_wrong,
    "covered": confirming.covered,
    "holiday_contact": confirming.holiday_contact,
    Act.CLOSING: closing.closing,
    Act.ACKNOWLEDGE: closing.acknowledge,
    Act.ISSUES: issues.read,
    Act.APPROVE_DISCUSSIONS: discussions.approve,
    Act.CHECK_BACK: checking.check_back,
    Act.FORM: papers.form,
    Act.FORM_SENT: papers.sent,
    Act.FORM_RECEIVED: papers.received,
    thanking.WORD: thanking.thanks,
}
