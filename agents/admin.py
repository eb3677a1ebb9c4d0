from django.contrib import admin
from unfold.admin import ModelAdmin, TabularInline

from agents.models import (
    Agent,
    AgentIntegration,
    AgentPipeline,
    AgentPipelineStage,
    AgentVersion,
    FieldWrite,
    ModelCall,
    ModelProvider,
    ScriptPlace,
    ToolEffect,
)
from tenants.admin_sites import ReadOnly, ReadOnlyAdmin, tenant_admin


class AgentPipelineInline(ReadOnly, TabularInline):
    model = AgentPipeline
    extra = 0
    show_change_link = True


class AgentIntegrationInline(TabularInline):
    model = AgentIntegration
    extra = 0


class AgentPipelineStageInline(ReadOnly, TabularInline):
    model = AgentPipelineStage
    extra = 0


@admin.register(Agent, site=tenant_admin)
class AgentAdmin(ModelAdmin):
    list_display = ["name", "purpose", "is_active", "paused_until", "priority", "updated_at"]
    list_filter = ["is_active"]
    search_fields = ["name", "purpose"]
    inlines = [AgentIntegrationInline]


@admin.register(AgentVersion, site=tenant_admin)
class AgentVersionAdmin(ReadOnlyAdmin):
    list_display = ["agent", "number", "author_name", "note", "created_at"]
    list_filter = ["agent"]
    list_select_related = ["agent"]
    inlines = [AgentPipelineInline]


@admin.register(AgentPipeline, site=tenant_admin)
class AgentPipelineAdmin(ReadOnlyAdmin):
    list_display = ["version", "pipeline_name", "pipeline_id", "is_active", "all_stages"]
    list_filter = ["is_active"]
    search_fields = ["pipeline_name", "pipeline_id"]
    list_select_related = ["version"]
    inlines = [AgentPipelineStageInline]


@admin.register(ModelProvider, site=tenant_admin)
class ModelProviderAdmin(ModelAdmin):
    list_display = ["model", "base_url", "is_active", "last_error_at", "last_error"]
    list_filter = ["is_active"]
    search_fields = ["model", "base_url"]
    exclude = ["api_key"]


@admin.register(FieldWrite, site=tenant_admin)
class FieldWriteAdmin(ReadOnlyAdmin):
    list_display = ["field_name", "new_text", "entity", "card_id", "state", "how", "confidence", "created_at"]
    list_filter = ["state", "how", "entity"]
    search_fields = ["field_name", "=card_id"]
    list_select_related = ["agent", "version"]
    # In Kommo's shape they would show what is hidden in the texts.
    exclude = ["value", "old", "new"]


@admin.register(ModelCall, site=tenant_admin)
class ModelCallAdmin(ReadOnlyAdmin):
    list_display = ["model", "purpose", "status", "tokens_in", "tokens_out", "cost_micros", "took_ms", "created_at"]
    list_filter = ["status", "purpose", "model"]
    search_fields = ["model", "=conversation__pk"]
    list_select_related = ["agent", "conversation"]


@admin.register(ScriptPlace, site=tenant_admin)
class ScriptPlaceAdmin(ReadOnlyAdmin):
    list_display = ["conversation", "agent", "script_id", "version", "updated_at"]
    list_filter = ["agent"]
    list_select_related = ["conversation", "agent"]


@admin.register(ToolEffect, site=tenant_admin)
class ToolEffectAdmin(ReadOnlyAdmin):
    list_display = ["tool", "key", "created_at"]
    list_filter = ["tool"]
    search_fields = ["key"]
