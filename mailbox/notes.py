"""The note on a lead in Kommo for each mail that was sent or came in."""

import hashlib
from datetime import datetime, timedelta

import structlog
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from crm_kommo.errors import OutcomeUnknown, Refused, TryLater
from crm_kommo.services import lead_note_add
from mailbox.models import Email
from mailbox.parsing.addresses import Person
from tenants.jobs import GiveUp, RetryLater

log = structlog.get_logger(__name__)

BEGINNING = 1_000
LOOK_AGAIN = timedelta(seconds=30)
# Nobody waits for a note, so that an outage of hours loses none.
GIVE_UP_AFTER = timedelta(days=1)


def email_note(*, email_id: int, owed_at: datetime) -> None:
    """Write the note, once. Raises RetryLater while Kommo cannot take it, GiveUp when that lasts too long."""
    email = Email.objects.get(pk=email_id)
    if email.lead_id is None or email.noted_at:
        return
    try:
        lead_note_add(lead_id=email.lead_id, text=note_text(email), key=note_key(email))
    except (TryLater, OutcomeUnknown) as error:
        if timezone.now() - owed_at > GIVE_UP_AFTER:
            raise GiveUp(str(error)) from error
        after = error.after if isinstance(error, TryLater) else LOOK_AGAIN
        raise RetryLater(after=after, reason=str(error), counts=False) from error
    except Refused as error:
        log.warning("mail_not_noted", email_id=email.pk, reason=error.code)
        return
    Email.objects.filter(pk=email.pk).update(noted_at=timezone.now())


def note_key(email: Email) -> str:
    """Names the mail among the notes of a lead, whichever installation of ours wrote them."""
    return f"#{email.pk}-{hashlib.sha256(email.message_id.encode()).hexdigest()[:8]}"


def note_text(email: Email) -> str:
    """In the workspace's language: which way, who, about what, how it begins."""
    with override(connection.tenant.language):
        heading = _("E-mail received") if email.direction == Email.Direction.IN else _("E-mail sent")
        lines = [
            f"{heading}: {email.subject or _('(no subject)')}",
            _("From: %(people)s") % {"people": _shown([Person(name=email.from_name, address=email.from_address)])},
            _("To: %(people)s") % {"people": _shown([*email.to, *email.cc])},
        ]
        if email.attachments:
            lines.append(
                _("Files: %(names)s") % {"names": ", ".join(file["name"] or "?" for file in email.attachments)}
            )
        text = email.text[:BEGINNING] + ("…" if len(email.text) > BEGINNING else "")
        return "\n".join([*lines, "", text])


def _shown(people: list[Person]) -> str:
    return ", ".join(f"{person['name']} <{person['address']}>".strip() for person in people)
