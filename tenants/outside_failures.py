from django.db import models
from django.utils.translation import gettext_lazy as _


class OutsideFailure(models.TextChoices):
    """Why no answer came from an address that a user gave. Kept as a code, shown in the reader's language."""

    ADDRESS_REFUSED = "address_refused", _("This address is not reached from here.")
    HOST_UNKNOWN = "host_unknown", _("This host is not known.")
    CERTIFICATE = "certificate", _("The certificate was not accepted.")
    CONNECT_TIMEOUT = "connect_timeout", _("There was no connection in time.")
    NO_ANSWER = "no_answer", _("There was no answer in time.")
    NO_CONNECTION = "no_connection", _("There was no connection, or it broke off.")
    TOO_BIG = "too_big", _("The answer is too big to be read.")
    TOO_MANY_REDIRECTS = "too_many_redirects", _("The address leads on and on, and nowhere.")
    MEDIA_TYPE = "media_type", _("There is no text there that can be read.")
    PACKED = "packed", _("The answer is packed in a way that is not read here.")


class OutsideFailed(Exception):
    """No answer came; `failure` says why, and its code is the text."""

    def __init__(self, failure: OutsideFailure) -> None:
        super().__init__(failure.value)
        self.failure = failure
