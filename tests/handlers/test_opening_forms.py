"""Who else takes part is asked on the first page: further agencies, and a colleague of one's own."""

from dataclasses import replace

import pytest

from escalation.acts import close
from escalation.directory.people import Directory
from escalation.words.message import Facts
from tests.escalation.wider import WIDER
from tests.handlers.reception import FIRST, Reception, corrected, shown, text, told

PEOPLE: Directory = replace(
    WIDER,
    people=tuple(replace(each, slack=f"U0{each.id.upper()}") for each in WIDER.people),
)
THREE = {"other_2": "slack:U0PAT"}
FOUR = {**THREE, "other_3": "slack:U0IDA"}
JOINTLY = {"colleague": "slack:U0JO", "jointly": "with"}


@pytest.fixture
def wide(reception: Reception) -> Reception:
    """Four agencies in the directory."""
    reception.office.listed(PEOPLE)
    return reception


def rows(form):
    return dict(row for part in form.parts if isinstance(part, Facts) for row in part.rows)


def test_nobody_further_need_be_named(wide):
    fields = {field.id: field for field in wide.opens().fields}

    for each in ("other_2", "other_3", "other_4", "colleague", "jointly"):
        assert not fields[each].required
    assert fields["other_2"].label == "Another professional involved (if there is one)"
    assert fields["colleague"].label == "Raise it for or with a colleague"


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({"other_3": "slack:U0PRIYA"}, "other_3", "is named above"),
        ({"other_4": "slack:U0TOM"}, "other_4", "for the same agency"),
        ({"other_2": "slack:U0ANN"}, "other_2", "your own line manager"),
        ({"other_2": "slack:U0SAM"}, "other_2", "That is you"),
        ({"other_3": "slack:U0BEA"}, "other_3", "takes no side"),
        ({"other_3": "slack:U0NOBODY"}, "other_3", "not in the partnership's directory"),
        ({"colleague": "slack:U0TOM"}, "colleague", "another agency"),
        ({"colleague": "slack:U0SAM"}, "colleague", "That is you"),
        ({"colleague": "slack:U0JO"}, "jointly", "for them or with them"),
    ],
)
def test_a_refusal_stands_at_its_field_and_everything_typed_is_kept(wide, answers, field, sentence):
    refused = corrected(wide.sends("sam", wide.opens(), {**FIRST, **answers}))

    assert (refused.field, sentence in refused.sentence) == (field, True), refused
    kept = {each.id: each.initial for each in wide.opens().fields}
    assert kept["reason_given"] == FIRST["reason_given"]
    for name, value in answers.items():
        assert kept[name] in (value, value.removeprefix("slack:U0").lower())


def test_whoever_is_taken_out_again_takes_no_part(wide):
    wide.sends("sam", wide.opens(), {**FIRST, **FOUR})

    assert "Pat Quinn" not in rows(shown(wide.previews()))["With"]


def test_the_preview_names_everybody_who_is_told_now_and_later_for_each_agency(wide):
    preview = shown(wide.previews(**FOUR))

    said = rows(preview)
    assert said["Told now"] == (
        "Sam Okafor (Health Trust), Priya Desai (Social Care), "
        "Pat Quinn (Thames Valley Police) and Ida Frame (Hill School)"
    )
    assert said["After Tuesday 7 April"] == (
        "Line manager / team manager: Jo Lee (Health Trust), Tom Reed (Social Care), "
        "Lou Marsh (Thames Valley Police), Roy Banks (Hill School)"
    )
    for manager in ("Gil Stone", "Una Field", "Val Hunt", "Meg Birch"):
        assert manager in said["After Wednesday 8 April"]
    assert said["With"].endswith("Pat Quinn (Thames Valley Police) and Ida Frame (Hill School)")
    assert "those of the four agencies are let into it" in text(preview)


def test_a_role_that_one_of_them_leaves_open_is_named_with_its_agency(wide):
    posts = tuple(post for post in PEOPLE.posts if post.person != "roy")
    wide.office.listed(replace(PEOPLE, posts=posts))

    said = rows(shown(wide.previews(**FOUR)))

    assert "nobody named at Hill School" in said["After Tuesday 7 April"]
    assert "Hill School (Hill School)" not in said["After Tuesday 7 April"]


def test_both_who_raise_it_are_shown_before_they_confirm(wide):
    said = rows(shown(wide.previews(**JOINTLY)))

    assert said["Raised by"] == "Sam Okafor with Jo Lee"
    assert said["Told now"].startswith("Sam Okafor and Jo Lee (Health Trust)")


def test_what_the_preview_promised_is_what_people_are_then_told(wide):
    reference = wide.raises(**FOUR, **JOINTLY)
    wide.office.works()

    heard = {sent.to for sent in wide.office.platform.told}
    assert heard == {"sam", "jo", "priya", "pat", "ida"}
    sides = wide.office.store.disagreement(reference).sides
    assert [side.agency for side in sides] == ["health", "care", "police", "school"]


def test_another_agency_is_brought_in_by_a_form_that_says_what_follows(wide):
    reference = wide.raises()
    form = shown(wide.presses("priya", reference, "bring_agency"))

    assert "No limit moves." in text(form)
    assert "needs their yes" not in text(form)
    refused = wide.sends("priya", form, {"professional": "slack:U0SAM", "reason": "They know"})
    assert corrected(refused).field == "professional"
    wide.sends("priya", form, {"professional": "slack:U0PAT", "reason": "They know"})
    assert len(wide.office.store.disagreement(reference).sides) == 3
    assert "Thames Valley Police" in told(wide.asks("pat", "status", reference=reference))


def test_the_form_says_that_an_agreement_on_the_table_will_need_their_yes(wide):
    reference = wide.raises()
    agreed = {"what_1": "A visit", "owner_1": "Priya Desai", "due_1": "2026-04-30"}
    wide.sends("sam", shown(wide.presses("sam", reference, "propose")), agreed)

    form = shown(wide.presses("priya", reference, "bring_agency"))

    assert "The agreement that has been proposed then needs their yes too." in text(form)


def test_the_form_says_which_tiers_of_theirs_are_told_now_as_well(wide):
    reference = wide.raises()
    assert "Told now as well" not in text(shown(wide.presses("priya", reference, "bring_agency")))
    wide.office.works("Tuesday 2026-04-07 17:01")

    form = shown(wide.presses("priya", reference, "bring_agency"))

    assert "Told now as well, at their agency: line manager / team manager." in text(form)


def test_the_record_is_handed_to_both_who_raised_it_and_to_each_agency(wide):
    reference = wide.raises(**FOUR, **JOINTLY)
    wide.office.does(reference, close.withdraw, "jo")
    wide.office.works()

    handed = sorted(person for person, _, _ in wide.office.platform.files)
    assert handed == ["ida", "jo", "pat", "priya", "sam"]
