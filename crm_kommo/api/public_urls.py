"""What Kommo calls by itself: found by a secret or a state, never inside a workspace's addresses."""

from django.urls import path

from crm_kommo.api import disconnect_hook, oauth, webhooks, widgets

urlpatterns = [
    path("crm/webhook", webhooks.explain, name="kommo-webhook-bare"),
    path("crm/webhook/<str:public_id>/<str:secret>", webhooks.receive, name="kommo-webhook"),
    path("crm/widget/<str:public_id>/<str:secret>", widgets.ask, name="kommo-widget"),
    path("integrations/kommo/oauth/callback", oauth.callback, name="api-kommo-oauth-callback"),
    path("integrations/kommo/disconnected", disconnect_hook.disconnected, name="api-kommo-disconnected"),
]
