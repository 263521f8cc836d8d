"""Practice begins: the same pages, filled in with invented words, and nothing sealed is asked."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from hashlib import sha256

from escalation.acts import raise_
from escalation.directory.people import PARTNERSHIP, Directory, Person
from escalation.disagreement import NAMED, fold
from escalation.entries import Entries
from escalation.refusals import NotNow, Unusable
from escalation.rehearsing import practice
from escalation.rehearsing.practice import REFERENCE, Practice
from escalation.texts.procedure import Procedure
from escalation.words.forms import Answers, Field, Form
from escalation.words.message import Facts, Heading, Part, Says
from escalation.working_time import times
from handlers import (
    opening,
    opening_area,
    opening_checks,
    opening_forms,
    opening_more,
    opening_named,
    opening_subject,
    preview,
)
from handlers.desk import Desk, known
from handlers.request import Reply, Request, Shows

KEPT, PAGES = "practice", "practice_open"
PAGES_OF = {opening_area.WORD: "practice_where", "open_first": "practice_first"}
PAGES_READ = ("practice_first", "practice_second")  # in which possible names are asked about
SUBJECT = "subject_"
INVENTED = (
    "Everything here is invented, and should stay so: do not type the details of anybody real. "
    "Change what you like. Nobody is told, nothing is put on record, and it is wiped when you end "
    "it, or after seven days."
)
NO_SUBJECT = "not asked in practice"
CHANGED = (
    "What is shown here is no longer what you have typed, so nothing was begun. "
    "Type /escalate practice to go on."
)
NOBODY_NEW = (
    "Nobody of this address is in the partnership's directory, and practice enters nobody. Choose "
    "somebody who is."
)
WORDS = {
    "spoken": "yes",
    "reason_given": "They said that the threshold was not met. (Invented for practice.)",
    "differs": "A referral was closed after one telephone call. I would have had somebody visit. "
    "(Invented for practice.)",
    "wanted": "A joint visit this week.",
    "best_interest": "Nobody else is due to visit for ten days.",
}

EVIDENCE = "Two appointments were missed, and nobody has seen the home of this invented {child}."


def first(desk: Desk, person: Person) -> Reply:
    """The first page, so filled in that one press goes on."""
    opening_checks.may_raise(person)
    page = opening_forms.opens(desk, _before(desk, person))
    return Shows(practised(page, PAGES_OF[page.word]))


def where_answered(desk: Desk, request: Request) -> Reply:
    """What the procedure of that area is for."""
    typed = _typed(desk, request)
    procedure = desk.procedure(typed.get(opening_area.AREA, ""))
    named = [category.id for category in procedure.categories]
    about = {} if typed.get("category") in named else {"category": named[0]}
    about |= _filled(procedure, desk.now())
    page = opening_forms.first(desk, {**typed, **about})
    return Shows(practised(page, PAGES_OF[page.word]))


def first_answered(desk: Desk, request: Request) -> Reply:
    """The same refusals as for a real one; then the words, without a sealed part."""
    typed, person = _typed(desk, request), desk.person(request)
    procedure = opening.first_judged(desk, person, typed)
    if opening_named.newcomers(desk, typed, person.id):
        raise Unusable(opening_named.EMAIL, NOBODY_NEW)
    page = practised(opening_forms.first(desk, typed), "practice_first")
    opening.looked_at(desk, person, page, typed)
    page = opening_forms.second(
        desk, procedure, {**typed, **_evidence(procedure, typed)}, sealed=False, by=person
    )
    return Shows(practised(page, "practice_second"))


def second_answered(desk: Desk, request: Request) -> Reply:
    """The preview of a real one, under its watermark."""
    typed, person = _typed(desk, request), desk.person(request)
    procedure = desk.procedure(typed.get("area", ""))
    page = opening_forms.second(desk, procedure, typed, sealed=False, by=person)
    opening.looked_at(desk, person, practised(page, "practice_second"), typed)
    entries = _entries(desk, person, procedure, typed)
    opened = fold(REFERENCE, procedure, entries)
    days = opening.working_days(procedure, desk.now())
    parts = preview.parts(opened, entries, days, desk.store.directory, desk.private, desk.now())
    back = (_unsealed(part) for part in preview.shown_back(opened, entries))
    first_words = opening_forms.duty_team(desk, typed.get("area", ""))
    carries = {"shown": opening.fingerprint(typed)}
    form = Form("", "", "Begin practice", (first_words, *parts, *back), carries)
    return Shows(practised(form, "practice_begin"))


def begun(desk: Desk, request: Request) -> Practice:
    """The practice that was previewed, kept among this person's drafts and nowhere else."""
    person, now = desk.person(request), desk.now()
    id = sha256(f"{person.id}:{request.platform}:{request.key}".encode()).hexdigest()[:12]
    typed = desk.store.drafts.of(person.id, PAGES, now)
    before = practice.read(desk.store.drafts.of(person.id, KEPT, now))
    if before and before.id == id:
        return before
    if request.carries.get("shown") != opening.fingerprint(typed):
        raise NotNow(CHANGED)
    procedure = desk.procedure(typed.get("area", ""))
    new = _entries(desk, person, procedure, typed)
    at = Practice(id, procedure.sha256, now).goes_on(request.key, new, now)
    desk.store.drafts.keep(person.id, KEPT, practice.written(at), now)
    desk.store.drafts.forget(person.id, PAGES)
    return at


