"""As whom a customer is to be seen in a conversation that is held outside of Kommo."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from agents.card_kinds import ENTITIES
from agents.cards import Cards, cards_known, catalogues
from agents.checks.storable import unstorable_in
from agents.faults import SettingsInvalid, faults_of
from agents.settings import AgentSettings
from agents.settings.base import Part
from agents.settings.card_field import CardField
from agents.settings.style import Language
from agents.settings.types import CardFieldKey, LanguageCode
from crm_kommo.card_view import CardView, FieldContent

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
# A clock that is further ahead or behind is a slip of the pen.
YEARS_OFF = 10 * 365 * 24 * 3600

EMPTY = FieldContent(None, "", None)


class Persona(Part):
    """`version`: of the agent, to be tried. `language`: to answer in, whatever the agent's own setting says; None: by
    that setting. `fields`: what stands on the cards, by lead.<key> and contact.<key>. `lead_id`: Kommo's, of a real
    lead whose cards and stage are read and never written. `ahead_seconds`: how far the conversation's clock is ahead
    of ours; negative, where it is behind.
    """

    version: Literal["live", "draft"] = "live"
    language: LanguageCode | None = None
    pipeline_id: Id | None = None
    stage_id: Id | None = None
    fields: Annotated[dict[CardFieldKey, Annotated[str, Field(max_length=2_000)]], Field(max_length=100)] = {}
    channel: Annotated[str, Field(max_length=100)] = ""
    contact_name: Annotated[str, Field(max_length=255)] = ""
    lead_id: Id | None = None
    ahead_seconds: Annotated[int, Field(ge=-YEARS_OFF, le=YEARS_OFF)] = 0

    @model_validator(mode="after")
    def _stage_of_a_pipeline(self) -> "Persona":
        if (self.pipeline_id is None) != (self.stage_id is None):
            raise ValueError("stage_and_pipeline_together")
        return self

    @property
    def ahead(self) -> timedelta:
        return timedelta(seconds=self.ahead_seconds)

    def speaks(self, settings: AgentSettings) -> AgentSettings:
        """The agent's settings, answering in the language that is wanted here."""
        if self.language is None:
            return settings
        return settings.model_copy(update={"language": Language(mode="fixed", fixed=self.language)})


def persona_read(given: Mapping[str, Any]) -> Persona:
    """Raises SettingsInvalid, whose faults name each path, such as persona.stage_id."""
    if faults := list(unstorable_in(given, path="persona")):
        raise SettingsInvalid(faults)
    try:
        return Persona.model_validate(given)
    except ValidationError as error:
        faults = [replace(fault, path=f"persona.{fault.path}".rstrip(".")) for fault in faults_of(error)]
        raise SettingsInvalid(faults) from error


def persona_cards(persona: Persona) -> Cards:
    """The cards of the lead, as they are known here, with the persona's own values laid over them."""
    known = cards_known(lead_id=persona.lead_id) if persona.lead_id else Cards(catalogues=catalogues())
    views = {}
    for card, entity in ENTITIES.items():
        there = known.views.get(card)
        blank = {key: EMPTY for key, field in known.catalogues[card].items() if not field.is_missing}
        fields = {**blank, **(there.fields if there else {})}
        for path, text in persona.fields.items():
            of_card, key = CardField.parse(path)
            if of_card == card and key in fields:
                fields[key] = FieldContent(text or None, text, text or None)
        views[card] = CardView(entity=entity, card_id=there.card_id if there else 0, fields=fields)
    return Cards(views, known.catalogues, known.unread)
