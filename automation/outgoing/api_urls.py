from django.urls import path

from automation.outgoing import api

urlpatterns = [
    path("webhooks", api.EndpointList.as_view()),
    path("webhooks/<int:endpoint_id>", api.EndpointDetail.as_view()),
    path("webhooks/<int:endpoint_id>/secret", api.EndpointSecret.as_view()),
    path("webhooks/<int:endpoint_id>/test", api.EndpointTest.as_view()),
    path("webhooks/<int:endpoint_id>/deliveries", api.DeliveryList.as_view()),
    path("webhooks/<int:endpoint_id>/deliveries/<int:delivery_id>/resend", api.DeliveryResend.as_view()),
]
