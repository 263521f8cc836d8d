"""Opening a port to listen on, or saying in a sentence why that cannot be."""

import errno
import socket

import click


class PortRefused(click.ClickException):
    """The port cannot be listened on: the sentence says why; the exit code is 2."""

    exit_code = 2


def opened(host: str, port: int) -> socket.socket:
    """A socket that listens there already: connections wait in it until somebody serves."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortRefused(f"Port {port} is in use: choose another with --port.") from None
        raise PortRefused(f"{host}:{port} cannot be listened on: {error.strerror}.") from None
    # asyncio forgets this for a socket made elsewhere, and each answer would wait 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
