from typing import Annotated

from pydantic import Field, StringConstraints

from agents.settings.base import Part
from agents.settings.types import Unique

ModelName = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]


class Model(Part):
    """Which model answers, at the workspace's own provider. An empty `name`: the provider's own choice.

    `fallbacks` are asked in this order when it fails, the built-in model after them; `max_tokens` bounds an answer.
    """

    name: Annotated[str, StringConstraints(max_length=100, strip_whitespace=True)] = ""
    temperature: Annotated[float, Field(ge=0, le=2)] = 0.3
    max_tokens: Annotated[int, Field(ge=50, le=4000)] = 700
    fallbacks: Annotated[list[ModelName], Field(max_length=5), Unique] = []
