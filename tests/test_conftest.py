"""The guard round every test: the network is this machine."""

import asyncio
import socket

import pytest


def test_a_connection_to_another_machine_is_refused():
    with socket.socket() as reaching, pytest.raises(RuntimeError, match="this machine only"):
        reaching.connect(("192.0.2.1", 80))


def test_a_datagram_to_another_machine_is_refused():
    with (
        socket.socket(type=socket.SOCK_DGRAM) as reaching,
        pytest.raises(RuntimeError, match="this machine only"),
    ):
        reaching.sendto(b"", ("192.0.2.1", 53))


def test_an_asynchronous_connection_to_another_machine_is_refused():
    with pytest.raises(RuntimeError, match="this machine only"):
        asyncio.run(asyncio.open_connection("192.0.2.1", 80))


def test_another_machines_name_is_not_even_looked_up():
    with pytest.raises(RuntimeError, match="look up no other machine"):
        socket.create_connection(("slack.example", 443))


def test_this_machine_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
