"""An answer as server-sent events: delta and replaced while it grows, done or pending in the end."""

import json
from collections.abc import Iterator
from typing import Any

from django.http import StreamingHttpResponse
from rest_framework.renderers import JSONRenderer

from chat.models import Decision, Message
from dashboard.live.shapes import outcome_shown
from dashboard.live.waiting import Grown, answer_followed
from tenants.models import Tenant


def streamed(message: Message, *, tenant: Tenant, location: str, with_settings: bool) -> StreamingHttpResponse:
    """`message`: the customer's; `location`: where the answer can be looked for, should it take too long."""
    events = _events(message, tenant, location=location, with_settings=with_settings)
    response = StreamingHttpResponse(events, content_type="text/event-stream; charset=utf-8")
    # A proxy in between would keep it until it is whole.
    response["X-Accel-Buffering"] = "no"
    return response


def _events(message: Message, tenant: Tenant, *, location: str, with_settings: bool) -> Iterator[bytes]:
    text = ""
    for told in answer_followed(message, tenant=tenant):
        if isinstance(told, Grown):
            yield _grown(told, before=text)
            text = told.text
        elif isinstance(told, Decision):
            said = told.reply.text if told.reply else ""
            if text and said != text:
                # What was checked after it was written is what holds.
                yield _event("replaced", {"text": said})
            yield _event("done", outcome_shown(message, told, with_settings=with_settings))
            return
        else:
            yield b": still here\n\n"
    yield _event("pending", {"location": location})


def _grown(told: Grown, *, before: str) -> bytes:
    if told.goes_on:
        return _event("delta", {"text": told.text[len(before) :]})
    return _event("replaced", {"text": told.text})


def _event(name: str, data: dict[str, Any]) -> bytes:
    # The renderer knows moments. In ASCII, because readers take more than line breaks for the end of a line.
    body = json.loads(JSONRenderer().render(data))
    return f"event: {name}\ndata: {json.dumps(body)}\n\n".encode()
