from django.urls import path

from agents.views import (
    agents,
    channels,
    coverage,
    entry,
    field_writes,
    fields,
    general,
    knowledge,
    pipelines,
    prompt,
    provider,
    running,
    scripts,
    versions,
)

AGENT = "ai-agents/<int:agent_id>"
EDIT = f"{AGENT}/edit"
PIPELINE = f"{EDIT}/pipelines/<int:pipeline_id>"
STAGE = f"{PIPELINE}/<int:stage_id>"
SCRIPT = f"{AGENT}/scripts/<int:script_id>"

urlpatterns = [
    path("ai-agents", agents.agent_list, name="agents"),
    path("ai-agents/new", agents.agent_new, name="agent-new"),
    path("ai-agents/coverage", coverage.agent_coverage, name="agent-coverage"),
    path(EDIT, general.agent_basics, name="agent-basics"),
    path(f"{EDIT}/variables", general.agent_variables, name="agent-variables"),
    path(f"{EDIT}/pipelines", pipelines.agent_pipelines, name="agent-pipelines"),
    path(STAGE, pipelines.agent_stage, name="agent-stage"),
    path(f"{STAGE}/copy", pipelines.agent_stage_copy, name="agent-stage-copy"),
    path(PIPELINE, pipelines.agent_strip, name="agent-strip"),
    path(f"{EDIT}/channels", channels.agent_channels, name="agent-channels"),
    path(f"{EDIT}/fields", fields.agent_fields, name="agent-fields"),
    path(f"{EDIT}/fields/preset/<slug:name>", fields.agent_fields_preset, name="agent-fields-preset"),
    path(f"{EDIT}/fields/entry", entry.agent_fields_entry, name="agent-fields-entry"),
    path(f"{EDIT}/fields/try", entry.agent_fields_try, name="agent-fields-try"),
    path(f"{EDIT}/fields/writes", field_writes.agent_fields_writes, name="agent-fields-writes"),
    path("ai-agents/field-writes/<int:write_id>/undo", field_writes.field_write_undo, name="field-write-undo"),
    path(f"{EDIT}/knowledge", knowledge.agent_knowledge, name="agent-knowledge"),
    path(f"{EDIT}/prompt", prompt.agent_prompt, name="agent-prompt"),
    path(f"{EDIT}/running", running.agent_running, name="agent-running"),
    path(f"{EDIT}/draft-bar", versions.agent_draft_bar, name="agent-draft-bar"),
    path(f"{EDIT}/review", versions.agent_review, name="agent-review"),
    path(f"{EDIT}/history", versions.agent_history, name="agent-history"),
    path(f"{EDIT}/history/<int:number>", versions.agent_version, name="agent-version"),
    path(f"{EDIT}/history/<int:number>/restore", versions.agent_version_restore, name="agent-version-restore"),
    path(f"{AGENT}/publish", versions.agent_publish, name="agent-publish"),
    path(f"{AGENT}/switch", running.agent_switch, name="agent-switch"),
    path(f"{AGENT}/pause", running.agent_pause, name="agent-pause"),
    path(f"{AGENT}/resume", running.agent_resume, name="agent-resume"),
    path(f"{AGENT}/priority", running.agent_priority, name="agent-priority"),
    path(f"{AGENT}/duplicate", running.agent_duplicate, name="agent-duplicate"),
    path(f"{AGENT}/delete", running.agent_delete, name="agent-delete"),
    path(f"{AGENT}/scripts", scripts.agent_scripts, name="agent-scripts"),
    path(f"{AGENT}/scripts/new", scripts.agent_script_new, name="agent-script-new"),
    path(SCRIPT, scripts.agent_script, name="agent-script"),
    path(f"{SCRIPT}/switch", scripts.agent_script_switch, name="agent-script-switch"),
    path(f"{SCRIPT}/delete", scripts.agent_script_delete, name="agent-script-delete"),
    path("integrations/model", provider.model_provider, name="model-provider"),
    path("integrations/model/prices", provider.model_prices, name="model-prices"),
    path("integrations/model/remove", provider.model_provider_remove, name="model-provider-remove"),
]
