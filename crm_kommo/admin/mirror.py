"""What Kommo holds, as it was mirrored: changed in Kommo, not here."""

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from crm_kommo.models import Channel, Company, Contact, Field, KommoUser, Lead, Pipeline, Stage, Talk, Task
from tenants.admin_sites import ReadOnlyAdmin, tenant_admin


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


@admin.register(Talk, site=tenant_admin)
class TalkAdmin(ReadOnlyAdmin):
    list_display = ("kommo_id", "origin", "lead_id", "contact_id", "is_in_work", "kommo_updated_at")
    list_filter = ("origin", "is_in_work")
    search_fields = ("=kommo_id", "=lead_id", "=contact_id")
