from dataclasses import dataclass
from typing import Any

from crm_kommo.client.pagination import embedded, read_pages
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import number, required_id, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    id: int
    name: str
    colour: str
    sort: int
    type: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    id: int
    name: str
    sort: int
    is_main: bool
    is_archive: bool
    stages: tuple[Stage, ...]


class PipelinesResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self) -> list[Pipeline]:
        return [_pipeline(item) for item in read_pages(self._transport, "/api/v4/leads/pipelines", member="pipelines")]


def _pipeline(item: dict[str, Any]) -> Pipeline:
    return Pipeline(
        id=required_id(item),
        name=text(item.get("name")),
        sort=number(item.get("sort")) or 0,
        is_main=bool(item.get("is_main")),
        is_archive=bool(item.get("is_archive")),
        stages=tuple(_stage(stage) for stage in embedded(item, "statuses")),
    )


def _stage(item: dict[str, Any]) -> Stage:
    return Stage(
        id=required_id(item),
        name=text(item.get("name")),
        colour=text(item.get("color")),
        sort=number(item.get("sort")) or 0,
        type=number(item.get("type")) or 0,
    )
