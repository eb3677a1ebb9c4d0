"""Which pipelines the Pipelines tab shows with their stages. Pure."""

from dataclasses import replace
from itertools import islice

from agents.stages.shown import PipelineShown

# More pipelines with their stages nobody reads on one page.
OPEN_MOST = 10


def opened(pipelines: list[PipelineShown], *, asked_for: int | None = None) -> list[PipelineShown]:
    """The same with the one that was asked for open, or else the first in which the agent works, or the only one."""
    if asked_for is not None:
        chosen = {asked_for}
    elif len(pipelines) == 1:
        chosen = {pipelines[0].id}
    else:
        chosen = set(islice((one.id for one in pipelines if one.is_active), OPEN_MOST))
    return [replace(one, is_open=one.id in chosen) for one in pipelines]
