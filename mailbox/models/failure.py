from django.db import models
from django.utils.translation import gettext_lazy as _


class MailFailure(models.TextChoices):
    """Why a mail server did not do it, and what to do about it. Kept as a code, shown in the reader's language."""

    HOST_UNKNOWN = "host_unknown", _("There is no server of this name. Check how it is written.")
    NOT_ALLOWED = "not_allowed", _("This server is inside a private network, or would be spoken to without encryption.")
    CLOSED = "closed", _("Nothing answers at this port. Check the port with your mail provider.")
    NO_ANSWER = "no_answer", _("The server did not answer in time. The port may be wrong, or a firewall closes it.")
    NO_TLS = (
        "no_tls",
        _("This port does not begin with TLS. Choose STARTTLS, or the port that your provider names for TLS."),
    )
    NO_STARTTLS = "no_starttls", _("The server does not offer STARTTLS at this port. Choose TLS and its port.")
    CERTIFICATE = (
        "certificate",
        _("The server's certificate is not good for this name. Use the name your provider gives."),
    )
    PASSWORD = (
        "password",
        _(
            "The server refused the user name or password. Gmail, Outlook, Yandex and others want an app password "
            "here, made in the settings of the mail account, instead of the one you log in with."
        ),
    )
    NO_LOGIN = "no_login", _("The server offers no way of logging in at this port. Choose TLS or STARTTLS.")
    SENDER = "sender", _("The server does not let this account send from this address.")
    RECIPIENT = (
        "recipient",
        _("The server refused a recipient; nobody got the mail. Correct the address."),
    )
    TOO_LARGE = "too_large", _("The mail is larger than the server takes.")
    REFUSED = "refused", _("The server refused the mail.")
    BUSY = "busy", _("The server asks to try later.")
    CUT_OFF = "cut_off", _("The connection broke while the mail was handed over: it may have been sent, or not.")
    DISCONNECTED = "disconnected", _("The server closed the connection.")
    UNREADABLE = (
        "unreadable",
        _("The server answered with something that is not the expected protocol. Check the port."),
    )
    PAUSED = "paused", _("The e-mail account is paused or was removed.")
    STOPPED = "stopped", _("It was tried too often. Look at the account, then send again.")
