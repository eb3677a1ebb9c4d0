"""Leads, contacts, companies, customers and what belongs to them: written and read at the stand-in, over a socket."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from crm_kommo import selectors
from crm_kommo.calls import client_of
from crm_kommo.card_write import fields_write
from crm_kommo.client import errors
from crm_kommo.client.drafts import CompanyDraft, ContactDraft, CustomerDraft, LeadDraft
from crm_kommo.client.filters import Filters
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.resources.complex_leads import ComplexDraft
from crm_kommo.mirror import mirror_lead
from crm_kommo.mirror.rows import Outcome
from crm_kommo.models import Connection, Lead, Pipeline, Stage
from crm_kommo.values.required import missing_for_stage
from crm_kommo.values.writing import written
from tests.crm_kommo.fake_kommo import Reply
from tests.play import Play

LEAD_ID, CONTACT_ID = 30052001, 37054001
MOSCOW = ZoneInfo("Europe/Moscow")
SELECT, TEXT, LONG, DATE = 564832, 564834, 564836, 564848
PHONE = 735649


def definitions_of(api: KommoClient, entity: str = "leads"):
    """Remembered since the beginning of the test, read again when asked for."""
    known = {field.id: field for field in api.fields.all(entity=entity)}

    def definitions(*, fresh: bool):
        return {field.id: field for field in api.fields.all(entity=entity)} if fresh else known

    return definitions


def write(api: KommoClient, wanted: dict, **options):
    definitions = options.pop("definitions", None) or definitions_of(api)
    return fields_write(
        resource=api.leads, card_id=LEAD_ID, wanted=wanted, definitions=definitions, zone=MOSCOW, **options
    )


class TestLeads:
    def test_one_is_made_read_changed(self, api: KommoClient) -> None:
        draft = LeadDraft(name="Order", price=Decimal("10.6"), contact_ids=[CONTACT_ID], add_tags=["vip"])
        [made] = api.leads.create(drafts=[draft])
        api.leads.update(card_id=made.id, draft=LeadDraft(pipeline_id=11689563, status_id=142))
        lead = api.leads.get(lead_id=made.id)

        assert (lead.name, lead.price, lead.main_contact_id, lead.tags) == ("Order", 11, CONTACT_ID, ("vip",))
        assert lead.status_id == 142
        assert lead.closed_at is not None

    def test_one_that_is_not_there_cannot_be_changed(self, api: KommoClient) -> None:
        with pytest.raises(errors.NotFound):
            api.leads.update(card_id=1, draft=LeadDraft(name="x"))

    def test_ls_06_times_are_asked_for_as_ranges(self, api: KommoClient, kommo: Play) -> None:
        now = timezone.now()
        api.leads.update(card_id=LEAD_ID, draft=LeadDraft(name="Changed"))
        found = api.leads.list(filters=Filters(updated=(now - timedelta(minutes=1), None), order="updated_at"))

        assert [lead.id for lead in found] == [LEAD_ID]
        assert "filter[updated_at][from]" in kommo.calls("GET /api/v4/leads")[0]["path"].replace("%5B", "[").replace(
            "%5D", "]"
        )

    def test_filters_by_stage_person_and_text(self, api: KommoClient) -> None:
        lead = api.leads.get(lead_id=LEAD_ID)
        stage = (lead.pipeline_id, lead.status_id)
        filters = Filters(stages=[stage], responsible_user_ids=[lead.responsible_user_id], text=lead.name)

        assert LEAD_ID in [found.id for found in api.leads.list(filters=filters)]
        assert not list(api.leads.list(filters=Filters(price=(Decimal(10**9), None))))

    def test_why_one_was_lost_is_told(self, api: KommoClient) -> None:
        reason_id = api.loss_reasons.create(name="Too dear")
        draft = LeadDraft(pipeline_id=11689563, status_id=143, loss_reason_id=reason_id)
        api.leads.update(card_id=LEAD_ID, draft=draft)

        assert api.leads.get(lead_id=LEAD_ID).loss_reason == "Too dear"
        api.loss_reasons.rename(reason_id=reason_id, name="Price")
        assert [reason.name for reason in api.loss_reasons.all()] == ["Price"]
        api.loss_reasons.delete(reason_id=reason_id)
        assert api.loss_reasons.all() == []

    def test_ls_12_complex_leads_answer_with_a_bare_list(self, api: KommoClient) -> None:
        draft = ComplexDraft(
            lead=LeadDraft(name="Order", request_id="q"),
            contact=ContactDraft(first_name="Ana"),
            company=CompanyDraft(name="Lda"),
        )
        [made] = api.complex_leads.create(drafts=[draft])
        lead = api.leads.get(lead_id=made.lead_id)

        assert (lead.main_contact_id, lead.company_id) == (made.contact_id, made.company_id)
        assert not made.is_merged

    def test_ls_12_a_company_that_exists_may_be_missing_from_the_answer(self, server, tokens, limiter) -> None:
        server.replies = [
            Reply(200, [{"id": 7, "contact_id": 8, "company_id": None, "request_id": ["0"], "merged": True}])
        ]
        client = KommoClient(base_url=server.url, access=tokens, limiter=limiter)
        [made] = client.complex_leads.create(drafts=[ComplexDraft(lead=LeadDraft(name="x", company_id=5))])

        assert (made.lead_id, made.contact_id, made.company_id, made.is_merged) == (7, 8, None, True)


class TestOthers:
    def test_cf_12_a_contact_has_a_name_whichever_was_filled(self, server, tokens, limiter) -> None:
        client = KommoClient(base_url=server.url, access=tokens, limiter=limiter)
        for names in ({"name": "Ana Silva"}, {"name": "", "first_name": "Ana", "last_name": "Silva"}):
            server.replies = [Reply(200, {"id": 1, **names})]
            assert client.contacts.get(contact_id=1).name == "Ana Silva"

    def test_a_contact_and_its_company(self, api: KommoClient) -> None:
        [company] = api.companies.create(drafts=[CompanyDraft(name="Lda")])
        [contact] = api.contacts.create(drafts=[ContactDraft(first_name="Ana", company_id=company.id)])

        assert api.contacts.get(contact_id=contact.id).company_id == company.id
        assert api.companies.get(company_id=company.id).contact_ids == (contact.id,)
        assert api.contacts.get(contact_id=CONTACT_ID).lead_ids == (LEAD_ID,)

    def test_customers_where_there_are_any(self, api: KommoClient) -> None:
        assert not api.account.get().has_customers
        with pytest.raises(errors.PaymentRequired):
            list(api.customers.list())

        api.customers.switch_on()
        draft = CustomerDraft(name="Ana", next_price=Decimal(50), next_at=datetime(2026, 12, 1, tzinfo=UTC))
        [made] = api.customers.create(drafts=[draft])
        customer = api.customers.get(customer_id=made.id)
        assert (customer.name, customer.next_price, customer.next_at) == (draft.name, draft.next_price, draft.next_at)

    def test_links_are_made_listed_and_undone(self, api: KommoClient) -> None:
        api.links.link(of="leads", id=LEAD_ID, to="contacts", to_id=37054002, is_main=True)
        assert api.leads.get(lead_id=LEAD_ID).main_contact_id == 37054002
        assert {(link.id, link.is_main) for link in api.links.all(of="leads", id=LEAD_ID)} == {
            (CONTACT_ID, False),
            (37054002, True),
        }
        api.links.unlink(of="leads", id=LEAD_ID, to="contacts", to_id=37054002)
        assert api.leads.get(lead_id=LEAD_ID).contact_ids == (CONTACT_ID,)

    def test_cf_05_tags_of_others_stay(self, api: KommoClient) -> None:
        api.leads.update(card_id=LEAD_ID, draft=LeadDraft(only_tags=["theirs", "old"]))
        api.leads.update(card_id=LEAD_ID, draft=LeadDraft(add_tags=["ours"], remove_tags=["old"]))
        assert set(api.leads.get(lead_id=LEAD_ID).tags) == {"theirs", "ours"}

        api.leads.update(card_id=LEAD_ID, draft=LeadDraft(only_tags=[]))
        assert api.leads.get(lead_id=LEAD_ID).tags == ()
        assert {"theirs", "ours"} <= {tag.name for tag in api.tags.all(entity="leads")}
        assert api.tags.create(entity="leads", names=["ours"])[0].id in {tag.id for tag in api.tags.all(entity="leads")}


class TestDefinitions:
    def test_pipelines_and_stages_are_made_and_deleted(self, api: KommoClient) -> None:
        pipeline_id = api.pipelines.create(name="Second", stages=["New", "Offer"])
        stage_id = api.stages.create(pipeline_id=pipeline_id, name="Sent", sort=35)
        api.stages.rename(pipeline_id=pipeline_id, status_id=stage_id, name="Sent out")
        names = [stage.name for stage in api.pipelines.get(pipeline_id=pipeline_id).stages]

        assert names[1:4] == ["New", "Offer", "Sent out"]
        api.stages.delete(pipeline_id=pipeline_id, status_id=stage_id)
        api.pipelines.delete(pipeline_id=pipeline_id)
        assert api.pipelines.get(pipeline_id=pipeline_id) is None

    def test_fields_choices_and_groups_are_made_and_deleted(self, api: KommoClient) -> None:
        group = api.field_groups.create(entity="leads", name="Delivery")
        field_id = api.fields.create(
            entity="leads", name="City", type="select", choices=["Porto", "Braga"], group_id=group.id
        )
        field = api.fields.get(entity="leads", field_id=field_id)
        changed = api.fields.set_choices(entity="leads", field_id=field_id, choices=[field.choices[0], "Faro"])

        assert field.group_id == group.id
        assert [choice.value for choice in changed.choices] == ["Porto", "Faro"]
        assert changed.choices[0].id == field.choices[0].id
        api.fields.delete(entity="leads", field_id=field_id)
        api.field_groups.delete(entity="leads", group_id=group.id)
        assert api.fields.get(entity="leads", field_id=field_id) is None

    def test_ls_10_won_and_lost_are_in_every_pipeline(self, api: KommoClient, connection: Connection) -> None:
        pipelines = api.pipelines.all()
        assert all({142, 143} <= {stage.id for stage in pipeline.stages} for pipeline in pipelines)
        assert all(pipeline.stages[0].type == 1 for pipeline in pipelines)

        for kommo_id, name in ((900, "Paid"), (901, "Came")):
            row = Pipeline.objects.create(connection=connection, kommo_id=kommo_id, name="x")
            Stage.objects.create(pipeline=row, kommo_id=142, name=name)
        assert selectors.stage_name(pipeline_id=900, status_id=142) == "Paid"
        assert selectors.stage_name(pipeline_id=901, status_id=142) == "Came"


class TestFieldsWrite:
    def test_cf_03_a_renewed_choice_is_found_after_one_look_at_fresh_definitions(self, api, kommo) -> None:
        stale = definitions_of(api)
        choices = [choice.value for choice in stale(fresh=False)[SELECT].choices]
        api.fields.set_choices(entity="leads", field_id=SELECT, choices=choices)  # the same texts under new ids
        changes = write(api, {SELECT: choices[3]}, definitions=stale)

        assert len(changes.writes) == 1
        assert [call["status"] for call in kommo.calls(f"PATCH /api/v4/leads/{LEAD_ID}")] == [400, 200]
        assert api.leads.get(lead_id=LEAD_ID).filled[SELECT][0]["value"] == choices[3]

    def test_cf_03_a_choice_that_is_gone_is_reported(self, api: KommoClient) -> None:
        stale = definitions_of(api)
        gone = stale(fresh=False)[SELECT].choices[3].value
        api.fields.set_choices(entity="leads", field_id=SELECT, choices=["Another"])
        changes = write(api, {SELECT: gone}, definitions=stale)

        assert changes.writes == []
        assert changes.problems[0].choices == ("Another",)

    def test_cf_06_a_value_is_cleared(self, api: KommoClient) -> None:
        write(api, {TEXT: "Boots"})
        write(api, {TEXT: ""})

        assert TEXT not in api.leads.get(lead_id=LEAD_ID).filled

    def test_cf_02_what_is_there_already_is_not_sent(self, api: KommoClient, kommo: Play) -> None:
        write(api, {TEXT: "Boots", SELECT: "Опт"})
        kommo.forget_calls()
        write(api, {TEXT: "Boots", SELECT: "Опт"})

        assert kommo.calls("PATCH") == []

    def test_cf_10_a_field_that_a_person_fills_meanwhile_is_left(self, api: KommoClient) -> None:
        seen = api.leads.get(lead_id=LEAD_ID).filled
        write(api, {TEXT: "the person's"})
        changes = write(api, {TEXT: "ours", LONG: "ours too"}, seen=seen)
        filled = api.leads.get(lead_id=LEAD_ID).filled

        assert changes.conflicts == [TEXT]
        assert (filled[TEXT][0]["value"], filled[LONG][0]["value"]) == ("the person's", "ours too")

    def test_cf_09_a_day_is_stored_as_midnight_of_the_accounts_zone(self, api: KommoClient) -> None:
        write(api, {DATE: "2022-01-20"})

        assert api.leads.get(lead_id=LEAD_ID).filled[DATE][0]["value"] == 1_642_626_000

    def test_cf_04_a_phone_is_added_to_those_that_are_there(self, api: KommoClient) -> None:
        before = api.contacts.get(contact_id=CONTACT_ID).filled[PHONE]
        fields_write(
            resource=api.contacts,
            card_id=CONTACT_ID,
            wanted={PHONE: "+351900000999"},
            definitions=definitions_of(api, "contacts"),
            zone=MOSCOW,
        )
        after = api.contacts.get(contact_id=CONTACT_ID).filled[PHONE]

        assert [value["value"] for value in after] == [*(value["value"] for value in before), "+351900000999"]

    def test_cf_07_a_text_too_long_with_emoji_is_cut_and_taken(self, api: KommoClient) -> None:
        write(api, {TEXT: "🏔" * 400})

        assert api.leads.get(lead_id=LEAD_ID).filled[TEXT][0]["value"] == "🏔" * 127

    def test_cf_11_a_stage_that_requires_a_field_refuses_the_move(self, api: KommoClient) -> None:
        stage = {"pipeline_id": 11689563, "status_id": 89860463}
        api.fields.require_in(entity="leads", field_id=LONG, stages=[(11689563, 89860463)])
        lead, definitions = api.leads.get(lead_id=LEAD_ID), api.fields.all(entity="leads")
        missing = missing_for_stage(definitions, filled=lead.filled, **stage)
        with pytest.raises(errors.Invalid):
            api.leads.update(card_id=LEAD_ID, draft=LeadDraft(**stage))

        assert [field.id for field in missing] == [LONG]
        field = written(missing[0], "filled", zone=MOSCOW)
        api.leads.update(card_id=LEAD_ID, draft=LeadDraft(**stage, fields=[field]))
        assert api.leads.get(lead_id=LEAD_ID).status_id == 89860463


class TestTenants:
    def test_tn_01_two_clients_share_no_token_and_no_address(self, kommo: Play, server, tokens, limiter, api) -> None:
        server.replies = [Reply(200, {"id": 1})]
        other = KommoClient(base_url=server.url, access=tokens, limiter=limiter)

        assert (other.account.get().id, api.account.get().id, other.account.get().id) == (1, 31000001, 1)
        assert {seen[2]["Authorization"] for seen in server.seen} == {"Bearer first"}

    def test_tn_03_equal_ids_of_two_accounts_are_two_things(self, connected: Connection, connection_of_another) -> None:
        read = client_of(connected).leads.get(lead_id=LEAD_ID)
        mirror_lead(read, connection=connected)
        mirror_lead(read, connection=connection_of_another)

        assert Lead.objects.filter(kommo_id=LEAD_ID).count() == 2

    def test_ls_07_what_comes_twice_is_one_row(self, connected: Connection) -> None:
        read = client_of(connected).leads.get(lead_id=LEAD_ID)
        outcomes = [mirror_lead(read, connection=connected)[1] for _page in range(2)]

        assert outcomes == [Outcome.ADDED, Outcome.SAME]

    @pytest.mark.parametrize("off_by", [timedelta(days=-400), timedelta(days=400)])
    def test_tn_06_only_kommos_own_times_are_compared(
        self, connected: Connection, server, tokens, limiter, off_by
    ) -> None:
        """Our clock may be anywhere: a later time of Kommo's is newer than an earlier one."""
        client = KommoClient(base_url=server.url, access=tokens, limiter=limiter)
        first = int((timezone.now() + off_by).timestamp())
        for name, updated_at in (("older", first), ("newer", first + 1), ("late", first)):
            server.replies = [Reply(200, {"id": 501, "name": name, "updated_at": updated_at})]
            mirror_lead(client.leads.get(lead_id=501), connection=connected)

        lead = Lead.objects.get(kommo_id=501)
        assert (lead.name, lead.kommo_updated_at) == ("newer", datetime.fromtimestamp(first + 1, UTC))

    def test_tn_08_ids_and_prices_beyond_32_bits_are_kept(self, connected: Connection, server, tokens, limiter) -> None:
        big = 2**40
        body = {"id": big, "price": 2_147_483_648, "pipeline_id": big, "status_id": big, "responsible_user_id": big}
        server.replies = [Reply(200, body)]
        read = KommoClient(base_url=server.url, access=tokens, limiter=limiter).leads.get(lead_id=big)
        mirror_lead(read, connection=connected)

        lead = Lead.objects.get(kommo_id=big)
        assert (lead.price, lead.pipeline_id, lead.responsible_user_id) == (2_147_483_648, big, big)

    def test_tn_07_every_list_is_read_over_a_real_socket(self, api: KommoClient, kommo: Play) -> None:
        """A call that cannot work would not reach the stand-in's log."""
        api.leads.create(drafts=[LeadDraft(name="x", add_tags=["x"])])
        kommo.forget_calls()
        for resource in (api.leads, api.contacts, api.companies):
            list(resource.list())
        for read in (api.pipelines.all, api.users.all, api.roles.all, api.loss_reasons.all, api.talks.all):
            list(read())
        for resource in (api.fields, api.field_groups, api.tags):
            resource.all(entity="leads")
        api.links.all(of="leads", id=LEAD_ID)

        answers = [call["status"] for call in kommo.calls("GET /api/v4/")]
        assert len(answers) == 12
        assert set(answers) <= {200, 204}


@pytest.fixture
def connection_of_another(connected: Connection) -> Connection:
    """A second account of the same workspace, as after another one was connected before."""
    return Connection.objects.create(
        account_id=1, base_url="https://b.kommo.com", public_id="1" * 16, is_current=False, connected_at=timezone.now()
    )
