"""Fields that a stage requires."""

from collections.abc import Iterable

from crm_kommo.values.changes import Filled
from crm_kommo.values.definitions import Definition


def missing_for_stage(
    definitions: Iterable[Definition], *, filled: Filled, pipeline_id: int, status_id: int
) -> list[Definition]:
    """The fields that must be filled before a lead can be moved there; Kommo refuses the move or hides it."""
    stage = (pipeline_id, status_id)
    return [one for one in definitions if stage in one.required_stages and not filled.get(one.id)]
