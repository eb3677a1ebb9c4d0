"""Taking back what we wrote into a field: a write of its own, once for each key."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from crm_kommo.card_changes import CardChanges
from crm_kommo.errors import ChangedSince, Refused
from crm_kommo.field_catalogue import CatalogueField
from crm_kommo.field_problems import FieldProblem, problem_of, unknown_field
from crm_kommo.selectors import field_catalogue
from crm_kommo.services.card_writes import card_change
from crm_kommo.services.usable import usable_connection
from crm_kommo.values.problems import ValueProblem
from crm_kommo.values.restoring import wanted_before


def card_field_restore(*, entity: str, card_id: int, field: str, old: Any, new: Any, key: str) -> CardChanges:
    """Put `old` back where `new` still stands: the `raw` of a `FieldChange`. An empty `old` empties the field; of
    phones and e-mails those that we added go, and the others stay.

    Raises ChangedSince when something else stands there now, and what `card_fields_set` raises.
    """
    known = field_catalogue(entity).get(field)
    if known is None or known.is_missing:
        raise _refused(unknown_field())
    try:
        wanted = _wanted(known, old, new)
    except ValueProblem as problem:
        raise _refused(problem_of(problem)) from problem
    changes = card_change(entity=entity, card_id=card_id, wanted={field: wanted}, key=key, seen={field: new})
    if changes.conflicts:
        raise ChangedSince(_("The field was changed since: what stands there now stays."))
    if changes.problems:
        raise _refused(changes.problems[field])
    return changes


def _wanted(known: CatalogueField, old: Any, new: Any) -> Any:
    if not known.is_custom:
        return old
    zone = ZoneInfo(usable_connection().time_zone)
    return wanted_before(known.definition, old=old or (), new=new or (), zone=zone)


def _refused(problem: FieldProblem) -> Refused:
    return Refused(problem.message, code=problem.code)
