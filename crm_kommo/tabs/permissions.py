from dataclasses import dataclass
from datetime import datetime

from crm_kommo.features import FEATURES, Feature
from crm_kommo.models import Connection
from crm_kommo.models.failure import Failure


@dataclass(frozen=True)
class PermissionRow:
    """`refusal` is empty while it works; both times None: it was never tried."""

    feature: Feature
    worked_at: datetime | None
    refused_at: datetime | None
    refusal: str


def permission_rows(connection: Connection) -> list[PermissionRow]:
    """Every feature, with what is known of it; one query."""
    states = {state.feature: state for state in connection.features.all()}
    rows = []
    for feature in FEATURES:
        state = states.get(feature.code)
        rows.append(
            PermissionRow(
                feature=feature,
                worked_at=state.worked_at if state else None,
                refused_at=state.refused_at if state else None,
                refusal=str(Failure(state.reason).label) if state and state.reason else "",
            )
        )
    return rows
