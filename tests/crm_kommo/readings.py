"""How each recorded answer of the API is read by the client: the table behind test_fixtures_api.py."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from crm_kommo.client.drafts import LeadDraft
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.resources.complex_leads import ComplexDraft
from crm_kommo.client.written import written_ids

LONG_AGO = datetime(2015, 1, 1, tzinfo=UTC)
SOON = datetime.now(UTC) + timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """`read` is given the client and the answer, which the server has, and returns what came of it.

    `member` is where the answer has its items, "" when it is one itself. `is_wrapped`: it is one, but the client only
    reads lists. `key` names an item in the answer, `attribute` the same in what was read. `kept`: members that must
    come through unchanged, and their names in what was read. `files` are globs in the folder of recorded answers.
    """

    name: str
    files: tuple[str, ...]
    read: Callable[[KommoClient, Any], list[Any]]
    member: str = ""
    is_wrapped: str = ""
    key: str = "id"
    attribute: str = "id"
    kept: tuple[tuple[str, str], ...] = ()


def one(call: Callable[[KommoClient], Any]) -> Callable[[KommoClient, Any], list[Any]]:
    return lambda api, _answer: [call(api)]


def several(call: Callable[[KommoClient], Any]) -> Callable[[KommoClient, Any], list[Any]]:
    return lambda api, _answer: list(call(api))


def written(member: str) -> Callable[[KommoClient, Any], list[Any]]:
    return lambda _api, answer: [SimpleNamespace(id=id_) for id_ in written_ids(answer, member=member)]


def complex_leads(api: KommoClient, answer: Any) -> list[Any]:
    """Their answer is a bare list, one member for each lead that was sent under the id that comes back."""
    names = [request_id for item in answer for request_id in item["request_id"]]
    return api.complex_leads.create(drafts=[ComplexDraft(lead=LeadDraft(request_id=name)) for name in names])


def docs(page: str, *numbers: str) -> tuple[str, ...]:
    return tuple(f"docs/{page}-{number}-response.json" for number in numbers)


READINGS = [
    Reading(
        name="account",
        files=("api-account-*.json", *docs("account-info", "01")),
        read=one(lambda api: api.account.get()),
    ),
    Reading(
        name="leads.list",
        files=("api-leads-list-*.json", *docs("leads-api", "01")),
        read=several(lambda api: api.leads.by_ids(ids=[1])),
        member="leads",
    ),
    Reading(
        name="leads.one",
        files=("api-lead-[0-9]*.json", "api-lead-nulls-*.json", *docs("leads-api", "02")),
        read=one(lambda api: api.leads.get(lead_id=1)),
    ),
    Reading(
        name="leads.written",
        files=("api-leads-create-*.json", *docs("leads-api", "04", "08"), *docs("tags-api", "05")),
        read=written("leads"),
        member="leads",
    ),
    Reading(
        name="leads.complex",
        files=("api-leads-complex-*.json", *docs("leads-api", "06")),
        read=complex_leads,
        attribute="lead_id",
        kept=(("contact_id", "contact_id"), ("company_id", "company_id")),
    ),
    Reading(
        name="companies.list",
        files=docs("companies-api", "01"),
        read=several(lambda api: api.companies.by_ids(ids=[1])),
        member="companies",
    ),
    Reading(
        name="companies.one",
        files=("api-company-*.json", *docs("companies-api", "02")),
        read=one(lambda api: api.companies.get(company_id=1)),
    ),
    Reading(
        name="companies.written", files=docs("companies-api", "04", "06"), read=written("companies"), member="companies"
    ),
    Reading(
        name="customers.list",
        files=docs("customers-api", "03"),
        read=several(lambda api: api.customers.by_ids(ids=[1])),
        member="customers",
    ),
    Reading(
        name="customers.one",
        files=("api-customer-*.json", *docs("customers-api", "04")),
        read=one(lambda api: api.customers.get(customer_id=1)),
    ),
    Reading(name="customers.written", files=docs("customers-api", "06"), read=written("customers"), member="customers"),
    Reading(
        name="links.list",
        files=docs("entity-links-api", "01"),
        read=several(lambda api: api.links.all(of="leads", id=1)),
        member="links",
        key="to_entity_id",
    ),
    Reading(
        name="tags.list",
        files=docs("tags-api", "01", "03"),
        read=several(lambda api: api.tags.all(entity="leads")),
        member="tags",
        kept=(("name", "name"), ("color", "colour")),
    ),
    Reading(
        name="roles.list",
        files=docs("users-api", "05", "08"),
        read=several(lambda api: api.roles.all()),
        member="roles",
        kept=(("name", "name"),),
    ),
    Reading(
        name="field_groups.list",
        files=docs("custom-fields", "08", "10"),
        read=several(lambda api: api.field_groups.all(entity="leads")),
        member="custom_field_groups",
        kept=(("name", "name"),),
    ),
    Reading(
        name="contacts.list",
        files=("api-contacts-list-*.json", *docs("contacts-api", "01")),
        read=several(lambda api: api.contacts.by_ids(ids=[1])),
        member="contacts",
    ),
    Reading(
        name="contacts.one",
        files=("api-contact-nulls-*.json", *docs("contacts-api", "02")),
        read=one(lambda api: api.contacts.get(contact_id=1)),
    ),
    Reading(
        name="contacts.written",
        files=docs("contacts-api", "04", "06"),
        read=written("contacts"),
        member="contacts",
    ),
    Reading(
        name="pipelines.list",
        files=("api-pipelines-list-*.json", *docs("leads_pipelines", "01", "04")),
        read=several(lambda api: api.pipelines.all()),
        member="pipelines",
    ),
    Reading(
        name="pipelines.one",
        files=("api-pipeline-*.json", *docs("leads_pipelines", "02", "06")),
        read=several(lambda api: api.pipelines.all()),
        is_wrapped="pipelines",
    ),
    Reading(
        name="fields.list",
        files=("api-custom-fields-list-*.json", *docs("custom-fields", "01", "04", "06")),
        read=several(lambda api: api.fields.all(entity="leads")),
        member="custom_fields",
    ),
    Reading(
        name="fields.one",
        files=(
            "api-custom-field-[0-9]*.json",
            "api-custom-fields-update-enums-object-*.json",
            *docs("custom-fields", "02"),
        ),
        read=several(lambda api: api.fields.all(entity="leads")),
        is_wrapped="custom_fields",
    ),
    Reading(
        name="users.list",
        files=("api-users-list-*.json", *docs("users-api", "01", "04")),
        read=several(lambda api: api.users.all()),
        member="users",
    ),
    Reading(
        name="users.one",
        files=("api-user-*.json", *docs("users-api", "02")),
        read=several(lambda api: api.users.all()),
        is_wrapped="users",
    ),
    Reading(
        name="tasks.list",
        files=docs("tasks-api", "01"),
        read=several(lambda api: api.tasks.find()),
        member="tasks",
        kept=(("text", "text"), ("is_completed", "is_completed")),
    ),
    Reading(
        name="tasks.one",
        files=("api-task-*.json", *docs("tasks-api", "02")),
        read=one(lambda api: api.tasks.get(task_id=1)),
        kept=(("text", "text"), ("is_completed", "is_completed")),
    ),
    Reading(name="tasks.written", files=docs("tasks-api", "04", "06"), read=written("tasks"), member="tasks"),
    Reading(name="tasks.written_one", files=docs("tasks-api", "08"), read=written("tasks")),
    Reading(
        name="notes.list",
        files=docs("events-and-notes", "19", "20"),
        read=several(lambda api: api.notes.find(entity="leads")),
        member="notes",
        kept=(("params", "params"), ("note_type", "type")),
    ),
    Reading(
        name="notes.one",
        files=("api-note-*.json", *docs("events-and-notes", "21")),
        read=one(lambda api: api.notes.get(entity="leads", note_id=1)),
        kept=(("params", "params"), ("note_type", "type")),
    ),
    Reading(name="notes.written", files=docs("events-and-notes", "24", "26"), read=written("notes"), member="notes"),
    Reading(
        name="events.list",
        files=("api-events-*.json", *docs("events-and-notes", "01")),
        read=several(lambda api: api.events.find()),
        member="events",
        kept=(("value_after", "after"), ("value_before", "before"), ("type", "type")),
    ),
    Reading(
        name="events.one",
        files=docs("events-and-notes", "02"),
        read=one(lambda api: api.events.get(event_id="e")),
        kept=(("value_after", "after"), ("value_before", "before"), ("type", "type")),
    ),
    Reading(
        name="events.types",
        files=docs("events-and-notes", "18"),
        read=several(lambda api: api.events.types()),
        member="events_types",
        key="key",
        attribute="key",
        kept=(("lang", "name"),),
    ),
    Reading(
        name="talks.one",
        files=("api-talk-[0-9]*.json", *docs("talks-api", "01")),
        read=one(lambda api: api.talks.get(talk_id=1)),
        key="talk_id",
        kept=(("chat_id", "chat_id"), ("origin", "origin")),
    ),
    Reading(
        name="talks.messages",
        files=("api-talk-messages-*.json",),
        read=several(lambda api: api.talks.messages(talk_id=1, since=LONG_AGO)),
        member="messages",
        kept=(("text", "text"),),
    ),
    Reading(
        name="talks.sent",
        files=("api-talks-send-message-*.json",),
        read=several(lambda api: [Identified(api.talks.send_message(talk_id=1, text="Hi", within=10))]),
    ),
    Reading(
        name="sources.list",
        files=("api-sources-list-*.json", *docs("sources-api", "01", "04", "06")),
        read=several(lambda api: api.sources.all()),
        member="sources",
        kept=(("services", "services"), ("external_id", "external_id")),
    ),
    Reading(
        name="sources.one",
        files=docs("sources-api", "02"),
        read=one(lambda api: api.sources.get(source_id=1)),
        kept=(("services", "services"), ("external_id", "external_id")),
    ),
    Reading(
        name="unsorted.list",
        files=docs("unsorted-api", "01", "04", "06"),
        read=several(lambda api: api.unsorted.all()),
        member="unsorted",
        key="uid",
        attribute="uid",
        kept=(("metadata", "metadata"),),
    ),
    Reading(
        name="unsorted.one",
        files=docs("unsorted-api", "02"),
        read=one(lambda api: api.unsorted.get(uid="u")),
        key="uid",
        attribute="uid",
        kept=(("metadata", "metadata"),),
    ),
    Reading(
        name="unsorted.decided",
        files=docs("unsorted-api", "08", "10", "12"),
        read=one(lambda api: api.unsorted.accept(uid="u")),
        key="uid",
        attribute="uid",
    ),
    Reading(
        name="unsorted.summary",
        files=docs("unsorted-api", "13"),
        read=one(lambda api: api.unsorted.summary()),
        key="total",
        attribute="total",
        kept=(("accepted", "accepted"), ("declined", "declined"), ("average_sort_time", "average_sort_time")),
    ),
    Reading(
        name="catalogs.list",
        files=docs("catalogs-api", "01", "04"),
        read=several(lambda api: api.catalogs.all()),
        member="catalogs",
        kept=(("type", "type"),),
    ),
    Reading(
        name="catalogs.one",
        files=docs("catalogs-api", "02", "06"),
        read=one(lambda api: api.catalogs.get(catalog_id=1)),
        kept=(("type", "type"),),
    ),
    Reading(
        name="elements.list",
        files=docs("catalogs-api", "07", "10", "12"),
        read=several(lambda api: api.catalogs.elements(catalog_id=1)),
        member="elements",
    ),
    Reading(
        name="elements.one",
        files=docs("catalogs-api", "08"),
        read=one(lambda api: api.catalogs.element(catalog_id=1, element_id=1)),
    ),
    Reading(
        name="templates.list",
        files=docs("chat-templates-api", "01", "04", "06"),
        read=several(lambda api: api.chat_templates.all()),
        member="chat_templates",
        kept=(("content", "content"), ("buttons", "buttons"), ("attachment", "attachment")),
    ),
    Reading(
        name="templates.one",
        files=docs("chat-templates-api", "02"),
        read=one(lambda api: api.chat_templates.get(template_id=1)),
        kept=(("content", "content"), ("buttons", "buttons"), ("attachment", "attachment")),
    ),
    Reading(
        name="calls.added",
        files=docs("calls-api", "02"),
        read=one(lambda api: api.calls.add(direction="inbound", phone="1", duration=1, source="pbx")),
        member="calls",
    ),
    Reading(
        name="contact_chats.list",
        files=("api-contacts-chats-link-*.json", *docs("contacts-api", "08", "09")),
        read=several(lambda api: api.contact_chats.of_contact(contact_id=1)),
        member="chats",
        kept=(("chat_id", "chat_id"), ("contact_id", "contact_id")),
    ),
    Reading(
        name="webhooks.list",
        files=("api-webhooks-list-*.json", *docs("webhooks-api", "01")),
        read=several(lambda api: api.webhooks.all()),
        member="webhooks",
        kept=(("settings", "events"), ("disabled", "is_disabled")),
    ),
    Reading(
        name="webhooks.one",
        files=docs("webhooks-api", "03"),
        read=one(lambda api: api.webhooks.subscribe(destination="https://app.example", events=["add_lead"])),
        kept=(("settings", "events"), ("disabled", "is_disabled")),
    ),
    Reading(
        name="files.one",
        files=docs("files-api", "04", "06", "07"),
        read=one(lambda api: api.files.get(file_uuid="f")),
        key="uuid",
        attribute="uuid",
        kept=(("version_uuid", "version_uuid"), ("size", "size")),
    ),
    Reading(
        name="files.attached",
        files=docs("files-api", "12"),
        read=several(lambda api: api.files.attached(entity="leads", entity_id=1)),
        member="files",
        kept=(("file_uuid", "file_uuid"),),
    ),
]

NOT_READ = {
    "docs/customers*": "purchases, bonus points, stages and segments of customers are not read",
    "api-transaction-*": "purchases of customers are not read",
    "api-entity-link-*": "one link without its list, which Kommo never answers",
    "docs/entity-links-api-*": "answers to a link: the client needs nothing of them",
    "docs/tags-api-*": "an answer to one change: the client needs nothing of it",
    "docs/leads_pipelines-*": "stages are read within their pipeline",
    "docs/custom-fields-*": "one group of fields by itself is not read",
    "docs/users-api-*": "one role by itself is not read",
    "api-custom-fields-values-all-types-*": "a part of an answer: see the test of values of every type",
    "api-error-*": "see the test of errors",
    "docs/error-codes-*": "see the test of errors",
    "docs/sources-api-08-*": "see the test of errors",
    "docs/sources-api-*": "buttons of websites are not read",
    "api-widget-*": "widgets are not read",
    "docs/widgets-api-*": "widgets are not read",
    "docs/files-api-02-*": "a step of an upload, made with the stand-in",
    "docs/files-api-03-*": "a step of an upload, made with the stand-in",
    "docs/files-api-*": "the drive's lists, versions and links are not read",
    "docs/chat-templates-api-*": "templates are not sent to review by us",
    "docs/chat-api-reference-*": "our own chat channel is not offered",
    "docs/account-subdomain-info-*": "not of API v4",
    "docs/disposable-tokens-*": "not of API v4",
    "docs/step-by-step-*": "not of API v4: the token endpoint",
    "docs/js-subscribe-*": "not of API v4",
    "docs/products-*": "products are switched on by a person",
    "docs/salesbot-*": "not of API v4: a bot's own requests",
    "docs/short_links-*": "short links are not used",
    "docs/subscriptions-api-*": "subscriptions of users to cards are not read",
}
"""Recorded answers that no reading takes, and why. A pattern counts only for what no reading matches."""


@dataclass(frozen=True)
class Identified:
    id: str
