"""The mirror, for staff: to look at. What Kommo holds is changed in Kommo; secrets are never shown."""

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from crm_kommo.models import (
    BotReply,
    Channel,
    ChatWay,
    CheckRun,
    Company,
    Connection,
    ConnectionEvent,
    Contact,
    Delivery,
    FeatureState,
    Field,
    KommoUser,
    Lead,
    OutgoingWrite,
    Pipeline,
    Replacement,
    Stage,
    SyncRun,
    Talk,
    Task,
    WidgetRequest,
)
from tenants.admin_sites import tenant_admin


class ReadOnlyAdmin(ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Connection, site=tenant_admin)
class ConnectionAdmin(ReadOnlyAdmin):
    list_display = ("account_name", "account_id", "status", "webhook_state", "last_event_at", "last_call_at")
    list_filter = ("status",)
    exclude = ("access_token", "refresh_token", "webhook_destination")


@admin.register(Delivery, site=tenant_admin)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("id", "received_at", "state", "size", "found", "error")
    list_filter = ("state", "received_at")
    search_fields = ("request_id", "error")
    exclude = ("digest", "body")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delivery]:
        return super().get_queryset(request).defer("body")

    @admin.display(description=_("events"))
    def found(self, delivery: Delivery) -> str:
        return ", ".join(event["event"] for event in delivery.events)


@admin.register(Pipeline, site=tenant_admin)
class PipelineAdmin(ReadOnlyAdmin):
    list_display = ("name", "kommo_id", "sort", "is_main", "is_archive", "is_missing")
    list_filter = ("is_missing", "is_archive")
    search_fields = ("name", "=kommo_id")


@admin.register(Stage, site=tenant_admin)
class StageAdmin(ReadOnlyAdmin):
    list_display = ("name", "pipeline", "kommo_id", "sort", "type", "is_missing")
    list_filter = ("pipeline", "is_missing")
    list_select_related = ("pipeline",)
    search_fields = ("name", "=kommo_id")


@admin.register(Field, site=tenant_admin)
class FieldAdmin(ReadOnlyAdmin):
    list_display = ("name", "entity", "kommo_id", "code", "type", "is_missing")
    list_filter = ("entity", "type", "is_missing")
    search_fields = ("name", "code", "=kommo_id")


@admin.register(KommoUser, site=tenant_admin)
class KommoUserAdmin(ReadOnlyAdmin):
    list_display = ("name", "kommo_id", "email", "is_admin", "is_active", "is_missing")
    list_filter = ("is_active", "is_missing")
    search_fields = ("name", "email", "=kommo_id")


@admin.register(Channel, site=tenant_admin)
class ChannelAdmin(ModelAdmin):
    """The one thing people may set here: what a channel is called, and whether agents may answer in it."""

    list_display = ("name", "origin", "source_id", "is_enabled", "last_seen_at")
    list_filter = ("is_enabled", "origin")
    readonly_fields = ("connection", "origin", "source_id", "last_seen_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Lead, site=tenant_admin)
class LeadAdmin(ReadOnlyAdmin):
    list_display = ("name", "kommo_id", "pipeline_id", "status_id", "kommo_updated_at", "is_deleted")
    list_filter = ("is_deleted",)
    search_fields = ("name", "=kommo_id")


@admin.register(Contact, site=tenant_admin)
class ContactAdmin(ReadOnlyAdmin):
    list_display = ("name", "kommo_id", "kommo_updated_at", "is_deleted")
    list_filter = ("is_deleted",)
    search_fields = ("name", "=kommo_id")


@admin.register(Company, site=tenant_admin)
class CompanyAdmin(ReadOnlyAdmin):
    list_display = ("name", "kommo_id", "kommo_updated_at", "is_deleted")
    list_filter = ("is_deleted",)
    search_fields = ("name", "=kommo_id")


@admin.register(Task, site=tenant_admin)
class TaskAdmin(ReadOnlyAdmin):
    list_display = ("text", "kommo_id", "entity", "entity_id", "is_completed", "complete_till", "is_deleted")
    list_filter = ("is_completed", "is_deleted")
    search_fields = ("text", "=kommo_id", "=entity_id")


@admin.register(OutgoingWrite, site=tenant_admin)
class OutgoingWriteAdmin(ReadOnlyAdmin):
    list_display = ("key", "entity", "kommo_id", "outcome", "result_id", "created_at", "written_at")
    list_filter = ("outcome", "entity")
    search_fields = ("key", "=kommo_id", "=result_id")


@admin.register(Talk, site=tenant_admin)
class TalkAdmin(ReadOnlyAdmin):
    list_display = ("kommo_id", "origin", "lead_id", "contact_id", "is_in_work", "kommo_updated_at")
    list_filter = ("origin", "is_in_work")
    search_fields = ("=kommo_id", "=lead_id", "=contact_id")


@admin.register(SyncRun, site=tenant_admin)
class SyncRunAdmin(ReadOnlyAdmin):
    list_display = (
        "id",
        "what",
        "trigger",
        "state",
        "done",
        "total",
        "added",
        "changed",
        "removed",
        "error",
        "finished_at",
    )
    list_filter = ("what", "state", "trigger")


@admin.register(Replacement, site=tenant_admin)
class ReplacementAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "old_name", "new_name", "moved", "replaced_by_id")


@admin.register(ConnectionEvent, site=tenant_admin)
class ConnectionEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "detail")
    list_filter = ("kind",)


@admin.register(FeatureState, site=tenant_admin)
class FeatureStateAdmin(ReadOnlyAdmin):
    list_display = ("feature", "worked_at", "refused_at", "reason")


@admin.register(CheckRun, site=tenant_admin)
class CheckRunAdmin(ReadOnlyAdmin):
    list_display = ("id", "state", "created_at", "finished_at")
    list_filter = ("state",)


@admin.register(ChatWay, site=tenant_admin)
class ChatWayAdmin(ReadOnlyAdmin):
    list_display = ("connection", "mode", "bot_name", "field_id", "direct_refused_reason", "direct_refused_at")
    list_select_related = ("connection",)
    exclude = ("widget_address",)


@admin.register(BotReply, site=tenant_admin)
class BotReplyAdmin(ReadOnlyAdmin):
    list_display = ("lead_id", "text", "in_flight_until")
    search_fields = ("=lead_id",)


@admin.register(WidgetRequest, site=tenant_admin)
class WidgetRequestAdmin(ReadOnlyAdmin):
    list_display = ("received_at", "lead_id", "state", "text", "answered_at")
    list_filter = ("state",)
    search_fields = ("=lead_id",)
