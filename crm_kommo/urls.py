"""Pages, relative to /manage/<slug>/."""

from django.urls import include, path

from crm_kommo import chat_way_views, synced_views, views

urlpatterns = [
    path("integrations/kommo", views.kommo, name="kommo"),
    path("", include("crm_kommo.tabs.urls")),
    path("integrations/kommo/connect", views.connect, name="kommo-connect"),
    path("integrations/kommo/token", views.token, name="kommo-token"),
    path("integrations/kommo/disconnect", views.disconnect, name="kommo-disconnect"),
    path("integrations/kommo/data", synced_views.data, name="kommo-data"),
    path("integrations/kommo/channels/<int:channel_id>", synced_views.channel, name="kommo-channel"),
    path("integrations/kommo/stages/replace", synced_views.stage_replace, name="kommo-stage-replace"),
    path("integrations/kommo/sync/runs/<int:run_id>/cancel", views.sync_cancel, name="kommo-sync-cancel"),
    path("integrations/kommo/sync/<str:what>", views.sync_start, name="kommo-sync"),
    path("integrations/kommo/sync/<str:what>/bar", views.sync_bar, name="kommo-sync-bar"),
    path("integrations/kommo/chat-way", chat_way_views.chat_way, name="kommo-chat-way"),
    path("integrations/kommo/chat-way/door", chat_way_views.widget_door, name="kommo-widget-door"),
]
