"""Serve Slack: answer what people do there, and do what is due."""

import click

from bot import config, logs
from bot.clock import SystemClock
from bot.commands._warnings import warn_of_nobody, warn_of_unread
from bot.stopping import answered, told_to_stop


@click.command("serve", help=__doc__)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8080,
    show_default=True,
    help="The port to listen on.",
)
@click.option("--no-worker", is_flag=True, help="Only answer: `worker` does what is due.")
def command(host: str, port: int, no_worker: bool) -> None:
    """Serve until stopped."""
    from bot.app import Part, composed
    from bot.ports import opened
    from bot.procedures import areas
    from bot.server import http, serve

    settings = config.read(config.SLACK, areas=areas)
    warn_of_unread(settings)
    logs.configure(settings.log_level)
    part = Part.DOOR if no_worker else Part.WHOLE
    with (
        opened(host, port) as listening,
        composed(settings, SystemClock(), part) as app,
        told_to_stop() as told,
    ):
        warn_of_nobody(app)
        app.starts()
        if said := answered(app.slack_says, told):
            click.echo(said, err=True)
        click.echo(f"Listening on http://{host}:{port}/slack/events", err=True)
        serve(http(app.door(), app.not_ready, app.degraded), listening, told)
