from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crm_kommo.client.pagination import embedded, read_pages
from crm_kommo.client.resources.stages import Stage, stage_read
from crm_kommo.client.single import read_one
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import number, required_id, text
from crm_kommo.client.written import written_id

PATH = "/api/v4/leads/pipelines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    id: int
    name: str
    sort: int
    is_main: bool
    is_archive: bool
    stages: tuple[Stage, ...]


class PipelinesResource:
    """Writes need an administrator: Forbidden otherwise. An account holds at most 50."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self) -> list[Pipeline]:
        return [_pipeline(item) for item in read_pages(self._transport, PATH, member="pipelines")]

    def get(self, *, pipeline_id: int) -> Pipeline | None:
        """One sample of Kommo's shows the pipeline in the wrapper of a list, so both are read."""
        item = read_one(self._transport, f"{PATH}/{pipeline_id}")
        if item is None:
            return None
        wrapped = embedded(item, "pipelines")
        return _pipeline(wrapped[0] if wrapped else item)

    def create(self, *, name: str, stages: Sequence[str] = (), sort: int = 100) -> int:
        """The new pipeline's id; Kommo adds the stage of incoming leads, 142 and 143. Raises Refused at the limit."""
        listed = [{"name": stage, "sort": 10 * place} for place, stage in enumerate(stages, start=2)]
        item = {
            "name": name,
            "sort": sort,
            "is_main": False,
            "is_unsorted_on": True,
            "_embedded": {"statuses": listed},
        }
        return written_id(self._transport.send("POST", PATH, json=[item]), member="pipelines")

    def rename(self, *, pipeline_id: int, name: str) -> None:
        self._transport.send("PATCH", f"{PATH}/{pipeline_id}", json={"name": name})

    def delete(self, *, pipeline_id: int) -> None:
        """Raises Refused for the main one and for one that holds leads."""
        self._transport.send("DELETE", f"{PATH}/{pipeline_id}", json=None)


def _pipeline(item: dict[str, Any]) -> Pipeline:
    return Pipeline(
        id=required_id(item),
        name=text(item.get("name")),
        sort=number(item.get("sort")) or 0,
        is_main=bool(item.get("is_main")),
        is_archive=bool(item.get("is_archive")),
        stages=tuple(stage_read(stage) for stage in embedded(item, "statuses")),
    )
