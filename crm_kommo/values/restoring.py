"""Values that were read before → what is wanted of a write that brings them back."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from crm_kommo.values.definitions import Choice, Definition
from crm_kommo.values.multitext import Without, same
from crm_kommo.values.problems import NotWritable
from crm_kommo.values.reading import Raw, read_values

Values = Sequence[dict[str, Any]]


def wanted_before(definition: Definition, *, old: Values, new: Values, zone: ZoneInfo) -> Any:
    """`new` replaced `old`. Of phones and e-mails only those that were added go: others may have come since.

    A choice is found by its id, or by its text when it was made anew. None empties the field. Raises ValueProblem.
    """
    if definition.type == "multitext":
        kept = {same(str(value.get("value", ""))) for value in old}
        added = (str(value.get("value", "")) for value in new)
        return Without(tuple(value for value in added if same(value) not in kept))
    if definition.choices:
        choices = [Choice(id=value.get("enum_id") or 0, value=str(value.get("value", "")), code="") for value in old]
        return choices if definition.type == "multiselect" else next(iter(choices), None)
    value = read_values(definition.type, old, zone=zone)
    if isinstance(value, Raw):
        raise NotWritable(definition)
    return value
