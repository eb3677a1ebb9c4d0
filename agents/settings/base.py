from typing import Any

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer


class Part(BaseModel):
    """A part of the settings: never changed in place, and an unknown name is an error that names it."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Within(ValueError):
    """What is wrong lies deeper than where it is found: `below` is the rest of the path, such as 2.order."""

    def __init__(self, below: str, code: str) -> None:
        super().__init__(code)
        self.below = below


class AsGiven(Part):
    """A part that is given back as it was given: what was not said is not added, so that a round trip is exact."""

    @model_serializer(mode="wrap")
    def _only_what_was_said(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in handler(self).items() if name in self.model_fields_set}
