"""Families of hooks, for people: which of the events of a delivery's log belong together."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from crm_kommo.models import Delivery
from crm_kommo.payloads.catalogs import CatalogElementChanged, CatalogElementDeleted
from crm_kommo.payloads.companies import CompanyChanged, CompanyDeleted
from crm_kommo.payloads.customers import CustomerChanged, CustomerDeleted, CustomerTriggered
from crm_kommo.payloads.events import (
    ContactChanged,
    ContactDeleted,
    Event,
    LeadChanged,
    LeadDeleted,
    MessageReceived,
    MessageSent,
    TalkChanged,
    Unknown,
    Unreadable,
)
from crm_kommo.payloads.notes import NoteAdded
from crm_kommo.payloads.pipeline import LeadTriggered
from crm_kommo.payloads.tasks import TaskChanged, TaskDeleted
from crm_kommo.payloads.templates import TemplateReviewed
from crm_kommo.payloads.unsorted import IncomingLeadChanged, IncomingLeadClosed

# Code in an address → its name and the events that belong to it.
FAMILIES: dict[str, tuple[str, tuple[type[Event], ...]]] = {
    "messages": (_("Messages"), (MessageReceived, MessageSent)),
    "talks": (_("Talks"), (TalkChanged,)),
    "leads": (_("Leads"), (LeadChanged, LeadDeleted)),
    "pipeline": (_("Digital pipeline"), (LeadTriggered, CustomerTriggered)),
    "incoming": (_("Incoming leads"), (IncomingLeadChanged, IncomingLeadClosed)),
    "contacts": (_("Contacts"), (ContactChanged, ContactDeleted)),
    "companies": (_("Companies"), (CompanyChanged, CompanyDeleted)),
    "customers": (_("Customers"), (CustomerChanged, CustomerDeleted)),
    "tasks": (_("Tasks"), (TaskChanged, TaskDeleted)),
    "notes": (_("Notes"), (NoteAdded,)),
    "catalogs": (_("Lists"), (CatalogElementChanged, CatalogElementDeleted)),
    "templates": (_("Template reviews"), (TemplateReviewed,)),
    "unknown": (_("Unknown"), (Unknown, Unreadable)),
}
MESSAGES = {"MessageReceived", "MessageSent"}
# What an id that a person looks for may stand under.
ID_NAMES = ("lead_id", "contact_id", "talk_id", "company_id", "task_id", "note_id", "customer_id", "entity_id")
# Of these it may also be a text.
TEXT_ID_NAMES = ("chat_id", "message_id")

EVENT_LABELS: dict[str, str] = {
    "MessageReceived": _("Customer's message"),
    "MessageSent": _("Message to a customer"),
    "TalkChanged": _("Talk changed"),
    "LeadChanged": _("Lead changed"),
    "LeadDeleted": _("Lead deleted"),
    "LeadTriggered": _("Digital pipeline: lead"),
    "CustomerTriggered": _("Digital pipeline: customer"),
    "IncomingLeadChanged": _("Incoming lead"),
    "IncomingLeadClosed": _("Incoming lead accepted or declined"),
    "ContactChanged": _("Contact changed"),
    "ContactDeleted": _("Contact deleted"),
    "CompanyChanged": _("Company changed"),
    "CompanyDeleted": _("Company deleted"),
    "CustomerChanged": _("Customer changed"),
    "CustomerDeleted": _("Customer deleted"),
    "TaskChanged": _("Task changed"),
    "TaskDeleted": _("Task deleted"),
    "NoteAdded": _("Note"),
    "CatalogElementChanged": _("List element changed"),
    "CatalogElementDeleted": _("List element deleted"),
    "TemplateReviewed": _("Template reviewed"),
    "Unknown": _("Not understood"),
    "Unreadable": _("Too large to be read"),
}
MIRROR_LABELS: dict[str, str] = {
    "added": _("new here"),
    "changed": _("brought up to date"),
    "same": _("known already"),
    "late": _("overtaken by newer"),
}
# Of a message: whether it was known, by the hook that was first or by a bot.
MESSAGE_LABELS: dict[str, str] = {"added": _("new message"), "same": _("known already")}


def event_labels(delivery: Delivery) -> list[str]:
    """The kinds of events in a delivery, each once, in their order."""
    return list(dict.fromkeys(str(EVENT_LABELS.get(event["event"], event["event"])) for event in delivery.events))


def outcome_label(event: dict[str, Any]) -> str:
    """What an event of a delivery's log did here, "" for what has no place here."""
    is_message = event["event"] in MESSAGES
    return (MESSAGE_LABELS if is_message else MIRROR_LABELS).get(event.get("mirror", ""), "")
