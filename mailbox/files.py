"""A file of a mail, as a download."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from mailbox.models import Email
from mailbox.parsing.parts import leaves, part_bytes
from mailbox.parsing.source import message_of
from mailbox.selectors import email_raw


def file_response(*, email: Email, position: int) -> HttpResponse:
    """Always saved, never shown: who sent it is a stranger. Raises Http404 for what is not there or was not kept."""
    named = next((file for file in email.attachments if file["position"] == position and file["is_kept"]), None)
    if named is None:
        raise Http404
    part = dict(leaves(message_of(email_raw(email)))).get(position)
    if part is None:
        raise Http404
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=named["name"] or "file"),
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return HttpResponse(part_bytes(part), content_type="application/octet-stream", headers=headers)
