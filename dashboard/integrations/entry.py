from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from agents.models import AgentIntegration
from dashboard.integrations.health import State
from tenants.models import Role


@dataclass(frozen=True, kw_only=True)
class Integration:
    """One service that agents can work with. The workspace connects it once; each agent has it installed or not.

    `page` is the name of its settings page, for `least` and above. `state` is asked each time a table is shown, and
    costs the same whatever it finds. `without` says what an agent that it is uninstalled from does no longer; empty
    for what people use and agents do not, so that there is nothing to install. `can_sync`: it holds a set-up to read.
    """

    kind: AgentIntegration.Kind
    name: str | Promise
    about: str | Promise
    icon: str
    page: str
    state: Callable[[], State]
    without: str | Promise = ""
    least: Role = Role.VIEWER
    can_sync: bool = False
