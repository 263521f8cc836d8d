"""What an installation has chosen of the procedures: which are in force, where, and what it fills in."""

import json
import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError
from pydantic_settings import NoDecode

NUMBERS = "ESCALATE_EMERGENCY_DUTY_NUMBERS"
IN_FORCE = "ESCALATE_PROCEDURES_IN_FORCE"
PROCEDURE_OF = "ESCALATE_PROCEDURE_OF"
SIGNPOSTS = "ESCALATE_SIGNPOSTS"

# A team's own number: 999 stands beside it, and is none of theirs; nor is 101.
PhoneNumber = Annotated[str, StringConstraints(pattern=r"^\+?[0-9]( *[0-9]){8,14}$")]


def _json_object(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value, object_pairs_hook=_once)
    except json.JSONDecodeError:
        if "{" in value and '"' not in value:
            raise PydanticCustomError("no_double_quotes", "no double quotation marks") from None
        raise


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The fields of an object; of an area that is there twice the first number would be lost."""
    if len(found := dict(pairs)) < len(pairs):
        raise PydanticCustomError("given_twice", "an area is there twice")
    return found


def _ids(value: object) -> object:
    """Ids with commas between them; a list that names none is a slip, and is not taken for all."""
    if not isinstance(value, str):
        return value
    found = tuple(each.strip() for each in value.split(","))
    if not all(re.fullmatch(r"[a-z0-9][a-z0-9_-]*", each) for each in found):
        raise ValueError
    return found


class Choices(BaseModel):
    """Which procedures are in force and where, and what their areas and exclusions need besides."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, hide_input_in_errors=True
    )

    emergency_duty_numbers: Annotated[
        dict[str, PhoneNumber], NoDecode, BeforeValidator(_json_object)
    ] = Field(
        default={},
        validation_alias=NUMBERS,
        description=(
            "the telephone number of the emergency duty team of each area, 9 to 15 figures (999 is "
            'not theirs), as {"Reading": "01344 000000"}'
        ),
    )
    procedures_in_force: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_ids)] = Field(
        default=(),
        validation_alias=IN_FORCE,
        description=(
            "the ids of the procedures in force, with a comma between two, as "
            "my-town-2019,my-county-2026; left out, all that are in procedures/"
        ),
    )
    procedure_of: Annotated[dict[str, str], NoDecode, BeforeValidator(_json_object)] = Field(
        default={},
        validation_alias=PROCEDURE_OF,
        description='which procedure is in force in an area, as {"My Town": "my-town-2019"}',
    )
    signposts: Annotated[dict[str, str], NoDecode, BeforeValidator(_json_object)] = Field(
        default={},
        validation_alias=SIGNPOSTS,
        description='where to go with what a procedure is not for, as {"its-id": "A sentence."}',
    )


AS_SHIPPED = Choices()
