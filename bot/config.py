"""The settings of this installation, read once from the environment, or a refusal in words."""

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

import click
from pydantic import (
    AfterValidator,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    SettingsConfigDict,
)

from bot.choices import IN_FORCE, NUMBERS, Choices
from bot.said_back import named

ROOT = Path(__file__).resolve().parent.parent  # from here every path of the settings is counted
SLACK = ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET")
GRAPH = ("ESCALATE_GRAPH_TENANT", "ESCALATE_GRAPH_CLIENT_ID", "ESCALATE_GRAPH_CLIENT_SECRET")


Areas = Callable[[Choices], Collection[str]]


class ConfigRefused(click.ClickException):
    """The settings cannot be used: a sentence for each fault, which shows no value but area names."""

    exit_code = 2


def _bot_token(token: SecretStr) -> SecretStr:
    if token.get_secret_value() and not token.get_secret_value().startswith("xoxb-"):
        raise ValueError
    return token


def _web_address(url: SecretStr) -> SecretStr:
    """Whoever knows it can ring, or keep others from ringing: it is as secret as a token."""
    if not re.fullmatch(r"(https?://[^\s/]\S*)?", url.get_secret_value()):
        raise ValueError
    return url


SQLITE = "sqlite:///"
_EndsWithStroke = AfterValidator(lambda url: url if url.endswith("/") else f"{url}/")
ApiUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$"), _EndsWithStroke]
HttpsUrl = Annotated[
    str, StringConstraints(pattern=r"^https://[\w.-]+(:\d{1,5})?(/[^\s?#]*)?$"), _EndsWithStroke
]


class Config(Choices):
    """Everything that differs from one installation to the next."""

    key_file: Path = Field(
        validation_alias="ESCALATE_KEY_FILE",
        description="the file of encryption keys; `python3 run.py keys new FILE` makes one",
    )
    data: Path = Field(
        default_factory=lambda: ROOT / "data",
        validation_alias="ESCALATE_DATA",
        description="the folder for what the installation keeps",
    )
    database_url: str = Field(
        default_factory=lambda settings: f"sqlite:///{settings['data'] / 'escalate.db'}",
        repr=False,
        validation_alias="ESCALATE_DATABASE_URL",
        description="postgresql://user:password@host/name, or sqlite:///data/escalate.db with three slashes",
    )
    slack_bot_token: Annotated[SecretStr, AfterValidator(_bot_token)] = Field(
        default=SecretStr(""),
        validation_alias="SLACK_BOT_TOKEN",
        description="the bot token of the Slack app, which begins with xoxb-",
    )
    slack_signing_secret: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="SLACK_SIGNING_SECRET",
        description="the signing secret from the Slack app's Basic Information page",
    )
    slack_api_url: ApiUrl = Field(
        default="https://slack.com/api/",
        validation_alias="SLACK_API_URL",
        description="where Slack's Web API answers, beginning with http:// or https://",
    )
    pacing_working_days: int = Field(
        default=1,
        ge=1,
        le=10,
        validation_alias="ESCALATE_PACING_WORKING_DAYS",
        description="how many full working days each tier has before the next is told, 1 to 10",
    )
    placement: Literal["private", "shared_channel"] = Field(
        default="private",
        validation_alias="ESCALATE_PLACEMENT",
        description="where a disagreement is held: private or shared_channel",
    )
    shared_channel: str = Field(
        default="",
        pattern=r"^([CG][A-Z0-9]{2,})?$",
        validation_alias="ESCALATE_SHARED_CHANNEL",
        description="the id of the channel whose members agreed to read everything, as C012AB",
    )
    heartbeat_url: Annotated[SecretStr, AfterValidator(_web_address)] = Field(
        default=SecretStr(""),
        validation_alias="ESCALATE_HEARTBEAT_URL",
        description="a web address that is asked each minute while all is well",
    )
    alarm_url: Annotated[SecretStr, AfterValidator(_web_address)] = Field(
        default=SecretStr(""),
        validation_alias="ESCALATE_ALARM_URL",
        description='a web address to which alarms are posted, as {"text": "one sentence"}',
    )
    graph_tenant: str = Field(
        default="",
        pattern=r"^[\w.-]*$",
        validation_alias="ESCALATE_GRAPH_TENANT",
        description="the Microsoft Entra tenant whose people are read, by its id or its domain",
    )
    graph_client_id: str = Field(
        default="",
        pattern=r"^[\w-]*$",
        validation_alias="ESCALATE_GRAPH_CLIENT_ID",
        description="the application (client) ID of the app registration in that tenant",
    )
    graph_client_secret: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="ESCALATE_GRAPH_CLIENT_SECRET",
        description="the value, not the ID, of a client secret of that app registration",
    )
    graph_url: HttpsUrl = Field(
        default="https://graph.microsoft.com/v1.0/",
        validation_alias="ESCALATE_GRAPH_URL",
        description="where Microsoft Graph answers, beginning with https://",
    )
    graph_authority: HttpsUrl = Field(
        default="https://login.microsoftonline.com/",
        validation_alias="ESCALATE_GRAPH_AUTHORITY",
        description="where Microsoft's login answers, beginning with https://",
    )
    graph_automatic_replies: bool = Field(
        default=False,
        validation_alias="ESCALATE_GRAPH_AUTOMATIC_REPLIES",
        description="whether Outlook is asked who answers automatically: true or false",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info",
        validation_alias="ESCALATE_LOG_LEVEL",
        description="how much is logged: debug, info, warning or error",
    )


