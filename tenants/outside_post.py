"""A POST to an address that a user gave (tenants/outside_session.py). The answer is read only a little."""

from collections.abc import Mapping
from dataclasses import dataclass

import requests

from tenants.outside_session import outside_response

TOTAL_SECONDS = 10.0
ANSWER_BYTES = 2_000


@dataclass(frozen=True, slots=True)
class OutsideAnswer:
    """`text` holds the first ANSWER_BYTES of the body; what is no text in it is shown as replacement characters."""

    status: int
    text: str


def outside_post(url: str, *, body: bytes, headers: Mapping[str, str], within: float = TOTAL_SECONDS) -> OutsideAnswer:
    """Send `body` and read the answer, in so many seconds. A redirect is an answer like any other, not followed.

    Raises OutsideRefused for an address that may not be reached, OutsideFailed when no answer came.
    """
    with outside_response("POST", url, body=body, headers=headers, within=within) as response:
        return OutsideAnswer(response.status_code, _text(response))


def _text(response: requests.Response) -> str:
    read = bytearray()
    for chunk in response.iter_content(512):
        read += chunk
        if len(read) >= ANSWER_BYTES:
            break
    # PostgreSQL keeps no NUL.
    return bytes(read[:ANSWER_BYTES]).decode(errors="replace").replace("\0", "")
