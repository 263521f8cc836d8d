"""A form as it is made: drafted from the record, and set as files with what was given under seal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from escalation import rights
from escalation.acts.raise_ import SubjectSealed
from escalation.acts.sight import TakenOutOfSight
from escalation.directory.people import Directory, Person
from escalation.disagreement import Disagreement
from escalation.duties import drafted, papers
from escalation.duties.drafted import Written
from escalation.duties.on_paper import FormPrepared, Passage
from escalation.entries import SIDES, own_agency
from escalation.texts.procedure import Paper
from storage.store import Store


def draft(store: Store, disagreement: Disagreement, paper: Paper, person: Person) -> dict[str, str]:
    """What was kept of it last; or as the record has it, once that, or anything from which it may have
    been drafted, was taken out of sight."""
    written = _written(store, disagreement)
    drawn = drafted.draft(paper, disagreement, written, person)
    number = papers.became(disagreement, paper).prepared_entry
    last = next((each.entry for each in written if each.number == number), None)
    theirs = (SIDES, own_agency(disagreement.sides[0].agency))
    later = (each.entry for each in written if each.number > number)
    hidden = any(isinstance(each, TakenOutOfSight) and each.audience in theirs for each in later)
    if not isinstance(last, FormPrepared) or hidden:
        return drawn
    asked = papers.questions(disagreement.procedure, paper)
    kept = {(each.field, each.stage): each.text for each in last.passages}
    names = ((name, (field.id, stage.label if stage else "")) for field, stage, name in asked)
    return {name: kept.get(key, drawn.get(name, "")) for name, key in names}


def kept(store: Store, reference: str, key: str) -> FormPrepared | None:
    """What one press has put on record of it, however often that comes, and whoever prepared one since."""
    found = (store.read(each) for each in store.entries(reference) if each.key == key)
    return next((each for each in found if isinstance(each, FormPrepared)), None)


def _written(store: Store, disagreement: Disagreement) -> tuple[Written, ...]:
    entries = store.entries(disagreement.reference)
    return tuple(Written(each.link.seq, store.read(each)) for each in entries)


@dataclass(frozen=True)
class Made:
    """A form to be set for somebody, who may read what was given under seal or may not."""

    store: Store
    directory: Directory
    disagreement: Disagreement
    paper: Paper
    person: Person

    def files(
        self, passages: Sequence[Passage], at: datetime, completed: Mapping[str, str] | None = None
    ) -> dict[str, bytes]:
        """Each file by its format; `completed` is what somebody gives by hand, and is kept nowhere."""
        # What sets them is loaded with the first: a process that starts has something more urgent to do.
        from export import paper as printed

        sealed = self._sealed()
        about = (self.disagreement, self.paper, passages, sealed, at)
        sheet = printed.sheet(*about, completed or {})
        return {kind: make(sheet) for kind, make in printed.FORMATS.items()}

    def _sealed(self) -> SubjectSealed | None:
        """Who it is about, as it was given when it was raised, for whoever may read that."""
        may = rights.audiences(self.person.id, self.disagreement, self.directory)
        found = None
        for kept in self.store.entries(self.disagreement.reference):
            header = kept.link.header
            hidden = kept.link.seq in self.disagreement.hidden
            if header.kind == SubjectSealed.kind and header.audience in may and not hidden:
                entry = self.store.read(kept)
                found = entry if isinstance(entry, SubjectSealed) else found
        return found