_FROM = SettingsConfigDict(extra="ignore", env_ignore_empty=True)


class _Chosen(Choices, BaseSettings):
    """What is chosen, taken from the environment and then from a file of variables."""

    model_config = _FROM


class _Environment(Config, BaseSettings):
    """All the settings, taken from the same."""

    model_config = _FROM

    @field_validator("key_file", "data")
    @classmethod
    def _beside_run(cls, path: Path) -> Path:
        """Wherever the word was said: `serve` and `people import` must open the same data."""
        return ROOT / path

    @field_validator("database_url")
    @classmethod
    def _database_beside_run(cls, url: str) -> str:
        file = url.removeprefix(SQLITE)
        return url if file in (url, "", ":memory:") else f"{SQLITE}{ROOT / file}"


VARIABLES: dict[str, str] = {
    str(field.validation_alias): str(field.description) for field in Config.model_fields.values()
}


def read(
    needs: Iterable[str] = (), file: Path | None = Path(".env"), *, areas: Areas | None = None
) -> Config:
    """The settings of this environment, and of the file beside run.py.

    `needs` names what this word cannot do without, and `areas` finds those where it is to go live.
    """
    environment: Callable[..., Config] = _Environment
    file = file and ROOT / file
    try:
        config = environment(_env_file=file)
    except ValidationError as fault:
        wanted = {*needs, NUMBERS} if areas else set(needs)
        not_set = {_not_set(name) for name in wanted - _given(file)}
        raise ConfigRefused("\n".join(sorted({*_at_fault(fault), *not_set, *_unknown()}))) from None
    if faults := [*_unknown(), *_missing(config, needs), *_without_number(config, areas)]:
        raise ConfigRefused("\n".join(faults))
    return config


def choices(file: Path | None = Path(".env")) -> Choices:
    """What is chosen of the procedures alone, for the words that need no installation to be set up."""
    environment: Callable[..., Choices] = _Chosen
    try:
        found = environment(_env_file=file and ROOT / file)
    except ValidationError as fault:
        raise ConfigRefused("\n".join(sorted({*_at_fault(fault), *_unknown()}))) from None
    if unknown := list(_unknown()):
        raise ConfigRefused("\n".join(unknown))
    return found


def _given(file: Path | None) -> set[str]:
    """The variables that are set to anything, in the environment or in the file."""
    sources = EnvSettingsSource(_Environment), DotEnvSettingsSource(_Environment, env_file=file)
    return {name for source in sources for name in source()}


def _not_set(variable: str) -> str:
    return f"{variable} is not set: it is {VARIABLES[variable]}."


def _without_number(config: Config, areas: Areas | None) -> Iterator[str]:
    """Nothing goes live before each area's emergency duty team can be rung from everything it says."""
    given = set(config.emergency_duty_numbers)
    try:
        needed = set(areas(config)) if areas else set()
    except (
        click.ClickException
    ) as refused:  # said with the rest: the areas follow from the settings
        yield refused.message
        return
    if missing := named(needed - given):
        slips = named(given - needed)
        also = f", and one for {slips}, where no procedure is in force" if slips else ""
        yield (
            f"{NUMBERS} has no number for {missing}{also}: it is {VARIABLES[NUMBERS]}. If {IN_FORCE} "
            "names your own procedures alone, no area of any other needs one."
        )


def _at_fault(fault: ValidationError) -> Iterator[str]:
    for error in fault.errors(include_url=False, include_context=False, include_input=False):
        variable, *within = map(str, error["loc"])
        wrong = "cannot be used"
        match error["type"]:
            case "default_factory_not_called":  # said of data, which it follows
                continue
            case "missing":
                yield _not_set(variable)
                continue
            case "no_double_quotes":
                wrong = (
                    "cannot be used, as its names and values do not stand in double quotation marks"
                )
            case "given_twice":
                wrong = f"has {'an area' if variable == NUMBERS else 'a name'} twice"
            case _ if within:
                wrong = f"cannot be used, for what it says of {named(within[:1])}"
        yield f"{variable} {wrong}: it is {VARIABLES[variable]}."


def _unknown() -> Iterator[str]:
    for name in sorted(os.environ):
        if name.startswith("ESCALATE_") and name not in VARIABLES:
            yield f"{name} is not a setting of Escalate: see .env.example for those there are."


def _missing(config: Config, needs: Iterable[str]) -> Iterator[str]:
    wanted = set(needs)
    if config.placement == "shared_channel":
        wanted.add("ESCALATE_SHARED_CHANNEL")
    if config.graph_tenant or config.graph_client_id or config.graph_client_secret:
        wanted.update(GRAPH)  # Graph is asked with all three, or not at all
    for name, field in Config.model_fields.items():
        value = getattr(config, name)
        empty = not (value.get_secret_value() if isinstance(value, SecretStr) else value)
        if field.validation_alias in wanted and empty:
            yield _not_set(str(field.validation_alias))
