from dataclasses import dataclass
from typing import Any

from crm_kommo.client.transport import Transport
from crm_kommo.client.values import number, required_id, text
from crm_kommo.client.written import written_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Won (142) and lost (143) are in every pipeline: `id` means something only with the pipeline's.

    `type` is 1 for the stage of incoming leads, else 0.
    """

    id: int
    name: str
    colour: str
    sort: int
    type: int


class StagesResource:
    """Stages of a pipeline, which are read with it. Writes need an administrator: Forbidden otherwise."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, *, pipeline_id: int, name: str, sort: int, colour: str = "#99ccff") -> int:
        """The new stage's id. `colour` is one of Kommo's own. A pipeline holds at most 100. Raises Refused."""
        item = {"name": name, "sort": sort, "color": colour}
        return written_id(self._transport.send("POST", _path(pipeline_id), json=[item]), member="statuses")

    def rename(self, *, pipeline_id: int, status_id: int, name: str) -> None:
        """Raises Refused for incoming, won and lost."""
        self._transport.send("PATCH", f"{_path(pipeline_id)}/{status_id}", json={"name": name})

    def delete(self, *, pipeline_id: int, status_id: int) -> None:
        """Raises Refused for a stage that holds leads, and for Kommo's own."""
        self._transport.send("DELETE", f"{_path(pipeline_id)}/{status_id}", json=None)


def stage_read(item: dict[str, Any]) -> Stage:
    return Stage(
        id=required_id(item),
        name=text(item.get("name")),
        colour=text(item.get("color")),
        sort=number(item.get("sort")) or 0,
        type=number(item.get("type")) or 0,
    )


def _path(pipeline_id: int) -> str:
    return f"/api/v4/leads/pipelines/{pipeline_id}/statuses"
