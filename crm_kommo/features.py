"""What Kommo lets a connection do, learned from how its calls end, and what each thing needs.

A scope or a plan cannot be asked for: only a refusal tells that it is missing (crm_kommo.client.errors).
"""

import re
from dataclasses import dataclass

from django.db import connection as database
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crm_kommo.client import errors
from crm_kommo.failures import failure_of


@dataclass(frozen=True)
class Feature:
    """`calls` fits "METHOD path" of the calls that belong to it."""

    code: str
    label: str | Promise
    needs: str | Promise
    calls: re.Pattern[str]


# The first that fits counts: the special stand before the general.
FEATURES = (
    Feature(
        "send_messages",
        _("Send messages into chats"),
        _("the permission “Sending to external chats” and a plan with the Chats API"),
        re.compile(r"^POST /api/v4/talks/\d+/send_message"),
    ),
    Feature(
        "chat_history",
        _("Read what was said in chats"),
        _("the permission “External chat history”"),
        re.compile(r"^GET /api/v4/(talks/\d+/messages|chats)"),
    ),
    Feature(
        "webhooks",
        _("Receive events by webhook"),
        _("a connection made by an administrator of the account"),
        re.compile(r"^[A-Z]+ /api/v4/webhooks"),
    ),
    Feature(
        "bots",
        _("Start bots"),
        _("a plan with bots; the permission “Account data”"),
        # To read the list needs no right to start any, so that it says nothing.
        re.compile(r"^POST /api/(v4/bots/(\d+/)?run|v2/salesbot/run)$"),
    ),
    Feature(
        "files",
        _("Read and attach files"),
        _("the permission “Files access”"),
        re.compile(r"^[A-Z]+ (/v1\.0/|/api/v4/\w+/\d+/files)"),
    ),
    Feature(
        "users",
        _("Read the list of users"),
        _("a connection made by an administrator of the account"),
        re.compile(r"^GET /api/v4/(users|roles)"),
    ),
    Feature(
        "read_crm",
        _("Read leads and contacts"),
        _("the permission “Account data”"),
        re.compile(r"^GET /api/v4/(?!bots)"),
    ),
    Feature(
        "write_crm",
        _("Change leads and contacts"),
        _("the permission “Account data”, a paid plan, and the rights of the user who connected us"),
        re.compile(r"^(POST|PATCH|PUT|DELETE) /api/v4/"),
    ),
)

# Not more often than this is it written down that something still works.
UPSERT = """
INSERT INTO crm_feature_states AS known (connection_id, feature, worked_at, refused_at, reason)
VALUES (%(connection)s, %(feature)s, CASE WHEN %(reason)s = '' THEN now() END,
        CASE WHEN %(reason)s <> '' THEN now() END, %(reason)s)
ON CONFLICT (connection_id, feature) DO UPDATE
SET worked_at = COALESCE(excluded.worked_at, known.worked_at),
    refused_at = COALESCE(excluded.refused_at, known.refused_at),
    reason = excluded.reason
WHERE known.reason <> excluded.reason
   OR COALESCE(GREATEST(known.worked_at, known.refused_at), '-infinity') < now() - interval '5 minutes'
"""


def feature_of(*, method: str, path: str) -> Feature | None:
    return next((feature for feature in FEATURES if feature.calls.match(f"{method} {path}")), None)


def feature_note(*, connection_id: int, method: str, path: str, failure: errors.KommoError | None) -> None:
    """Keep what a call says about a feature; most failures say nothing about it. One statement."""
    feature = feature_of(method=method, path=path)
    refused = isinstance(failure, errors.Forbidden | errors.PaymentRequired)
    if feature is None or (failure is not None and not refused):
        return
    reason = failure_of(failure).value if failure else ""
    with database.cursor() as cursor:
        cursor.execute(UPSERT, {"connection": connection_id, "feature": feature.code, "reason": reason})
