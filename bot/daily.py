"""The daily round of this installation: which platform and which accounts it asks."""

from collections.abc import Iterable

from bot.clock import Clock
from bot.config import Config
from bot.procedures import every
from escalation.texts.procedure import Procedure
from scheduler.daily import Daily
from scheduler.sources import Organisation, Platform
from storage.store import Store


def daily(
    config: Config,
    clock: Clock,
    store: Store,
    platform: Platform,
    procedures: Iterable[Procedure],
) -> Daily:
    """The round; a platform without a token is not asked, nor a Microsoft 365 that is not set."""
    has_token = bool(config.slack_bot_token.get_secret_value())
    active = {each.id: each for each in procedures}
    return Daily(
        store,
        tuple(active.values()),
        clock.now,
        platform=platform if has_token else None,
        organisation=_organisation(config, clock),
        duty_numbers=config.emergency_duty_numbers,
        shipped=every(),
    )


def _organisation(config: Config, clock: Clock) -> Organisation | None:
    if not config.graph_tenant:
        return None
    from bot.microsoft.people import MicrosoftPeople  # whoever has none never loads it

    return MicrosoftPeople(config, clock)
