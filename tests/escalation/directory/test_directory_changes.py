"""The small changes that a platform or an agency's lead makes in who is who."""

from dataclasses import replace

import pytest

from escalation.directory.directory_changes import with_contact, with_slack
from escalation.directory.people import Agency, Directory, Person
from escalation.refusals import Unusable

OAK = Agency("oak", "Oak School", "school")
JO = Person("jo", "Jo Lee", "oak", email="jo@oak.example")
FAY = Person("fay", "Fay Ross", "oak", slack="U0FAY")
WHO = Directory((OAK,), (JO, FAY))


def test_whoever_had_no_slack_id_has_the_one_that_was_found():
    assert with_slack(WHO, {"jo": "U0JO"}).person("jo") == replace(JO, slack="U0JO")


def test_an_id_that_somebody_has_stays_theirs():
    assert with_slack(WHO, {"fay": "U0OTHER", "jo": "U0FAY", "nobody": "U1"}) == WHO


def test_a_school_names_somebody_of_the_directory():
    after = with_contact(WHO, "oak", "fay")

    assert after.agency("oak") == replace(OAK, holiday_contact="fay")
    with pytest.raises(Unusable) as refused:
        with_contact(WHO, "oak", "slack:U0NOBODY")
    assert refused.value.field == "contact"
