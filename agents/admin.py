from django.contrib import admin
from unfold.admin import ModelAdmin, TabularInline

from agents.models import Agent, AgentChannel, AgentIntegration, AgentPipeline, AgentPipelineStage, ModelProvider
from tenants.admin_sites import tenant_admin


class AgentPipelineInline(TabularInline):
    model = AgentPipeline
    extra = 0
    show_change_link = True


class AgentChannelInline(TabularInline):
    model = AgentChannel
    extra = 0


class AgentIntegrationInline(TabularInline):
    model = AgentIntegration
    extra = 0


class AgentPipelineStageInline(TabularInline):
    model = AgentPipelineStage
    extra = 0


@admin.register(Agent, site=tenant_admin)
class AgentAdmin(ModelAdmin):
    list_display = ["name", "purpose", "is_active", "all_channels", "updated_at"]
    list_filter = ["is_active"]
    search_fields = ["name", "purpose"]
    inlines = [AgentPipelineInline, AgentChannelInline, AgentIntegrationInline]


@admin.register(AgentPipeline, site=tenant_admin)
class AgentPipelineAdmin(ModelAdmin):
    list_display = ["agent", "pipeline_name", "pipeline_id", "is_active", "all_stages"]
    list_filter = ["is_active", "agent"]
    search_fields = ["pipeline_name", "pipeline_id"]
    list_select_related = ["agent"]
    inlines = [AgentPipelineStageInline]


@admin.register(ModelProvider, site=tenant_admin)
class ModelProviderAdmin(ModelAdmin):
    list_display = ["model", "base_url", "is_active", "last_error_at", "last_error"]
    list_filter = ["is_active"]
    search_fields = ["model", "base_url"]
    exclude = ["api_key"]
