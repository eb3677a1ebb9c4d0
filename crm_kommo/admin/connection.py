"""The connection and what was done about it."""

from django.contrib import admin

from crm_kommo.models import ChatWay, CheckRun, Connection, ConnectionEvent, FeatureState, Replacement, SyncRun
from tenants.admin_sites import ReadOnlyAdmin, tenant_admin


@admin.register(Connection, site=tenant_admin)
class ConnectionAdmin(ReadOnlyAdmin):
    list_display = ("account_name", "account_id", "status", "webhook_state", "last_event_at", "last_call_at")
    list_filter = ("status",)
    exclude = ("access_token", "refresh_token", "webhook_destination")


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
