from django.urls import include, path
from django.views.generic import RedirectView

from dashboard import views
from dashboard.contacts import views as contacts
from dashboard.deliveries import views as deliveries
from dashboard.gaps import views as gaps
from dashboard.inbox import views as inbox
from dashboard.site import views as site

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="dashboard"), name="home"),
    path("dashboard", views.overview, name="dashboard"),
    path("", include("dashboard.integrations.urls")),
    path("", include("dashboard.test_chat.urls")),
    path("integrations/kommo/deliveries", deliveries.log, name="kommo-deliveries"),
    path("integrations/kommo/deliveries/replay", deliveries.replay, name="kommo-deliveries-replay"),
    path("integrations/kommo/deliveries/<int:delivery_id>", deliveries.one, name="kommo-delivery"),
    path("knowledge/gaps", gaps.gap_list, name="gaps"),
    path("knowledge/gaps/<int:gap_id>", gaps.gap, name="gap"),
    path("knowledge/gaps/<int:gap_id>/answer", gaps.gap_answer, name="gap-answer"),
    path("knowledge/gaps/<int:gap_id>/set-aside", gaps.gap_set_aside, name="gap-set-aside"),
    path("knowledge/gaps/<int:gap_id>/open-again", gaps.gap_open_again, name="gap-open-again"),
    path("ai-agents/<int:agent_id>/edit/site", site.agent_site, name="agent-site"),
    path("ai-agents/<int:agent_id>/edit/site/new-key", site.agent_site_rotate, name="agent-site-rotate"),
    path("inbox", inbox.conversations, name="inbox"),
    path("inbox/<int:conversation_id>", inbox.thread, name="thread"),
    path("inbox/<int:conversation_id>/take-over", inbox.take_over, name="take-over"),
    path("inbox/<int:conversation_id>/hand-back", inbox.hand_back, name="hand-back"),
    path("inbox/<int:conversation_id>/resolve", inbox.resolve, name="resolve"),
    path("inbox/<int:conversation_id>/say", inbox.say, name="thread-say"),
    path("contacts/<int:contact_id>", contacts.contact, name="contact"),
    path("contacts/<int:contact_id>/facts", contacts.fact_add, name="fact-add"),
    path("contacts/<int:contact_id>/facts/<int:fact_id>", contacts.fact_edit, name="fact"),
    path("contacts/<int:contact_id>/facts/<int:fact_id>/erase", contacts.fact_erase, name="fact-erase"),
    path("contacts/<int:contact_id>/erase-memory", contacts.memory_erase, name="memory-erase"),
]
