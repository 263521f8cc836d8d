"""Files on Slack: put there first, where nobody sees them, and then shared by their own id."""

from collections.abc import Mapping
from http.client import HTTPException
from urllib.request import ProxyHandler, Request, build_opener

from slack_sdk import WebClient

BYTES: Mapping[str, str] = {"Content-Type": "application/octet-stream"}


def uploaded(client: WebClient, name: str, content: bytes) -> str:
    """The id of a file whose bytes Slack has now, and which nobody sees."""
    found = client.files_getUploadURLExternal(filename=name, length=len(content))
    _put(client, str(found["upload_url"]), content)
    return str(found["file_id"])


def shared(client: WebClient, channel: str, file: str, name: str, words: str) -> None:
    """It is seen in this conversation from now on, with these words."""
    files: list[dict[str, str | None]] = [{"id": file, "title": name}]
    client.files_completeUploadExternal(files=files, channel_id=channel, initial_comment=words)


def _put(client: WebClient, url: str, content: bytes) -> None:
    """To the address that Slack has just named, by the way that leads to Slack."""
    through = {"http": client.proxy, "https": client.proxy} if client.proxy else {}
    request = Request(url, content, dict(BYTES), method="POST")  # noqa: S310
    opened = build_opener(ProxyHandler(through)).open(request, timeout=client.timeout)
    with opened as answer:
        if answer.status != 200:
            raise HTTPException(answer.status)
