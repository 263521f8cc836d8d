"""What is kept off the file (R-002-43, C25): considered, answered yes or no alone, seen by those asked.

It is about staff, and no child's file is the place for it. Whoever is asked sees what the others who
are asked have answered; it stands on no copy of the record, in no thread and in no message.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from escalation.directory import reaching, seeking
from escalation.directory.people import Directory, listed
from escalation.directory.reaching import OWN
from escalation.directory.standing_in import everybody
from escalation.disagreement import Disagreement
from escalation.duties import closing_words, duties
from escalation.duties.duties import Owed
from escalation.owing import Recipient
from escalation.words.message import Says, says
from escalation.words.naming import called


def is_theirs(owed: Owed, person: str, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether this is for somebody to answer: they hold the role, or are asked in its holder's place."""
    whose = closing_words.whose(disagreement, owed)
    return any(person in _asked(who, disagreement, directory) for who in whose)


def may_see(owed: Owed, person: str, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether somebody sees what was answered: they answered it, or are asked it themselves, for
    whichever agency."""
    done = disagreement.done.get(owed.key)
    if done and done.by.person == person:
        return True
    alike = (each for each in duties.due(disagreement) if each.duty.id == owed.duty.id)
    return any(is_theirs(each, person, disagreement, directory) for each in alike)


def others(
    person: str, agency: str, disagreement: Disagreement, directory: Directory
) -> Iterator[Owed]:
    """What somebody of another agency is asked as well, for whoever may see their answer."""
    for owed in duties.due(disagreement):
        kept_off = owed.duty.off_file and owed.agency != agency
        if kept_off and may_see(owed, person, disagreement, directory):
            yield owed


def plainly(owed: Owed, disagreement: Disagreement) -> Says:
    """What is said before it is answered: where it does not stand, who sees it, and what not to write."""
    roles = (disagreement.procedure.role(role) for role in owed.duty.by)
    return says(
        "This is kept off the {file}. Answer yes or no; write nothing about a person here. Your answer "
        "stands on no copy of the record, in no thread and in no message: only those who are asked "
        "this, as {who} of each agency, the other side's too, see it, on this page. What follows from it is for each agency's own "
        "procedures for its staff.",
        file=disagreement.terms.file,
        who=listed(called(role) for role in roles),
    )


def _asked(who: Recipient, disagreement: Disagreement, directory: Directory) -> frozenset[str]:
    """Whoever holds it, and whoever is or was asked in their place; nobody who merely might be."""
    sought = seeking.sought(who, disagreement, directory)
    held = (person.id for place, person in everybody(sought, directory) if place in OWN)
    now = (way.told.id for way in islice(reaching.ways(sought, directory), 1))
    before = (person for told, person in disagreement.stood_in if told == str(who))
    return frozenset({*held, *now, *before}) - disagreement.cut
