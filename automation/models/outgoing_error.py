"""Why an attempt failed. Kept as a code: one of OutsideFailure, or `status_` and the HTTP status that was answered."""

from django.utils.translation import gettext as _

from tenants.outside_failures import OutsideFailure

STATUS = "status_"


def outgoing_error_label(code: str) -> str:
    """What a stored code says to people; what is no such code stands as it is."""
    if code.startswith(STATUS):
        return _("The address answered %(status)s.") % {"status": code.removeprefix(STATUS)}
    return str(OutsideFailure(code).label) if code in OutsideFailure.values else code
