"""Reads of the mirror and of the connection. Ids are Kommo's."""

from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from crm_kommo.families import FAMILIES, ID_NAMES
from crm_kommo.models import (
    Channel,
    Connection,
    Delivery,
    Field,
    KommoUser,
    Lead,
    Pipeline,
    Stage,
    SyncRun,
    Talk,
    WidgetRequest,
)
from crm_kommo.models.failure import Failure
from crm_kommo.uses import StageKey
from tenants.models import InboundRoute, OAuthState, Tenant
from tenants.selectors import keep_briefly, secret_hash

# Won and lost: these ids are the same in every pipeline.
CLOSED_STAGES = (142, 143)


def connection_latest() -> Connection | None:
    """The connection of this workspace, also when it was disconnected: what was mirrored stays readable."""
    return Connection.objects.filter(is_current=True).first()


def connection_current() -> Connection | None:
    """The connection while there is one; it may need to be reconnected (`is_usable`)."""
    return Connection.objects.filter(is_current=True).exclude(status=Connection.Status.DISCONNECTED).first()


def connection_trouble(tenant: Tenant) -> str:
    """Why a person must reconnect (a code of Failure), "" when nobody must. For every page: a query in a while."""

    def read() -> str:
        connection = connection_current()
        broken = connection is not None and connection.status == Connection.Status.NEEDS_RECONNECT
        return (connection.status_reason or Failure.REVOKED) if broken else ""

    return keep_briefly("kommo-trouble", tenant.pk, read)


def connection_by_consent(account_id: int) -> Connection | None:
    """The connection to this account, while it stands on a grant of our integration."""
    by_consent = Connection.objects.filter(account_id=account_id, kind=Connection.Kind.OAUTH)
    return by_consent.exclude(status=Connection.Status.DISCONNECTED).first()


def route_of_account(account_id: int) -> InboundRoute | None:
    """Which workspace holds this account of Kommo."""
    routes = InboundRoute.objects.select_related("tenant")
    return routes.filter(kind="kommo", external_account_id=account_id, is_active=True).first()


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


def fields_of(entity: str) -> QuerySet[Field]:
    """Custom fields of "leads", "contacts" or "companies"."""
    return Field.objects.filter(connection__is_current=True, entity=entity, is_missing=False)


def fields_all() -> QuerySet[Field]:
    """Custom fields of every kind of card; those that are gone from Kommo are `is_missing`."""
    return Field.objects.filter(connection__is_current=True)


def fields_to_print() -> list[Field]:
    """The lead fields that a bot can print a reply from."""
    return list(fields_of("leads").filter(type__in=("textarea", "text")).order_by("-type", "sort"))


def users() -> QuerySet[KommoUser]:
    return KommoUser.objects.filter(connection__is_current=True, is_missing=False, is_active=True)


def users_all() -> QuerySet[KommoUser]:
    """Also those who may no longer log in; those that are gone from Kommo are `is_missing`."""
    return KommoUser.objects.filter(connection__is_current=True)


def channels_all() -> QuerySet[Channel]:
    """Also those in which no agent may answer."""
    return Channel.objects.filter(connection__is_current=True)


def channels() -> QuerySet[Channel]:
    return Channel.objects.filter(connection__is_current=True, is_enabled=True)


def channel_is_on(*, origin: str, source_id: int | None) -> bool:
    """Whether an admin lets agents answer there. One that is not known yet is on.

    Some hooks do not name the source: then one that is on is enough.
    """
    channels = Channel.objects.filter(connection__is_current=True, origin=origin)
    if source_id is not None:
        channels = channels.filter(Q(source_id=source_id) | Q(source_id=None))
    switches = list(channels.values_list("is_enabled", flat=True))
    return not switches or any(switches)


def channel_names() -> dict[str, str]:
    """Kommo's code of a messenger → its name here."""
    return dict(Channel.objects.filter(connection__is_current=True).values_list("origin", "name"))


def lead_by_kommo_id(kommo_id: int) -> Lead | None:
    return Lead.objects.filter(connection__is_current=True, kommo_id=kommo_id).first()


def sync_runs(*, what: str) -> QuerySet[SyncRun]:
    """Runs of a kind, newest first; a run of everything is a run of each kind too."""
    return SyncRun.objects.filter(connection__is_current=True, what__in={what, SyncRun.What.ALL})


def sync_runs_all() -> QuerySet[SyncRun]:
    """Every run of the account, newest first."""
    return SyncRun.objects.filter(connection__is_current=True)


def sync_run(run_id: int) -> SyncRun | None:
    return SyncRun.objects.filter(pk=run_id).first()


def deliveries(
    *, family: str = "", state: str = "", entity_id: int | None = None, since: datetime | None = None
) -> QuerySet[Delivery]:
    """Hooks of the current account, newest first, without their bodies. `family`: a key of families.FAMILIES."""
    found = Delivery.objects.filter(connection__is_current=True).defer("body", "digest").order_by("-received_at", "-pk")
    if family:
        _name, kinds = FAMILIES[family]
        found = found.filter(_any_event(*({"event": kind.__name__} for kind in kinds)))
    if state:
        found = found.filter(state=state)
    if entity_id is not None:
        found = found.filter(_any_event(*({name: entity_id} for name in ID_NAMES)))
    if since:
        found = found.filter(received_at__gte=since)
    return found


def delivery(delivery_id: int) -> Delivery | None:
    return Delivery.objects.filter(pk=delivery_id, connection__is_current=True).first()


def _any_event(*members: dict[str, object]) -> Q:
    """Deliveries one of whose events holds one of these."""
    return reduce(or_, (Q(events__contains=[one]) for one in members))


def deliveries_newest(connection: Connection) -> QuerySet[Delivery]:
    """Hooks of a connection without their bodies, newest first."""
    return connection.deliveries.defer("body").order_by("-received_at")


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
