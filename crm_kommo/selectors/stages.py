"""Pipelines and their stages, as they were mirrored."""

from django.db.models import QuerySet

from crm_kommo.models import Pipeline, Stage
from crm_kommo.uses import StageKey


def pipelines_with_stages() -> QuerySet[Pipeline]:
    """Pipelines in Kommo's order with `.stages.all()` in theirs; those that are gone from Kommo are `is_missing`."""
    return Pipeline.objects.filter(connection__is_current=True, is_archive=False).prefetch_related("stages")


def pipelines_all() -> QuerySet[Pipeline]:
    """As `pipelines_with_stages`, with those in Kommo's archive."""
    return Pipeline.objects.filter(connection__is_current=True).prefetch_related("stages")


def stage_by_key(key: StageKey) -> Stage | None:
    return (
        Stage.objects.select_related("pipeline__connection")
        .filter(pipeline__connection__is_current=True, pipeline__kommo_id=key.pipeline_id, kommo_id=key.stage_id)
        .first()
    )


def stages_living() -> QuerySet[Stage]:
    """The stages that are in Kommo, in its order, each with its pipeline."""
    living = Stage.objects.filter(
        pipeline__connection__is_current=True, pipeline__is_archive=False, pipeline__is_missing=False, is_missing=False
    )
    return living.select_related("pipeline").order_by("pipeline__sort", "pipeline__kommo_id", "sort", "kommo_id")


def stages_missing() -> QuerySet[Stage]:
    """The stages that are gone from Kommo, each with its pipeline."""
    gone = Stage.objects.filter(pipeline__connection__is_current=True, is_missing=True)
    return gone.select_related("pipeline").order_by("pipeline__sort", "pipeline__kommo_id", "sort", "kommo_id")


def pipelines_missing() -> QuerySet[Pipeline]:
    """The pipelines that are gone from Kommo."""
    return Pipeline.objects.filter(connection__is_current=True, is_missing=True)


def stage_name(*, pipeline_id: int | None, status_id: int | None) -> str:
    """ "" for a stage that is not known."""
    stage = Stage.objects.filter(
        pipeline__connection__is_current=True, pipeline__kommo_id=pipeline_id, kommo_id=status_id
    ).first()
    return stage.name if stage else ""
