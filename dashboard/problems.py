"""What was set up and does not work now, for the overview."""

from dataclasses import dataclass

from dashboard.integrations.entry import Integration
from dashboard.integrations.health import Health
from dashboard.integrations.registry import INTEGRATIONS
from tenants.models import Role


@dataclass(frozen=True)
class Problem:
    """`page` is the name of the page on which it can be mended; empty for who may not open it."""

    integration: Integration
    detail: str
    page: str


def problems(role: Role) -> list[Problem]:
    """The integrations with which somebody has to do something; the same queries whatever there is."""
    states = [(integration, integration.state()) for integration in INTEGRATIONS]
    return [
        Problem(integration, state.detail, integration.page if role.includes(integration.least) else "")
        for integration, state in states
        if state.health is Health.ACTION_NEEDED
    ]
