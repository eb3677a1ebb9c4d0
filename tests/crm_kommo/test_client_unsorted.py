"""Incoming leads and sources, by the client at the stand-in."""

from datetime import UTC, datetime

import pytest

from crm_kommo.client import errors
from crm_kommo.client.resources import unsorted_contents

PIPELINE_ID, LEAD_ID, OTHER_STAGE = 11689563, 30052001, 89860463
NOW = datetime.now(UTC).replace(microsecond=0)
ORIGIN = unsorted_contents.Origin(
    source_name="Landing",
    source_uid="web-1",
    pipeline_id=PIPELINE_ID,
    created_at=NOW,
    lead={"name": "Web lead", "price": 500},
    contact={
        "name": "Ana",
        "custom_fields_values": [{"field_code": "PHONE", "values": [{"value": "+351900000001", "enum_code": "WORK"}]}],
    },
)
FORM = unsorted_contents.form(
    origin=ORIGIN, form_id="f1", form_name="Contact", form_page="https://shop.example", ip="192.0.2.1", sent_at=NOW
)
CALL = unsorted_contents.sip_call(
    origin=ORIGIN,
    uniq="c1",
    service_code="pbx",
    phone="+351900000001",
    caller="PBX",
    called_at=NOW,
    duration=54,
    link="https://pbx.example/c1.mp3",
)


class TestIncomingLeads:
    @pytest.mark.parametrize("content", [FORM, CALL], ids=["form", "call"])
    def test_one_is_made_and_read(self, api, content) -> None:
        made = api.unsorted.create(content=content)
        read = api.unsorted.get(uid=made.uid)

        assert (read.category, read.source_uid, read.created_at) == (content.category, "web-1", NOW)
        assert read.metadata == content.body["metadata"]
        assert (read.lead_ids, read.contact_ids) == (made.lead_ids, made.contact_ids)
        assert api.leads.get(lead_id=read.lead_ids[0]).name == "Web lead"

    def test_its_contact_is_hidden_until_it_is_accepted(self, api) -> None:
        made = api.unsorted.create(content=FORM)
        assert api.contacts.by_ids(ids=made.contact_ids) == []

        accepted = api.unsorted.accept(uid=made.uid, status_id=OTHER_STAGE)
        assert accepted.lead_ids == made.lead_ids
        assert [contact.name for contact in api.contacts.by_ids(ids=made.contact_ids)] == ["Ana"]
        assert api.leads.get(lead_id=made.lead_ids[0]).status_id == OTHER_STAGE

    def test_what_was_sorted_is_gone(self, api) -> None:
        made = api.unsorted.create(content=FORM)
        api.unsorted.decline(uid=made.uid)

        assert api.unsorted.get(uid=made.uid) is None
        with pytest.raises(errors.NotFound):
            api.unsorted.accept(uid=made.uid)

    def test_a_chat_is_joined_to_a_lead_that_exists(self, kommo, api) -> None:
        chat = kommo.post("unsorted", {"category": "chats", "name": "Rui", "text": "Hi"})
        assert api.unsorted.link(uid=chat["uid"], lead_id=LEAD_ID).lead_ids == (LEAD_ID,)
        assert api.talks.get(talk_id=chat["talk_id"]).lead_id == LEAD_ID

    def test_only_a_chat_can_be_joined(self, api) -> None:
        with pytest.raises(errors.Invalid):
            api.unsorted.link(uid=api.unsorted.create(content=FORM).uid, lead_id=LEAD_ID)

    def test_lists_are_filtered_and_summed_up(self, kommo, api) -> None:
        form, call = api.unsorted.create(content=FORM), api.unsorted.create(content=CALL)
        mail = kommo.post("unsorted", {"category": "mail", "text": "A question"})
        api.unsorted.accept(uid=form.uid)
        api.unsorted.decline(uid=call.uid)
        summary = api.unsorted.summary()

        assert [item.uid for item in api.unsorted.all()] == [mail["uid"]]
        assert api.unsorted.all(categories=["sip"], pipeline_id=PIPELINE_ID) == []
        assert (summary.total, summary.accepted, summary.declined) == (3, 1, 1)
        assert summary.categories == {"sip": 1, "mail": 1, "forms": 1, "chats": 0}


class TestSources:
    def test_only_our_own_are_seen(self, api) -> None:
        assert api.sources.all() == []
        source_id = api.sources.create(name="Shop", external_id="shop-1", pipeline_id=PIPELINE_ID)
        (source,) = api.sources.all(external_ids=["shop-1"])

        assert (source.id, source.name, source.external_id) == (source_id, "Shop", "shop-1")
        assert api.sources.get(source_id=source_id) == source

    def test_one_is_changed_and_removed(self, api) -> None:
        source_id = api.sources.create(name="Shop", external_id="shop-1", pipeline_id=PIPELINE_ID)
        api.sources.update(source_id=source_id, name="New shop")
        assert api.sources.get(source_id=source_id).name == "New shop"
        api.sources.delete(source_id=source_id)
        assert api.sources.get(source_id=source_id) is None

    def test_an_external_id_is_given_once(self, api) -> None:
        api.sources.create(name="Shop", external_id="shop-1", pipeline_id=PIPELINE_ID)
        with pytest.raises(errors.Invalid):
            api.sources.create(name="Shop 2", external_id="shop-1", pipeline_id=PIPELINE_ID)
