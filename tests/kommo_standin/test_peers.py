"""Two clients that nobody here wrote, unmodified, against the stand-in: what they take for Kommo is like Kommo.

aioamocrm checks types with its models; amocrm-api-wrapper goes through more of the API, but looks at statuses only.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aioamocrm
import pytest
from amocrm_api import AmoOAuthClient
from amocrm_api.errors import AmoException

from tests.kommo_standin.parties import Client, play
from tests.kommo_standin.test_oauth import CLIENT_ID, REDIRECT_URI, SECRET, consent, with_code

LEAD_ID, CONTACT_ID, PIPELINE_ID, USER_ID, OTHER_STAGE = 30052001, 37054001, 11689563, 11300001, 89860463
TASK = {"text": "Call", "complete_till": 1790000000, "entity_id": LEAD_ID, "entity_type": "leads"}


def run(shop: Client, work: Callable[[aioamocrm.AmoCRMClient], Awaitable[Any]], auth: Any = None) -> Any:
    """What `work` does with an aioamocrm at the account "shop"."""

    async def inside() -> Any:
        granted = auth or aioamocrm.LongLivedToken(shop.token)
        async with aioamocrm.AmoCRMClient(base_url=shop.url, auth=granted, rate_limit=None) as amo:
            return await work(amo)

    return asyncio.run(inside())


async def everything(items: Any) -> list[Any]:
    return [item async for item in items]


@pytest.fixture
def stored(kommo: str) -> aioamocrm.MemoryTokenStorage:
    """Tokens of a consent to the account "shop"."""
    grant = with_code(kommo)
    tokens = aioamocrm.TokenSet(grant["access_token"], grant["refresh_token"], time.time() + grant["expires_in"])
    return aioamocrm.MemoryTokenStorage(tokens)


@pytest.fixture
def oauth(stored: aioamocrm.MemoryTokenStorage) -> aioamocrm.OAuth2:
    return aioamocrm.OAuth2(CLIENT_ID, SECRET, REDIRECT_URI, stored)


def refreshes(kommo: str) -> int:
    entries = play(kommo, "log", method="GET")["entries"]
    return sum('"refresh_token"' in entry["request_body"] for entry in entries if entry["path"].startswith("/oauth2/"))


class TestAioamocrmAndTokens:
    def test_a_code_becomes_a_pair_of_tokens(self, kommo: str, shop: Client):
        code = consent(kommo)["code"]
        auth = aioamocrm.OAuth2(CLIENT_ID, SECRET, REDIRECT_URI)

        async def work(amo: aioamocrm.AmoCRMClient) -> Any:
            await amo.exchange_code(code)
            return await amo.account.get()

        assert run(shop, work, auth).subdomain == "shop"

    def test_eight_calls_with_a_stale_token_refresh_once(self, kommo: str, shop: Client, oauth: aioamocrm.OAuth2):
        play(kommo, "expire", {})

        async def work(amo: aioamocrm.AmoCRMClient) -> Any:
            return await asyncio.gather(*(amo.leads.get(LEAD_ID) for _ in range(8)))

        assert {lead.id for lead in run(shop, work, oauth)} == {LEAD_ID}
        assert refreshes(kommo) == 1

    def test_a_revoked_grant_ends_it(self, kommo: str, shop: Client, oauth: aioamocrm.OAuth2):
        play(kommo, "revoke", {})
        with pytest.raises(aioamocrm.AuthError):
            run(shop, lambda amo: amo.account.get(), oauth)


class TestAioamocrmAndErrors:
    def test_429_is_waited_out(self, kommo: str, shop: Client):
        play(kommo, "settings", {"rate_limit": 1})

        async def work(amo: aioamocrm.AmoCRMClient) -> Any:
            return [await amo.leads.get(LEAD_ID) for _ in range(2)]

        started = time.monotonic()
        assert len(run(shop, work)) == 2
        assert time.monotonic() - started > 0.5

    def test_204_is_not_found(self, shop: Client):
        with pytest.raises(aioamocrm.NotFoundError):
            run(shop, lambda amo: amo.leads.get(999))

    def test_400_names_item_and_path(self, shop: Client):
        wrong = [{"name": "x", "custom_fields_values": [{"field_id": 1, "values": [{"value": "y"}]}]}]
        with pytest.raises(aioamocrm.ValidationError) as caught:
            run(shop, lambda amo: amo.leads.create(wrong))
        (issue,) = caught.value.errors
        assert (issue.request_id, issue.path) == ("0", "custom_fields_values.0.field_id")

    def test_402_and_403_have_their_names(self, kommo: str, shop: Client):
        play(kommo, "faults", {"match": "/api/v4/account", "status": 402})
        with pytest.raises(aioamocrm.PaymentRequiredError):
            run(shop, lambda amo: amo.account.get())
        play(kommo, "brand", {"brand": "amocrm"})
        with pytest.raises(aioamocrm.ForbiddenError):
            run(shop, lambda amo: amo.request("POST", "talks/66301/send_message", json={"text": "Hi"}))


class TestAioamocrmAndThings:
    def test_pages_end_where_the_list_ends(self, shop: Client):
        made = [{"name": f"Lead {number}"} for number in range(23)]
        assert len(run(shop, lambda amo: amo.leads.create(made, batch_size=10))) == 23
        by_pages = run(shop, lambda amo: everything(amo.leads.iterate(limit=7, with_=["contacts"])))
        assert len(by_pages) == len({lead.id for lead in by_pages}) > 23
        assert run(shop, lambda amo: everything(amo.leads.iterate(filter={"id": [1]}))) == []

    def test_leads_and_contacts_have_its_types(self, shop: Client):
        lead = run(shop, lambda amo: amo.leads.get(LEAD_ID, with_=["contacts", "loss_reason", "catalog_elements"]))
        contacts = run(shop, lambda amo: everything(amo.contacts.iterate(with_=["leads"])))
        run(shop, lambda amo: amo.leads.update([aioamocrm.Lead(id=LEAD_ID, price=5)]))

        assert lead.price == 18900
        assert CONTACT_ID in {contact.id for contact in contacts}
        assert run(shop, lambda amo: amo.leads.get(LEAD_ID)).price == 5

    def test_pipelines_users_fields_and_the_account_have_its_types(self, shop: Client):
        pipelines = run(shop, lambda amo: amo.pipelines.list())
        statuses = run(shop, lambda amo: amo.pipelines.statuses(PIPELINE_ID))
        fields = run(shop, lambda amo: everything(amo.contacts.custom_fields.iterate()))

        assert {142, 143} <= {status.id for pipeline in pipelines for status in pipeline.statuses}
        assert {142, 143} <= {status.id for status in statuses}
        assert run(shop, lambda amo: amo.pipelines.get(PIPELINE_ID)).id == PIPELINE_ID
        assert {field.code for field in fields} >= {"PHONE", "EMAIL"}
        assert run(shop, lambda amo: amo.users.get(USER_ID)).id == USER_ID
        assert run(shop, lambda amo: amo.account.get(with_=["task_types", "datetime_settings"])).id == 31000001

    def test_tasks_are_made_changed_and_done(self, shop: Client):
        async def work(amo: aioamocrm.AmoCRMClient) -> Any:
            (made,) = await amo.tasks.create([aioamocrm.Task(**TASK)])
            before = await amo.tasks.get(made.id)
            await amo.tasks.update([{"id": made.id, "text": "Call again"}])
            await amo.tasks.complete(made.id, result="Done")
            return before, await amo.tasks.get(made.id)

        before, after = run(shop, work)
        assert (before.result, before.is_completed) == (None, False)
        assert (after.text, after.result.text, after.is_completed) == ("Call again", "Done", True)
        assert len(run(shop, lambda amo: everything(amo.tasks.iterate(filter={"is_completed": True})))) == 1

    def test_notes_are_written_and_read(self, shop: Client):
        (made,) = run(shop, lambda amo: amo.leads.notes.create([aioamocrm.Note.common(LEAD_ID, "Hi")]))
        note = run(shop, lambda amo: amo.leads.notes.get(made.id, entity_id=LEAD_ID))

        assert (made.entity_id, note.note_type, note.text) == (LEAD_ID, "common", "Hi")
        assert run(shop, lambda amo: everything(amo.leads.notes.iterate(entity_id=LEAD_ID))) == [note]

    def test_talks_are_at_hand(self, shop: Client):
        assert run(shop, lambda amo: amo.request("GET", "talks/66301"))["talk_id"] == 66301


@pytest.fixture
def wrapper(kommo: str, shop: Client) -> AmoOAuthClient:
    return AmoOAuthClient(shop.token, "none", kommo, CLIENT_ID, SECRET, REDIRECT_URI)


def first_id(answer: dict[str, Any], member: str) -> int:
    return answer["_embedded"][member][0]["id"]


class TestWrapper:
    def test_tokens_are_renewed(self, kommo: str):
        grant = with_code(kommo)
        tokens = grant["access_token"], grant["refresh_token"]
        client = AmoOAuthClient(*tokens, kommo, CLIENT_ID, SECRET, REDIRECT_URI)
        play(kommo, "expire", {})

        with pytest.raises(AmoException) as caught:
            client.get_account_info()  # this client waits for another wording of a 401 than Kommo's
        assert caught.value.code == 401
        client.update_tokens()
        assert client.get_account_info()["subdomain"] == "shop"

    def test_nothing_and_something_wrong(self, wrapper: AmoOAuthClient):
        assert wrapper.get_lead(999) == {}
        assert wrapper.get_catalogs() == {}
        with pytest.raises(AmoException) as caught:
            wrapper.create_leads([{"price": "much"}])
        assert caught.value.code == 400

    def test_leads_and_contacts(self, wrapper: AmoOAuthClient):
        lead_id = first_id(wrapper.create_leads([{"name": "New"}]), "leads")
        wrapper.update_leads([{"id": lead_id, "price": 7}])
        contact_id = first_id(wrapper.create_contacts([{"name": "Ana"}]), "contacts")
        wrapper.update_contacts([{"id": contact_id, "first_name": "Anna"}])

        assert wrapper.get_lead(lead_id)["price"] == 7
        assert wrapper.get_contact(contact_id)["first_name"] == "Anna"
        assert len(wrapper.get_leads(filter_ids=[lead_id, LEAD_ID])["_embedded"]["leads"]) == 2
        assert wrapper.get_contacts(with_params=["leads"])["_embedded"]["contacts"]

    def test_pipelines_and_stages(self, wrapper: AmoOAuthClient):
        added = wrapper.add_statuses_to_pipeline(PIPELINE_ID, [{"name": "Offer", "sort": 35, "color": "#fffeb2"}])
        status_id = first_id(added, "statuses")

        assert wrapper.get_pipelines()["_total_items"] >= 1
        assert wrapper.get_pipeline(PIPELINE_ID)["id"] == PIPELINE_ID
        assert wrapper.get_pipeline_status(PIPELINE_ID, status_id)["name"] == "Offer"
        assert wrapper.edit_pipeline_status(PIPELINE_ID, status_id, "Quote", 36, "#fffd7f")["name"] == "Quote"
        assert wrapper.delete_status_from_pipeline(PIPELINE_ID, status_id) == {}

    def test_tasks(self, wrapper: AmoOAuthClient):
        task_id = first_id(wrapper.add_tasks([TASK]), "tasks")
        wrapper.update_tasks([{"id": task_id, "text": "Call again"}])
        wrapper.execution_task(task_id, True, "Done")

        assert wrapper.get_task(task_id)["result"] == {"text": "Done"}
        assert wrapper.get_tasks(filters={"is_completed": 1})["_embedded"]["tasks"][0]["text"] == "Call again"

    def test_notes(self, wrapper: AmoOAuthClient):
        note = {"note_type": "common", "params": {"text": "Hi"}}
        note_id = first_id(wrapper.create_entity_note("leads", [note], LEAD_ID), "notes")
        wrapper.update_entity_note("leads", LEAD_ID, note_id, note | {"params": {"text": "Hello"}})
        many = [{"id": note_id, "entity_id": LEAD_ID, **note}]
        wrapper.update_entity_many_notes("leads", many)

        assert wrapper.get_entity_note("leads", note_id)["params"] == {"text": "Hi"}
        assert first_id(wrapper.get_notes_by_entity_type("leads"), "notes") == note_id
        assert first_id(wrapper.get_notes_by_entity_type_and_entity_id("leads", LEAD_ID), "notes") == note_id

    def test_events(self, wrapper: AmoOAuthClient):
        wrapper.update_leads([{"id": LEAD_ID, "status_id": OTHER_STAGE, "pipeline_id": PIPELINE_ID}])
        found = wrapper.get_events(filter_by_entity="lead", filter_by_entity_id=LEAD_ID)["_embedded"]["events"]

        assert [event["type"] for event in found] == ["lead_status_changed"]
        assert wrapper.get_event(found[0]["id"])["entity_id"] == LEAD_ID
        assert wrapper.get_events_type()["_embedded"]["events_types"]

    def test_tags(self, wrapper: AmoOAuthClient):
        tag_id = first_id(wrapper.add_tags_for_entity_type("leads", [{"name": "vip", "color": "FFFFFF"}]), "tags")
        found = wrapper.get_tags_by_entity_type("leads", filters={"name": "vip"})
        assert first_id(found, "tags") == tag_id

    def test_webhooks(self, wrapper: AmoOAuthClient):
        wrapper.subscribe_webhook("https://app.example/h", ["add_lead"])
        assert wrapper.get_webhooks()["_embedded"]["webhooks"][0]["destination"] == "https://app.example/h"

    def test_incoming_leads(self, kommo: str, wrapper: AmoOAuthClient):
        uids = [play(kommo, "unsorted", {"category": "mail"})["uid"] for _ in range(2)]

        assert wrapper.get_unsorted_by_uid(uids[0])["category"] == "mail"
        assert len(wrapper.get_unsorted_leads(order_by={"created_at": "asc"})["_embedded"]["unsorted"]) == 2
        assert wrapper.accept_unsorted(uids[0], USER_ID, OTHER_STAGE)["uid"] == uids[0]
        assert wrapper.decline_unsorted(uids[1], USER_ID)["uid"] == uids[1]
        assert wrapper.get_summary_unsorted()["total"] == 2

    def test_catalogs_and_elements(self, wrapper: AmoOAuthClient):
        catalog_id = first_id(wrapper.create_catalogs([{"name": "Goods", "type": "products"}]), "catalogs")
        wrapper.update_catalogs([{"id": catalog_id, "name": "Things"}])
        element_id = first_id(wrapper.add_elements_to_catalog(catalog_id, [{"name": "Jacket"}]), "elements")
        wrapper.update_elements_in_catalog(catalog_id, [{"id": element_id, "name": "Coat"}])

        assert wrapper.get_catalog(catalog_id)["name"] == "Things"
        assert wrapper.get_catalog_element(catalog_id, element_id)["name"] == "Coat"
        assert first_id(wrapper.get_catalog_elements(catalog_id), "elements") == element_id
        assert first_id(wrapper.get_catalogs(), "catalogs") == catalog_id

    def test_users_and_fields(self, wrapper: AmoOAuthClient):
        field_id = first_id(wrapper.get_leads_custom_fields(), "custom_fields")

        assert wrapper.get_users()["_total_items"] == 2
        assert wrapper.get_user(USER_ID)["id"] == USER_ID
        assert wrapper.get_leads_custom_field(field_id)["id"] == field_id
        assert wrapper.get_contacts_custom_fields()["_embedded"]["custom_fields"]
        assert wrapper.get_companies_custom_fields()["_embedded"]["custom_fields"]


class TestCompaniesAndLinks:
    """The rest of what leads, contacts and companies are: companies themselves, links and complex leads."""

    def test_aioamocrm_makes_companies(self, shop: Client):
        (made,) = run(shop, lambda amo: amo.companies.create([aioamocrm.Company(name="Silva Lda")]))
        assert run(shop, lambda amo: amo.companies.get(made.id)).name == "Silva Lda"

    def test_aioamocrm_links_and_unlinks(self, shop: Client):
        async def work(amo: aioamocrm.AmoCRMClient) -> Any:
            (made,) = await amo.leads.create([{"name": "New"}])
            await amo.leads.link(made.id, "contacts", CONTACT_ID, metadata={"is_main": True})
            linked = await amo.leads.links(made.id)
            await amo.leads.unlink(made.id, "contacts", CONTACT_ID)
            return linked, await amo.leads.links(made.id)

        linked, unlinked = run(shop, work)
        assert [(link.to_entity_type, link.to_entity_id) for link in linked] == [("contacts", CONTACT_ID)]
        assert unlinked == []

    def test_aioamocrm_makes_a_lead_with_its_contact_and_company(self, shop: Client):
        lead = {"name": "New", "_embedded": {"contacts": [{"first_name": "Ana"}], "companies": [{"name": "Silva"}]}}
        (made,) = run(shop, lambda amo: amo.leads.create_complex([lead]))
        assert made.id
        assert made.contact_id
        assert made.company_id

    def test_the_wrapper_makes_companies_and_links(self, wrapper: AmoOAuthClient):
        company_id = first_id(wrapper.create_companies([{"name": "Silva Lda"}]), "companies")
        wrapper.link_leads_entity(LEAD_ID, [{"to_entity_id": company_id, "to_entity_type": "companies"}])

        assert wrapper.get_company(company_id)["name"] == "Silva Lda"
        found = wrapper.get_leads_links(LEAD_ID)["_embedded"]["links"]
        assert (company_id, "companies") in {(link["to_entity_id"], link["to_entity_type"]) for link in found}
