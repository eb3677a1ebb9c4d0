from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.db import transaction

from crm_kommo.client.errors import KommoError
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.resources.fields import Field as ReadField
from crm_kommo.models import Connection, Field, SyncRun
from crm_kommo.sync.progress import Progress
from crm_kommo.sync.readings import Reading
from crm_kommo.sync.settings import MAX_NAME, match_rows

# The group of the fields that name none.
FIRST_GROUP = "default"


class EntityFields:
    """The fields of leads, contacts or companies, and the names of their groups: two lists, kept together."""

    def __init__(self, entity: str) -> None:
        self._entity = entity
        self._read: dict[str, Any] = {}

    def readings(self) -> list[Reading]:
        return [
            Reading(SyncRun.What.FIELDS, self._read_fields, partial(self._keep, "fields")),
            Reading(SyncRun.What.FIELDS, self._read_groups, partial(self._keep, "groups")),
        ]

    def _read_fields(self, kommo: KommoClient) -> Iterator[list[ReadField]]:
        yield kommo.fields.all(entity=self._entity)

    def _read_groups(self, kommo: KommoClient) -> Iterator[dict[str, str] | None]:
        """None when they cannot be read: then the fields keep the names they have."""
        try:
            yield {group.id: group.name for group in kommo.field_groups.all(entity=self._entity)}
        except KommoError:
            yield None

    def _keep(self, name: str, read: Any, connection: Connection, progress: Progress) -> Iterable[Reading]:
        self._read[name] = read
        if len(self._read) == 2:
            self._match(connection, progress)
        return []

    def _match(self, connection: Connection, progress: Progress) -> None:
        fields, groups = self._read["fields"], self._read["groups"]
        progress.expect(len(fields))
        with transaction.atomic():
            _rows, tally = match_rows(
                connection.fields.filter(entity=self._entity),
                wanted=((field.id, _values(field, groups)) for field in fields),
                new=partial(Field, connection=connection, entity=self._entity),
            )
        progress.add(SyncRun.What.FIELDS, tally)


def field_readings() -> list[Reading]:
    return [reading for entity in Field.Entity.values for reading in EntityFields(entity).readings()]


def _values(field: ReadField, groups: dict[str, str] | None) -> dict[str, Any]:
    values = {
        "name": field.name[:MAX_NAME],
        "code": field.code[:MAX_NAME],
        "type": field.type[:40],
        "sort": field.sort,
        "enums": [{"id": choice.id, "value": choice.value, "code": choice.code} for choice in field.choices],
        "is_computed": field.is_computed,
        "required_statuses": _stage_pairs(field.required_stages),
        "hidden_statuses": _stage_pairs(field.hidden_stages),
    }
    if groups is not None:
        values["group_name"] = groups.get(field.group_id or FIRST_GROUP, "")[:MAX_NAME]
    return values


def _stage_pairs(stages: Iterable[tuple[int, int]]) -> list[dict[str, int]]:
    return [{"pipeline_id": pipeline_id, "status_id": status_id} for pipeline_id, status_id in stages]
