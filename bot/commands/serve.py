"""Serve Slack: answer what people do there, and do what is due."""

import click

from bot import config, logs
from bot.clock import SystemClock


@click.command("serve", help=__doc__)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8080, show_default=True, help="The port to listen on.")
def command(host: str, port: int) -> None:
    """Serve until stopped."""
    from bot.app import composed
    from bot.server import http, serve

    settings = config.read(config.SLACK)
    logs.configure(settings.log_level)
    with composed(settings, SystemClock()) as app:
        if not app.store.directory().people:
            click.echo(
                "Nobody is in the directory: no disagreement can be opened until people are imported.",
                err=True,
            )
        for area in sorted(set(app.desk.procedures) - set(settings.emergency_duty_numbers)):
            click.echo(
                f"No emergency duty number is set for {area}: see ESCALATE_EMERGENCY_DUTY_NUMBERS.",
                err=True,
            )
        click.echo(f"Listening on http://{host}:{port}/slack/events", err=True)
        app.starts()
        serve(http(app.door(), app.not_ready), host, port)
