from django.urls import path

from crm_kommo import converters  # noqa: F401  it registers itself
from crm_kommo.api import connection, oauth, sync, webhooks

urlpatterns = [
    path("crm/webhook", webhooks.explain, name="kommo-webhook-bare"),
    path("crm/webhook/<str:public_id>/<str:secret>", webhooks.receive, name="kommo-webhook"),
    path("integrations/kommo", connection.ConnectionView.as_view(), name="api-kommo-connection"),
    path("integrations/kommo/disconnect", connection.DisconnectView.as_view(), name="api-kommo-disconnect"),
    path("integrations/kommo/oauth/start", oauth.OAuthStartView.as_view(), name="api-kommo-oauth-start"),
    path("integrations/kommo/oauth/callback", oauth.callback, name="api-kommo-oauth-callback"),
    path("integrations/kommo/sync/runs/<int:run_id>", sync.SyncRunView.as_view(), name="api-kommo-sync-run"),
    path("integrations/kommo/sync/<sync_kind:what>", sync.SyncView.as_view(), name="api-kommo-sync"),
]
