from typing import Annotated, Literal

from pydantic import Field, model_validator

from agents.settings.base import Part
from agents.settings.types import LanguageCode, Unique


class Style(Part):
    """How it sounds. `length`: after how many words an answer ends with its sentence, by agents.manner."""

    tone: Literal["neutral", "friendly", "businesslike"] = "neutral"
    formality: Literal["auto", "formal", "informal"] = "auto"
    length: Literal["any", "short", "medium", "long"] = "any"


class Language(Part):
    """customer: the customer's own · fixed: always `fixed` · allowed: the customer's if listed, else the first."""

    mode: Literal["customer", "fixed", "allowed"] = "customer"
    fixed: LanguageCode | None = None
    allowed: Annotated[list[LanguageCode], Field(max_length=4), Unique] = []

    @model_validator(mode="after")
    def _says_which(self) -> "Language":
        if self.mode == "fixed" and self.fixed is None:
            raise ValueError("fixed_language_missing")
        if self.mode == "allowed" and not self.allowed:
            raise ValueError("allowed_languages_missing")
        return self
