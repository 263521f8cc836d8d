"""One disagreement moved to another procedure: both shown side by side first, and done once that is said."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import click

from bot import config, procedures
from bot.choices import IN_FORCE, PROCEDURE_OF, Choices
from bot.clock import of_folder
from bot.commands._people_kept import meant
from bot.commands._procedure_standing import is_installed
from bot.installation import RefusedError, installation
from bot.shared_clock import shared
from escalation.acts import migrate
from escalation.acts.migrate import ProcedureChanged
from escalation.directory.people import PARTNERSHIP, Directory, listed
from escalation.disagreement import Disagreement, after
from escalation.duties import closing_words, duties
from escalation.duties.closing import DutiesDue
from escalation.entries import Entries
from escalation.ladder import counterparts
from escalation.meetings import convening
from escalation.owing import Recipient, RoleAt, Telling
from escalation.refusals import Refusal
from escalation.texts import procedure_diff
from escalation.texts.procedure import Procedure
from escalation.words.naming import holding_next, where
from escalation.working_time.times import day, full
from handlers.desk import calendar
from scheduler import recipients
from storage.store import Store

MANAGER = "business_manager"
NOTHING = "Nothing has been changed."
LEFT_OUT = (
    f"{{id}} is not in force here: {IN_FORCE} leaves it out. Add it there first, if this is meant to go "
    f"on by it; where two are then in force in an area, {PROCEDURE_OF} says which governs. {{nothing}}"
)
UNSAID = (
    "Without --by it is written as the act of {who}, the only Business Manager. If it is somebody "
    "else's, say whose with --by."
)
ELSE = "Whatever is raised in its area goes by {governs}; this one would go by {id}."


@dataclass(frozen=True)
class Moving:
    """What would be done, as entries, and how it stands before and after.

    `unsaid`: nobody said who does it.
    """

    before: Disagreement
    after: Disagreement
    entries: Entries
    directory: Directory
    chosen: Choices
    unsaid: bool = False

    @property
    def changed(self) -> ProcedureChanged:
        """The entry that changes the procedure."""
        return next(each for each in self.entries if isinstance(each, ProcedureChanged))


def moved(reference: str, to: Procedure, tier: str, reason: str, by: str, *, yes: bool) -> None:
    """Shown; and with --yes, or a yes that is typed, done."""
    reference, settings = reference.strip().upper(), config.read()
    if procedures.is_left_out(to, settings):
        raise RefusedError(LEFT_OUT.format(id=to.id, nothing=NOTHING))
    with installation(settings) as engine:
        store, clock = Store(engine, calendars=calendar), shared(of_folder(settings.data), engine)
        now = clock.now()
        directory = store.directory(now)
        try:
            stands = store.disagreement(reference)
            actor = _who(by, directory)
            rule = partial(migrate.migrate, to=to, by=actor, reason=reason, tier=tier)
            entries = rule(stands, now, calendar(stands.procedure, now), directory)
            moving = Moving(
                stands, after(stands, *entries), entries, directory, settings, unsaid=not by
            )
            click.echo("\n".join(_page(moving)))
            if not (yes or _typed()):
                click.echo(f"\n{NOTHING} With --yes it is done as shown.")
                return
            key = f"migrate:{stands.version}:{to.sha256}"
            same = partial(rule, seen=stands.version)
            store.act(reference, same, key=key, at=clock.now())
        except Refusal as refusal:
            raise RefusedError(refusal.sentence) from None
    click.echo(
        f"\nDone: {reference} goes by {to.id} ({to.version}). "
        "`serve` or a worker tells whoever is to be told within a second."
    )


def _typed() -> bool:
    try:
        said: str = click.prompt("\nType yes to do it", default="", show_default=False)
    except click.Abort:
        return False
    return said.strip().casefold() == "yes"


def _who(given: str, directory: Directory) -> str:
    """Whoever of the office does it: who is named, or its only Business Manager."""
    if given:
        names = (
            (name, each.id)
            for each in directory.people
            for name in {each.id, each.email, each.name}
            if name
        )
        return meant(given, names, "person")
    held = directory.holders(MANAGER, PARTNERSHIP)
    if len(held) != 1:
        raise RefusedError(f"Say who does it, with --by: somebody of the office. {NOTHING}")
    return held[0].id


def _page(moving: Moving) -> Iterator[str]:
    before, changed = moving.before, moving.changed
    yield f"{before.reference}: as it is now, and as it would go on then."
    yield f"Changed by {changed.by.titled}. The reason, which every side reads: {changed.reason}"
    if moving.unsaid:
        yield UNSAID.format(who=changed.by.name)
    yield from _rows("Procedure", *(f"{t.id}, {t.named}" for t in (changed.was, changed.now)))
    yield from _listed("Whether the new text is in force", list(_in_force(moving)))
    yield from _rows(
        "Where it stands",
        where(before.procedure, before.stage_tier),
        where(changed.procedure, changed.tier),
    )
    yield from _listed("Limits", [each.sentence for each in changed.dates])
    yield from _rows("Who is told next, if no outcome is recorded", *map(_next, _both(moving)))
    yield from _listed("Told at once that the procedure has changed", _told(moving, "procedure"))
    yield from _listed("Told at once, and asked to act", _told(moving, "reached"))
    yield from _listed("Told at once, and brought in to advise", _told(moving, "adviser"))
    yield from _listed("Given at once what the new text gives them", _told(moving, "copy"))
    yield from _listed(migrate.NOT_DONE, list(_left(moving)))
    yield from _listed("Without a counterpart", list(counterparts.left_behind(before, changed.way)))
    yield from _listed("What the new text says otherwise, from there on", list(_otherwise(moving)))
    yield from _rows("Text (SHA-256)", changed.was.sha256, changed.now.sha256)


def _in_force(moving: Moving) -> Iterator[str]:
    """Where the new text stands in this installation; and what governs in the area, if another does."""
    to, area = moving.after.procedure, moving.before.area
    governs = procedures.in_force(chosen=moving.chosen).get(area)
    if not is_installed(to):
        yield f"Not in force: its file is not in {procedures.FOLDER}."
    elif governs and governs.id == to.id:
        yield "In force in the area of this one."
    if governs and governs.id != to.id:
        yield ELSE.format(governs=governs.id, id=to.id)


def _left(moving: Moving) -> Iterator[str]:
    """What the new text asks by now, and nothing that was done answers: of what a side sees to for
    itself alone, only what falls due by this."""
    stands = moving.after
    fell = (each for each in moving.entries if isinstance(each, DutiesDue))
    anew = {each.key for entry in fell for each in entry.owed}
    for agency in (*stands.agencies, PARTNERSHIP):
        for owed in duties.left(stands, agency):
            to_others = bool(owed.duty.tells) or agency == PARTNERSHIP
            if owed.duty.is_asked and (to_others or owed.key in anew):
                yield f"{closing_words.asked_of(stands, owed)}: {owed.duty.asked}"
    for meeting in convening.unreported(stands):
        roles = (stands.procedure.role(r) for r in convening.left_to_tell(stands, meeting))
        to, at = (
            listed(f"the {role.title}" for role in roles),
            stands.procedure.stage(meeting.stage),
        )
        yield f"whoever chaired the meeting of {at.label}: Report the issues arising to {to}."


def _otherwise(moving: Moving) -> Iterator[str]:
    """Who is given, told and asked otherwise at the stages still to come, as `procedure diff` says it."""
    old, new, tier = moving.before.procedure, moving.changed.procedure, moving.changed.tier
    here = {new.stage_of(each).title for each in range(tier, len(new.tiers))}
    here |= {old.stage_of(each).title for each in range(moving.before.stage_tier, len(old.tiers))}
    for title, sentences in procedure_diff.changes(old, new):
        if title in here:
            yield from (title, *(f"  {sentence}" for sentence in sentences))
    yield f"All of it: procedure diff {old.id} {new.id}"


def _both(moving: Moving) -> tuple[Disagreement, Disagreement]:
    return moving.before, moving.after


def _rows(what: str, now: str, then: str) -> Iterator[str]:
    yield from ("", what, f"  now:   {now}", f"  then:  {then}")


def _listed(what: str, lines: list[str]) -> Iterator[str]:
    yield from (
        "",
        what,
        *(f"  {line}" for line in lines or ["nobody" if _of(what) else "nothing"]),
    )


def _of(what: str) -> bool:
    return what.startswith(("Told", "Given"))


def _next(stands: Disagreement) -> str:
    last = stands.last_told
    if last is None or last.until is None or not stands.tells_later:
        return "nobody by the clock: its people are reminded"
    who = "the Business Manager" if stands.is_last_tier else f"the {holding_next(stands)}"
    return f"{who}, once {day(last.until)} has ended ({full(last.until)})"


def _told(moving: Moving, kind: str) -> list[str]:
    owed = (each for entry in moving.entries for each in entry.owes(moving.after))
    told = (each.to for each in owed if isinstance(each, Telling) and each.topic.startswith(kind))
    return [_named(who, moving) for who in dict.fromkeys(told)]


def _named(who: Recipient, moving: Moving) -> str:
    """By the words of the text that knows their role."""
    known = isinstance(who, RoleAt) and who.role in moving.after.procedure.roles
    stands = moving.after if known else moving.before
    return recipients.named(who, stands, moving.directory)
