"""The visible list of what a workspace can be connected with, in the order in which it is shown.

A new one is a file of its own with one entry, and a line here.
"""

from dashboard.integrations.entry import Integration
from dashboard.integrations.kommo import KOMMO
from dashboard.integrations.mail import MAIL
from dashboard.integrations.model import MODEL
from dashboard.integrations.webhook import WEBHOOK

INTEGRATIONS: list[Integration] = [KOMMO, MAIL, MODEL, WEBHOOK]


def integration_of(kind: str) -> Integration | None:
    return next((integration for integration in INTEGRATIONS if integration.kind == kind), None)
