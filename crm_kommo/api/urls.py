from django.urls import path

from crm_kommo.api import channels, connection, deliveries, oauth, stages, sync

urlpatterns = [
    path("integrations/kommo", connection.ConnectionView.as_view(), name="api-kommo-connection"),
    path("integrations/kommo/channels", channels.ChannelList.as_view()),
    path("integrations/kommo/channels/<int:channel_id>", channels.ChannelDetail.as_view()),
    path("integrations/kommo/stages/missing", stages.MissingStages.as_view()),
    path("integrations/kommo/stages/replace", stages.StageReplace.as_view()),
    path("integrations/kommo/disconnect", connection.DisconnectView.as_view(), name="api-kommo-disconnect"),
    path("integrations/kommo/deliveries", deliveries.DeliveriesView.as_view(), name="api-kommo-deliveries"),
    path(
        "integrations/kommo/deliveries/<int:delivery_id>/replay",
        deliveries.DeliveryReplayView.as_view(),
        name="api-kommo-delivery-replay",
    ),
    path("integrations/kommo/oauth/start", oauth.OAuthStartView.as_view(), name="api-kommo-oauth-start"),
    path("integrations/kommo/sync/runs/<int:run_id>", sync.SyncRunView.as_view(), name="api-kommo-sync-run"),
    path(
        "integrations/kommo/sync/runs/<int:run_id>/cancel",
        sync.SyncCancelView.as_view(),
        name="api-kommo-sync-cancel",
    ),
    path("integrations/kommo/sync/<str:what>", sync.SyncView.as_view(), name="api-kommo-sync"),
]
