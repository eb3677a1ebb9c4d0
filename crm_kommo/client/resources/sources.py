"""Sources: ways by which leads come. Kommo shows an integration its own ones only, never the account's channels.

Source: developers.kommo.com/reference/sources.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from crm_kommo.client.errors import NotFound
from crm_kommo.client.filters import any_of
from crm_kommo.client.pagination import embedded
from crm_kommo.client.single import read_one
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import members, number, plain, required_id, text
from crm_kommo.client.written import written_id

PATH = "/api/v4/sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """`services` hold Kommo's own shape of messengers and their pages."""

    id: int
    name: str
    pipeline_id: int | None
    external_id: str
    is_default: bool
    origin_code: str
    services: tuple[dict[str, Any], ...]


class SourcesResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self, *, external_ids: Iterable[str] = ()) -> list[Source]:
        """This list has no pages. Raises Forbidden when the integration has no right to several sources."""
        answer = self._transport.get(PATH, query=any_of("external_id", external_ids))
        return [_source(item) for item in embedded(answer, "sources")]

    def get(self, *, source_id: int) -> Source | None:
        item = read_one(self._transport, f"{PATH}/{source_id}")
        return None if item is None else _source(item)

    def create(self, *, name: str, external_id: str, pipeline_id: int, is_default: bool = False) -> int:
        """The new source's id. Raises Invalid when the external id is taken."""
        source = {"name": name, "external_id": external_id, "pipeline_id": pipeline_id, "default": is_default}
        return written_id(self._transport.send("POST", PATH, json=[source]), member="sources")

    def update(self, *, source_id: int, name: str | None = None, pipeline_id: int | None = None) -> None:
        """Change what is given. Raises Invalid when there is no such source."""
        changes = {"name": name, "pipeline_id": pipeline_id}
        given = {key: value for key, value in changes.items() if value is not None}
        written_id(self._transport.send("PATCH", PATH, json=[{"id": source_id, **given}]), member="sources")

    def delete(self, *, source_id: int) -> None:
        try:
            self._transport.send("DELETE", f"{PATH}/{source_id}", json={})
        except NotFound:
            return  # it is gone: that is what was wanted


def _source(item: dict[str, Any]) -> Source:
    return Source(
        id=required_id(item),
        name=text(item.get("name")),
        pipeline_id=number(item.get("pipeline_id")),
        external_id=text(item.get("external_id")),
        is_default=bool(item.get("default")),
        origin_code=text(item.get("origin_code"))[:100],
        services=tuple(plain(service) for service in members(item.get("services"))),
    )
