from django.urls import include, path
from django.views.generic import RedirectView

from dashboard import views
from dashboard.contacts import views as contacts
from dashboard.deliveries import views as deliveries
from dashboard.inbox import views as inbox

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="dashboard"), name="home"),
    path("dashboard", views.overview, name="dashboard"),
    path("", include("dashboard.integrations.urls")),
    path("integrations/kommo/deliveries", deliveries.log, name="kommo-deliveries"),
    path("integrations/kommo/deliveries/replay", deliveries.replay, name="kommo-deliveries-replay"),
    path("integrations/kommo/deliveries/<int:delivery_id>", deliveries.one, name="kommo-delivery"),
    path("inbox", inbox.conversations, name="inbox"),
    path("inbox/<int:conversation_id>", inbox.thread, name="thread"),
    path("inbox/<int:conversation_id>/take-over", inbox.take_over, name="take-over"),
    path("inbox/<int:conversation_id>/hand-back", inbox.hand_back, name="hand-back"),
    path("inbox/<int:conversation_id>/resolve", inbox.resolve, name="resolve"),
    path("contacts/<int:contact_id>", contacts.contact, name="contact"),
    path("contacts/<int:contact_id>/facts", contacts.fact_add, name="fact-add"),
    path("contacts/<int:contact_id>/facts/<int:fact_id>", contacts.fact_edit, name="fact"),
    path("contacts/<int:contact_id>/facts/<int:fact_id>/erase", contacts.fact_erase, name="fact-erase"),
    path("contacts/<int:contact_id>/erase-memory", contacts.memory_erase, name="memory-erase"),
]
