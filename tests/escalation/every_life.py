"""Every life that is lived on purpose, of each release: what each kind of entry is looked at in."""

from tests.escalation import (
    further_lives,
    lives_checks,
    lives_hill,
    lives_office,
    lives_paper,
    lives_paths,
    lives_talks,
    lives_ways,
    lives_worcs,
)

# Of the release after the third; sealed in ledger-4.json.
LATER = (
    *lives_checks.LIVES,
    *lives_hill.LIVES,
    *lives_office.LIVES,
    *lives_paper.LIVES,
    *lives_paths.LIVES,
    *lives_talks.LIVES,
    *lives_ways.LIVES,
    *lives_worcs.LIVES,
)
LIVES = (*further_lives.LIVES, *LATER)
