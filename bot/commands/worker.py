"""Do what is due and send what is owed, and answer nobody: any number of them on PostgreSQL."""

import click

from bot import config, logs
from bot.clock import SystemClock
from bot.commands._warnings import warn_of_nobody, warn_of_unread
from bot.stopping import told_to_stop


@click.command("worker", help=__doc__)
@click.option("--host", default="127.0.0.1", show_default=True, help="With --port: where it is.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Answer /healthz and /readyz at this port.",
)
def command(host: str, port: int | None) -> None:
    """Work until stopped: what is in hand then is finished first."""
    from bot.app import App, Part, composed
    from bot.ports import opened
    from bot.procedures import areas
    from bot.server import health, serve

    def works(app: App) -> None:
        warn_of_nobody(app)
        app.starts()
        click.echo(f"At work as {app.clockwork.name}. Stop with Ctrl-C.", err=True)

    settings = config.read(config.SLACK, areas=areas)
    warn_of_unread(settings)
    logs.configure(settings.log_level)
    if port is None:
        with composed(settings, SystemClock(), Part.WORK) as app, told_to_stop() as told:
            works(app)
            told.wait()
    else:
        with (
            opened(host, port) as listening,
            composed(settings, SystemClock(), Part.WORK) as app,
            told_to_stop() as told,
        ):
            works(app)
            serve(health(app.not_ready, app.degraded), listening, told)
