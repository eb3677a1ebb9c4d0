"""Messages of a talk: sending one, and reading back what became of it."""

from datetime import datetime, timedelta

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.client.http import TOTAL_SECONDS
from crm_kommo.client.limiter import Lane
from crm_kommo.client.resources.talks import TalkMessage
from crm_kommo.errors import SendRefused
from crm_kommo.failures import about_messages, read_failure, write_failure
from crm_kommo.models.failure import Failure
from crm_kommo.services.chat_ways import history_note
from crm_kommo.services.usable import usable_connection

# Waiting for the limiter and for the token: after these seconds no request is begun, neither for a token nor to send.
BEFORE_SEND_SECONDS = 10.0
# After this, `message_send` has come back, and nothing of it can reach Kommo any more.
LONGEST_SEND = timedelta(seconds=BEFORE_SEND_SECONDS + TOTAL_SECONDS)


def message_send(*, talk_id: int, text: str) -> str:
    """Send a text to the customer of a talk; Kommo's id of the message, which is queued there, not yet delivered.

    Sent once. Raises SendRefused, TryLater (it was not sent), OutcomeUnknown (look at `talk_messages` before sending
    it again). Not to be called inside a transaction.
    """
    connection = usable_connection(refusal=SendRefused)
    try:
        talks = client_of(connection).talks
        return talks.send_message(talk_id=talk_id, text=text, within=BEFORE_SEND_SECONDS)
    except errors.KommoError as error:
        raise about_messages(write_failure(error)) from error


def talk_messages(*, talk_id: int, since: datetime, lane: Lane = Lane.LIVE) -> list[TalkMessage]:
    """What was written in a talk since a time, and by whom. Raises SendRefused, TryLater.

    Whether the account lets us read it at all is remembered, and shown beside the way into the chats.
    """
    connection = usable_connection(refusal=SendRefused)
    try:
        found = client_of(connection, lane=lane).talks.messages(talk_id=talk_id, since=since)
    except errors.KommoError as error:
        failure = about_messages(read_failure(error))
        if failure.code == Failure.MISSING_SCOPE:
            history_note(connection=connection, is_refused=True)
        raise failure from error
    history_note(connection=connection, is_refused=False)
    return found
