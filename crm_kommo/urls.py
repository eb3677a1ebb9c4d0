"""Pages, relative to /manage/<slug>/."""

from django.urls import path

from crm_kommo import chat_way_views, views

urlpatterns = [
    path("integrations/kommo", views.kommo, name="kommo"),
    path("integrations/kommo/connect", views.connect, name="kommo-connect"),
    path("integrations/kommo/disconnect", views.disconnect, name="kommo-disconnect"),
    path("integrations/kommo/sync/<str:what>", views.sync_start, name="kommo-sync"),
    path("integrations/kommo/sync/<str:what>/bar", views.sync_bar, name="kommo-sync-bar"),
    path("integrations/kommo/chat-way", chat_way_views.chat_way, name="kommo-chat-way"),
    path("integrations/kommo/chat-way/door", chat_way_views.widget_door, name="kommo-widget-door"),
]
