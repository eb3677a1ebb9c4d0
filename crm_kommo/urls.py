"""Pages, relative to /manage/<slug>/."""

from django.urls import path

from crm_kommo.views import chat_way, connection, synced, tabs

urlpatterns = [
    path("integrations/kommo", connection.kommo, name="kommo"),
    path("integrations/kommo/webhooks", tabs.webhooks, name="kommo-webhooks"),
    path("integrations/kommo/permissions", tabs.permissions, name="kommo-permissions"),
    path("integrations/kommo/diagnostics", tabs.diagnostics, name="kommo-diagnostics"),
    path("integrations/kommo/diagnostics/start", tabs.checks_start, name="kommo-checks-start"),
    path("integrations/kommo/diagnostics/progress", tabs.checks_progress, name="kommo-checks-progress"),
    path("integrations/kommo/log", tabs.log, name="kommo-log"),
    path("integrations/kommo/connect", connection.connect, name="kommo-connect"),
    path("integrations/kommo/token", connection.token, name="kommo-token"),
    path("integrations/kommo/disconnect", connection.disconnect, name="kommo-disconnect"),
    path("integrations/kommo/data", synced.data, name="kommo-data"),
    path("integrations/kommo/channels/<int:channel_id>", synced.channel, name="kommo-channel"),
    path("integrations/kommo/stages/replace", synced.stage_replace, name="kommo-stage-replace"),
    path("integrations/kommo/sync/runs/<int:run_id>/cancel", connection.sync_cancel, name="kommo-sync-cancel"),
    path("integrations/kommo/sync/<str:what>", connection.sync_start, name="kommo-sync"),
    path("integrations/kommo/sync/<str:what>/bar", connection.sync_bar, name="kommo-sync-bar"),
    path("integrations/kommo/chat-way", chat_way.chat_way, name="kommo-chat-way"),
    path("integrations/kommo/chat-way/door", chat_way.widget_door, name="kommo-widget-door"),
]