def practised(form: Form, word: str) -> Form:
    """A page of the opening as a page of practice: its own route, its watermark, and its warning."""
    first_words, *rest = form.parts
    marked = (first_words, Heading(practice.WATERMARK), Says((INVENTED,)), *rest)
    carries = {**form.carries, "draft": PAGES}
    return replace(form, word=word, title=practice.TITLE, parts=marked, carries=carries)


def _entries(desk: Desk, person: Person, procedure: Procedure, typed: Answers) -> Entries:
    rule = partial(
        raise_.open_,
        REFERENCE,
        procedure,
        opening.raising_of(desk, opening_named.settled(desk, typed, person.id), desk.directory()),
        person.id,
    )
    days = opening.working_days(procedure, desk.now())
    return rule(desk.now(), calendar=days, directory=desk.directory())


def _typed(desk: Desk, request: Request) -> dict[str, str]:
    """What was typed on every page so far; whom it is about is never among it."""
    person, now = desk.person(request), desk.now()
    typed = {**_before(desk, person), **known(request, desk.directory())}
    typed |= opening_area.carried(request)
    typed = {field: said for field, said in typed.items() if not field.startswith(SUBJECT)}
    desk.store.drafts.keep(person.id, PAGES, typed, now)
    return typed


def _before(desk: Desk, person: Person) -> dict[str, str]:
    """What this person typed before, or else what is invented for them."""
    if typed := desk.store.drafts.of(person.id, PAGES, desk.now()):
        return typed
    area, procedure = next(iter(desk.procedures.items()))
    other = _somebody(person, desk.directory())
    now = desk.now()
    began = {"began_on": times.civil(now).date().isoformat(), "began_at": times.clock(now)}
    about = {"area": area, "category": procedure.categories[0].id, "other": other}
    return {**WORDS, **_filled(procedure, now), **about, **began}


def _filled(procedure: Procedure, now: datetime) -> dict[str, str]:
    """What a text has chosen besides: whom it is about, and how pressing it is."""
    first = next(iter(procedure.subjects), None)
    whom = {opening_subject.WHOM: first.id} if first else {}
    return {**whom, **opening_more.practised(procedure, now)}


def _evidence(procedure: Procedure, typed: Answers) -> dict[str, str]:
    """What was seen, in the text's own word for whom it is about; what somebody wrote themselves stays."""
    said = typed.get("evidence", "")
    before, after = EVIDENCE.split("{child}")
    if said and not (said.startswith(before) and said.endswith(after)):
        return {}
    terms = procedure.terms_of(typed.get(opening_subject.WHOM, ""))
    return {"evidence": EVIDENCE.format(child=terms.child)}


def _somebody(person: Person, directory: Directory) -> str:
    """A professional of another agency who has somebody above them; nobody is told of it."""
    professionals = {post.person for post in directory.posts if post.role == NAMED}
    others = (each for each in directory.people if each.agency not in (person.agency, PARTNERSHIP))
    found = min(
        others, key=lambda each: (each.id not in professionals, not each.manager), default=None
    )
    return found.id if found else ""


def _unsealed(part: Part | Field) -> Part | Field:
    """What was typed, as it will be read; of a sealed part there is nothing to say."""
    if not isinstance(part, Facts):
        return part
    sealed = {preview.SEALED, preview.NOT_SEALED}
    rows = ((label, NO_SUBJECT if said in sealed else said) for label, said in part.rows)
    return Facts(tuple(rows))
