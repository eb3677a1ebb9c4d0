"""A stage that vanished from Kommo is replaced by a living one, wherever it is used."""

from django.db import transaction
from django.utils.translation import gettext as _

from crm_kommo.models import Replacement, Stage
from crm_kommo.selectors import stage_by_key
from crm_kommo.uses import NamedStage, StageKey, stage_replaced
from tenants.errors import Conflict, InvalidInput, NotFound
from tenants.models import User


@transaction.atomic
def stage_replace(*, old: StageKey, new: StageKey, user: User | None) -> Replacement:
    """Put `new` in the place of `old` in all that uses it, and note who did so.

    Raises NotFound (no such old stage), Conflict (it is still in Kommo), InvalidInput (new: not a living stage).
    """
    gone, living = stage_by_key(old), stage_by_key(new)
    if gone is None:
        raise NotFound(_("There is no such stage."), code="not_found")
    if not gone.is_missing:
        raise Conflict(_("This stage is still in Kommo, so nothing needs to be replaced."), code="not_missing")
    if living is None or living.is_missing or living.pipeline.is_archive:
        raise InvalidInput(_("Choose a stage that is in Kommo."), field="new")
    moved = stage_replaced.ask(old, _named(living))
    return Replacement.objects.create(
        connection=gone.pipeline.connection,
        old_pipeline_id=old.pipeline_id,
        old_stage_id=old.stage_id,
        old_name=_title(gone),
        new_pipeline_id=new.pipeline_id,
        new_stage_id=new.stage_id,
        new_name=_title(living),
        moved=[{"place": move.place, "kept_own": move.kept_own} for move in moved],
        replaced_by_id=user.pk if user else None,
    )


def _named(stage: Stage) -> NamedStage:
    key = StageKey(stage.pipeline.kommo_id, stage.kommo_id)
    return NamedStage(key=key, pipeline_name=stage.pipeline.name, stage_name=stage.name)


def _title(stage: Stage) -> str:
    return f"{stage.pipeline.name} · {stage.name}"
