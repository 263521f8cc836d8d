"""Bank holidays of the four nations as GOV.UK lists them, materialised year by year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from escalation.working_time.working_time_errors import BadCalendarError, CoverageError

# Every year here is compared, day by day, with GOV.UK's own list by a test.
CHECKED_YEARS = range(2012, 2029)
# Later years follow from the rules; a proclamation may still add to them, and explanations say so.
# Earlier years are refused: nothing published confirms them (the library is wrong on 2006).
KNOWN_YEARS = range(2012, 2034)

_SUBSTITUTE = " (observed)"
_GOVUK_WORDS = {
    "May Day": "the early May bank holiday",
    "Spring Bank Holiday": "the spring bank holiday",
    "Late Summer Bank Holiday": "the summer bank holiday",
    "Summer Bank Holiday": "the summer bank holiday",
    "New Year Holiday": "2 January",
    "Saint Andrew's Day": "St Andrew's Day",
    "Saint Patrick's Day": "St Patrick's Day",
    "Battle of the Boyne": "the Battle of the Boyne",
    "Diamond Jubilee of Elizabeth II": "the Diamond Jubilee",
    "Platinum Jubilee of Elizabeth II": "the Platinum Jubilee",
    "State Funeral of Queen Elizabeth II": "the State Funeral of Queen Elizabeth II",
    "Coronation of Charles III": "the Coronation of King Charles III",
    "Scotland's participation in the FIFA World Cup final": "the World Cup bank holiday",
}

_SAY_ONE = "say england, wales, scotland or northern-ireland."


class Nation(StrEnum):
    """A nation of the United Kingdom: each has its own bank holidays, and none is the default."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"

    @classmethod
    def read(cls, text: str) -> "Nation":
        """The nation so named or abbreviated (ENG, WLS, SCT, NIR)."""
        if not text.strip():
            raise BadCalendarError(f"No nation is named: {_SAY_ONE}")
        plain = text.strip().lower().replace(" ", "-").replace("_", "-")
        for nation in cls:
            if plain in (nation.value, nation.code.lower()):
                return nation
        raise BadCalendarError(
            f"{text.strip()[:40]!r} is not a nation with its own bank holidays: {_SAY_ONE}"
        )

    @property
    def code(self) -> str:
        """The three letters statisticians use: ENG, WLS, SCT or NIR."""
        return _CODES[self]

    @property
    def spoken(self) -> str:
        """The name as people say it: Northern Ireland."""
        return self.value.replace("-", " ").title()


_CODES = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


@dataclass(frozen=True)
class Jurisdiction:
    """Whose bank holidays count: one nation's, several nations' together, or plainly none."""

    nations: frozenset[Nation]
    bank_holidays: bool = True

    def __post_init__(self) -> None:
        if bool(self.nations) != self.bank_holidays:
            raise BadCalendarError("Name at least one nation, or say plainly that there are none.")

    @classmethod
    def read(cls, text: str) -> "Jurisdiction":
        """`ENG`, `england`, `ENG+SCT` (a day must work in both) or `NONE`."""
        if text.strip().upper() == "NONE":
            return NO_BANK_HOLIDAYS
        return cls(frozenset(Nation.read(part) for part in text.split("+")))

    @classmethod
    def of(cls, nations: "Nation | Iterable[Nation] | Jurisdiction") -> "Jurisdiction":
        """The jurisdiction of one nation, or of several together."""
        match nations:
            case Jurisdiction():
                return nations
            case Nation():
                return cls(frozenset([nations]))
            case str():
                raise BadCalendarError(
                    "Read a nation from its name before asking for its calendar."
                )
            case _:
                return cls(frozenset(nations))

    def __str__(self) -> str:
        return "+".join(n.value for n in Nation if n in self.nations) or "none"


NO_BANK_HOLIDAYS = Jurisdiction(frozenset(), bank_holidays=False)
# A day that is a bank holiday anywhere in the United Kingdom does not count (FOIA 2000 s.10(6)).
ANY_UK = Jurisdiction(frozenset(Nation))


@dataclass(frozen=True)
class Override:
    """A bank holiday proclaimed (its name) or moved away (None) since the lists were made."""

    on: date
    name: str | None
    nations: frozenset[Nation]


@lru_cache(maxsize=256)
def bank_holidays(nation: Nation, year: int) -> Mapping[date, str]:
    """The bank holidays of one nation in one year, each with its name."""
    if year not in KNOWN_YEARS:
        raise CoverageError(
            f"Bank holidays are known from {KNOWN_YEARS[0]} to {KNOWN_YEARS[-1]}; "
            f"{year} lies outside, and is not guessed."
        )
    import holidays  # a fifth of a second: only those who count days pay for it

    listed = holidays.country_holidays("GB", subdiv=nation.code, years=year, expand=False)
    # GOV.UK lists the substitute day and not the date at the weekend that it stands for.
    return MappingProxyType(
        {on: _in_words(name) for on, name in sorted(listed.items()) if on.weekday() < 5}
    )


def joint_bank_holidays(
    jurisdiction: Jurisdiction, years: range, overrides: Iterable[Override] = ()
) -> Mapping[date, str]:
    """Every date that is a bank holiday in at least one of the nations, and why."""
    overrides = tuple(overrides)
    named: dict[date, dict[Nation, str]] = {}
    for nation in (n for n in Nation if n in jurisdiction.nations):
        for on, name in _one_nation(nation, years, overrides).items():
            named.setdefault(on, {})[nation] = name
    everywhere = len(jurisdiction.nations)
    return MappingProxyType({on: _joint_name(named[on], everywhere) for on in sorted(named)})


def _one_nation(
    nation: Nation, years: range, overrides: tuple[Override, ...]
) -> Mapping[date, str]:
    listed = {on: name for year in years for on, name in bank_holidays(nation, year).items()}
    for override in overrides:
        if nation in override.nations and override.on.year in years:
            listed.pop(override.on, None)
            if override.name is not None:
                listed[override.on] = override.name
    return listed


def _joint_name(names: Mapping[Nation, str], everywhere: int) -> str:
    if len(names) == everywhere and len(set(names.values())) == 1:
        return next(iter(names.values()))
    where: dict[str, list[str]] = {}
    for nation, name in names.items():
        where.setdefault(name, []).append(nation.spoken)
    return listing(f"{name} in {listing(nations)}" for name, nations in where.items())


def listing(items: Iterable[str]) -> str:
    """A list as it is spoken: one, two and three."""
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last


def _in_words(name: str) -> str:
    """The library's name in GOV.UK's words; of two on one date, its own before a substitute."""
    parts = name.split("; ")
    own = [part for part in parts if not part.endswith(_SUBSTITUTE)]
    return listing(_one_in_words(part) for part in own or parts)


def _one_in_words(name: str) -> str:
    plain = name.removesuffix(_SUBSTITUTE)
    words = _GOVUK_WORDS.get(plain, plain)
    return words if plain == name else f"the substitute day for {words}"
