"""Reads of the mirror and of the connection. Ids are Kommo's."""

from django.db.models import QuerySet

from crm_kommo.models import Channel, Connection, Field, KommoUser, Lead, Pipeline, Stage, SyncRun, Talk, WidgetRequest
from tenants.models import OAuthState
from tenants.selectors import secret_hash

# Won and lost: these ids are the same in every pipeline.
CLOSED_STAGES = (142, 143)


def connection_latest() -> Connection | None:
    """The connection of this workspace, also when it was disconnected: what was mirrored stays readable."""
    return Connection.objects.filter(is_current=True).first()


def connection_current() -> Connection | None:
    """The connection while there is one; it may need to be reconnected (`is_usable`)."""
    return Connection.objects.filter(is_current=True).exclude(status=Connection.Status.DISCONNECTED).first()


def consent_used(*, state: str, session_key: str) -> OAuthState | None:
    """The consent of this browser that was finished already."""
    return (
        OAuthState.objects.select_related("tenant")
        .filter(state_hash=secret_hash(state), session_hash=secret_hash(session_key), used_at__isnull=False)
        .first()
    )


def pipelines_with_stages() -> QuerySet[Pipeline]:
    """Pipelines in Kommo's order with `.stages.all()` in theirs; those that are gone from Kommo are `is_missing`."""
    return Pipeline.objects.filter(connection__is_current=True, is_archive=False).prefetch_related("stages")


def stage_name(*, pipeline_id: int | None, status_id: int | None) -> str:
    """ "" for a stage that is not known."""
    stage = Stage.objects.filter(
        pipeline__connection__is_current=True, pipeline__kommo_id=pipeline_id, kommo_id=status_id
    ).first()
    return stage.name if stage else ""


def fields_of(entity: str) -> QuerySet[Field]:
    """Custom fields of "leads" or "contacts"."""
    return Field.objects.filter(connection__is_current=True, entity=entity, is_missing=False)


def fields_to_print() -> list[Field]:
    """The lead fields that a bot can print a reply from."""
    return list(fields_of("leads").filter(type__in=("textarea", "text")).order_by("-type", "sort"))


def users() -> QuerySet[KommoUser]:
    return KommoUser.objects.filter(connection__is_current=True, is_missing=False, is_active=True)


def channels() -> QuerySet[Channel]:
    return Channel.objects.filter(connection__is_current=True, is_enabled=True)


def channel_names() -> dict[str, str]:
    """Kommo's code of a messenger → its name here."""
    return dict(Channel.objects.filter(connection__is_current=True).values_list("origin", "name"))


def lead_by_kommo_id(kommo_id: int) -> Lead | None:
    return Lead.objects.filter(connection__is_current=True, kommo_id=kommo_id).first()


def sync_runs(*, what: str) -> QuerySet[SyncRun]:
    """Runs of a kind, newest first; a run of everything is a run of each kind too."""
    return SyncRun.objects.filter(connection__is_current=True, what__in={what, SyncRun.What.ALL})


def sync_run(run_id: int) -> SyncRun | None:
    return SyncRun.objects.filter(pk=run_id).first()


def talk_of_lead(lead_id: int) -> Talk | None:
    """The one talk of a lead that is in work; None where there are several, since it cannot be told which is meant."""
    talks = Talk.objects.filter(connection__is_current=True, lead_id=lead_id, is_in_work=True, is_deleted=False)
    found = list(talks[:2])
    return found[0] if len(found) == 1 else None


def bot_waits(lead_id: int | None) -> bool:
    """Whether a bot of Kommo has stopped at our widget and waits for an answer to this lead."""
    waiting = WidgetRequest.objects.filter(connection__is_current=True, lead_id=lead_id)
    return lead_id is not None and waiting.filter(state__in=WidgetRequest.OPEN).exists()


def leads_of_contact(contact_id: int) -> list[Lead]:
    """The leads, as they were mirrored, whose main contact this is and which are neither closed nor deleted."""
    open_ = Lead.objects.filter(connection__is_current=True, main_contact_id=contact_id, is_deleted=False)
    return list(open_.exclude(status_id__in=CLOSED_STAGES))
