"""What settings name in Kommo by id, as it is called there now, and a mark on what is gone from it."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from agents.card_kinds import ENTITIES
from agents.settings import AgentSettings
from agents.settings.card_field import CardField
from agents.settings.reach import ChosenChannel
from crm_kommo import selectors as crm
from crm_kommo.models import Pipeline
from crm_kommo.uses import StageKey
from knowledge import selectors as knowledge

# Stages of a pipeline that a card names.
NAMED_MOST = 8


@dataclass(frozen=True)
class Named:
    name: str
    is_missing: bool = False


@dataclass(frozen=True)
class WorkPlace:
    """A pipeline in which an agent works. `stages` are those chosen; none where all of them are.

    A card names some of them, those that are gone first, and says how many more there are.
    """

    pipeline: Named
    all_stages: bool
    stages: list[Named]

    @property
    def named(self) -> list[Named]:
        return sorted(self.stages, key=lambda stage: not stage.is_missing)[:NAMED_MOST]

    @property
    def more(self) -> int:
        return max(len(self.stages) - NAMED_MOST, 0)


class KommoNames:
    """Names in this workspace's Kommo and its knowledge base. Each kind is read once, when it is first asked for."""

    @cached_property
    def pipelines(self) -> dict[int, Pipeline]:
        """Each with its stages; two queries."""
        return {pipeline.kommo_id: pipeline for pipeline in crm.pipelines_all()}

    @cached_property
    def stages(self) -> dict[StageKey, Named]:
        return {
            StageKey(pipeline.kommo_id, stage.kommo_id): Named(stage.name, stage.is_missing or pipeline.is_missing)
            for pipeline in self.pipelines.values()
            for stage in pipeline.stages.all()
        }

    @cached_property
    def channels(self) -> dict[ChosenChannel, str]:
        """Also each messenger as a whole."""
        found = list(crm.channels_all())
        whole = {ChosenChannel(origin=channel.origin): channel.name for channel in found}
        return whole | {
            ChosenChannel(origin=channel.origin, source_id=channel.source_id): channel.name for channel in found
        }

    @cached_property
    def fields(self) -> dict[str, dict[str, str]]:
        """lead, contact → key of a field → its name."""
        catalogues = crm.field_catalogues(ENTITIES.values())
        return {
            card: {key: field.name for key, field in catalogues[entity].items()} for card, entity in ENTITIES.items()
        }

    @cached_property
    def users(self) -> dict[int, str]:
        return dict(crm.users_all().values_list("kommo_id", "name"))

    @cached_property
    def knowledge(self) -> dict[str, dict[int, str]]:
        """articles, categories → id → its title."""
        return {
            "articles": dict(knowledge.articles().values_list("pk", "title")),
            "categories": dict(knowledge.categories().values_list("pk", "name")),
        }

    def pipeline(self, pipeline_id: int) -> Named:
        known = self.pipelines.get(pipeline_id)
        return Named(known.name, known.is_missing) if known else self._unknown(pipeline_id)

    def stage(self, pipeline_id: int, stage_id: int) -> Named:
        return self.stages.get(StageKey(pipeline_id, stage_id)) or self._unknown(stage_id)

    def channel(self, channel: ChosenChannel) -> str:
        return self.channels.get(channel, channel.origin)

    def field(self, card: str, key: str) -> str:
        return self.fields.get(card, {}).get(key, key)

    def card_field(self, key: str) -> str:
        """Of a key with its card in front: lead.cf_12."""
        return self.field(*CardField.parse(key))

    def _unknown(self, kommo_id: int) -> Named:
        """Before the first sync nobody can say that it is gone."""
        return Named(_("no. %(id)s") % {"id": kommo_id}, is_missing=bool(self.pipelines))


def places_of(settings: AgentSettings, names: KommoNames) -> list[WorkPlace]:
    """The pipelines in which an agent works, with the stages that are chosen and not off."""
    return [
        WorkPlace(
            pipeline=names.pipeline(pipeline_id),
            all_stages=pipeline.all_statuses,
            stages=[] if pipeline.all_statuses else [names.stage(pipeline_id, one) for one in pipeline.stages_on],
        )
        for pipeline_id, pipeline in settings.pipelines.items()
        if pipeline.is_active
    ]
