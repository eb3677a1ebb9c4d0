from django.db import models
from django.utils.translation import gettext_lazy as _


class Failure(models.TextChoices):
    """Why something with Kommo did not work, in words for people. Kept as a code, shown in the reader's language."""

    NOT_CONNECTED = "not_connected", _("Kommo is not connected.")
    REVOKED = "revoked", _("Kommo no longer accepts our access; somebody may have revoked it there. Connect it again.")
    GRANT_REFUSED = "grant_refused", _("Kommo refused to renew our access. Connect it again.")
    TOKEN_REFUSED = "token_refused", _("Kommo no longer accepts the long-lived token. Paste a new one.")
    USER_DISABLED = (
        "user_disabled",
        _("The Kommo user who connected us was switched off there. Another administrator must connect it again."),
    )
    ACCOUNT_GONE = "account_gone", _("Kommo knows this account no longer. What was read from it is kept here.")
    WITHDRAWN = "withdrawn", _("The integration was switched off in Kommo, or its access was withdrawn there.")
    ANSWER_LOST = "answer_lost", _("An answer was lost while our access was renewed. Connect Kommo again.")
    BLOCKED = "blocked", _("Kommo blocks our calls for a while, because there were too many.")
    RATE_LIMITED = "rate_limited", _("Kommo asks us to slow down. Try again in a few minutes.")
    PAYMENT_REQUIRED = "payment_required", _("The Kommo plan has ended, has no quota left, or lacks this feature.")
    MISSING_SCOPE = "missing_scope", _("The integration lacks a permission. Reconnect to grant new rights.")
    WEBHOOK_ADDRESS = (
        "webhook_address",
        _("Kommo does not accept the address of our webhook. It must be public, with a host in Latin letters."),
    )
    WEBHOOKS_FULL = "webhooks_full", _("The Kommo account has as many webhooks as it may have. Remove one there.")
    FORBIDDEN = "forbidden", _("The Kommo user who connected us may not do this. Connect as an administrator.")
    NOT_FOUND = "not_found", _("Kommo does not know this, or no longer.")
    REFUSED = "refused", _("Kommo understood, but will not do it now; a talk may be closed.")
    INVALID = "invalid", _("Kommo did not accept the data.")
    UNREACHABLE = "unreachable", _("Kommo could not be reached.")
    NO_ANSWER = "no_answer", _("Kommo did not answer in time.")
    SERVER_FAULT = "server_fault", _("Kommo has a fault of its own.")
    UNREADABLE = "unreadable", _("Kommo answered with something that cannot be read.")
    STOPPED = "stopped", _("It was interrupted. Start it again.")
