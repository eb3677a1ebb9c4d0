"""Pages, relative to /manage/<slug>/."""

from django.urls import path

from automation.outgoing import views

urlpatterns = [
    path("integrations/webhooks", views.webhooks, name="webhooks"),
    path("integrations/webhooks/<int:endpoint_id>", views.webhook, name="webhook"),
    path("integrations/webhooks/<int:endpoint_id>/secret", views.webhook_secret, name="webhook-secret"),
    path("integrations/webhooks/<int:endpoint_id>/test", views.webhook_test, name="webhook-test"),
    path("integrations/webhooks/<int:endpoint_id>/delete", views.webhook_delete, name="webhook-delete"),
    path(
        "integrations/webhooks/<int:endpoint_id>/deliveries/<int:delivery_id>/resend",
        views.webhook_resend,
        name="webhook-resend",
    ),
]
