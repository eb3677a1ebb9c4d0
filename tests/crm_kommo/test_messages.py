from datetime import timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm_kommo import services
from crm_kommo.errors import OutcomeUnknown, Refused, SendRefused, TryLater
from crm_kommo.models import Contact, Lead
from crm_kommo.services.mirrors import lead_refresh

SEND = "/send_message"


@pytest.fixture
def talk_id(kommo, connected) -> int:
    return next(lead["talk_id"] for lead in kommo.get("leads")["leads"] if lead["talk_id"])


def written(kommo, talk_id: int) -> list[str]:
    return [message["text"] for message in kommo.get(f"talks/{talk_id}/messages")["messages"]]


class TestSend:
    def test_the_customer_gets_it(self, kommo, talk_id) -> None:
        message_id = services.message_send(talk_id=talk_id, text="Да, есть 48-й размер.")

        last = kommo.get(f"talks/{talk_id}/messages")["messages"][-1]
        assert (last["id"], last["text"], last["type"]) == (message_id, "Да, есть 48-й размер.", "outgoing")

    def test_a_closed_talk_refuses(self, kommo, talk_id) -> None:
        kommo.post(f"talks/{talk_id}/close")

        with pytest.raises(SendRefused) as caught:
            services.message_send(talk_id=talk_id, text="x")
        assert caught.value.code == "refused"

    @pytest.mark.parametrize(("status", "code"), [(400, "invalid"), (402, "payment_required"), (404, "not_found")])
    def test_a_refusal_has_a_reason(self, kommo, talk_id, status, code) -> None:
        kommo.fail(SEND, status=status)

        with pytest.raises(SendRefused) as caught:
            services.message_send(talk_id=talk_id, text="x")
        assert caught.value.code == code
        assert caught.value.message

    def test_too_many_calls_mean_later(self, kommo, talk_id) -> None:
        kommo.fail(SEND, status=429)

        with pytest.raises(TryLater) as caught:
            services.message_send(talk_id=talk_id, text="x")
        assert caught.value.after > timedelta(0)

    @pytest.mark.parametrize("how", [{"cut": True}, {"status": 502}], ids=["cut off", "502"])
    def test_ch_11_a_lost_answer_leaves_the_outcome_unknown_and_is_not_sent_again(self, kommo, talk_id, how) -> None:
        kommo.forget_calls()
        kommo.fail(SEND, times=5, **how)

        with pytest.raises(OutcomeUnknown):
            services.message_send(talk_id=talk_id, text="once")
        assert len(kommo.calls(SEND)) == 1

    def test_what_was_handled_all_the_same_is_found_in_the_talk(self, kommo, talk_id) -> None:
        began = timezone.now() - timedelta(seconds=5)
        kommo.fail(SEND, cut=True)
        with pytest.raises(OutcomeUnknown):
            services.message_send(talk_id=talk_id, text="once")

        found = [message for message in services.talk_messages(talk_id=talk_id, since=began) if message.is_outgoing]
        assert [message.text for message in found] == ["once"]
        assert written(kommo, talk_id).count("once") == 1

    def test_a_token_that_cannot_be_renewed_now_means_not_sent(self, kommo, talk_id, connected) -> None:
        connected.access_expires_at = timezone.now()
        connected.save()
        kommo.fail("POST /oauth2/access_token", cut=True)

        with pytest.raises(TryLater):
            services.message_send(talk_id=talk_id, text="x")
        assert "x" not in written(kommo, talk_id)

    def test_without_a_connection_it_refuses(self, tenant) -> None:
        with pytest.raises(SendRefused) as caught:
            services.message_send(talk_id=1, text="x")
        assert caught.value.code == "not_connected"


class TestReadBack:
    def test_ch_17_a_missing_permission_is_told(self, kommo, talk_id) -> None:
        kommo.fail("/messages", status=403)

        with pytest.raises(SendRefused) as caught:
            services.talk_messages(talk_id=talk_id, since=timezone.now())
        assert caught.value.code in ("missing_scope", "forbidden")

    def test_nothing_written_is_an_empty_list(self, kommo, talk_id) -> None:
        assert services.talk_messages(talk_id=talk_id, since=timezone.now() + timedelta(hours=1)) == []


class TestRefresh:
    @pytest.fixture
    def lead_id(self, kommo, connected) -> int:
        return kommo.get("leads")["leads"][0]["id"]

    def test_a_lead_comes_with_its_main_contact(self, lead_id) -> None:
        lead = lead_refresh(lead_id=lead_id)

        assert lead.pipeline_id
        assert lead.name
        assert Contact.objects.get(kommo_id=lead.main_contact_id).name
        assert Contact.objects.count() == 1

    def test_it_is_noted_each_time_in_the_same_write(self, lead_id) -> None:
        lead_refresh(lead_id=lead_id)
        first = Lead.objects.get().read_at
        with CaptureQueriesContext(database) as queries:
            lead_refresh(lead_id=lead_id)

        assert Lead.objects.get().read_at > first
        assert len([query for query in queries if query["sql"].startswith('UPDATE "crm_leads"')]) == 1

    def test_a_lead_that_does_not_exist_is_none(self, connected) -> None:
        assert lead_refresh(lead_id=999_999_999) is None

    def test_a_lead_that_vanished_is_marked(self, connected) -> None:
        Lead.objects.create(connection=connected, kommo_id=999_999_999, name="Gone")

        assert lead_refresh(lead_id=999_999_999) is None
        assert Lead.objects.get(kommo_id=999_999_999).is_deleted

    def test_a_talk_leads_to_its_lead(self, kommo, talk_id) -> None:
        talk = services.talk_refresh(talk_id=talk_id)

        assert talk.lead_id
        assert talk.origin
        assert services.talk_refresh(talk_id=999_999_999) is None

    def test_a_person_changing_it_is_seen(self, kommo, lead_id) -> None:
        lead_refresh(lead_id=lead_id)
        kommo.patch(f"leads/{lead_id}", {"name": "Renamed by a person"})

        assert lead_refresh(lead_id=lead_id).name == "Renamed by a person"


class TestFresh:
    @pytest.fixture
    def lead_id(self, kommo, connected) -> int:
        lead_id = kommo.get("leads")["leads"][0]["id"]
        lead_refresh(lead_id=lead_id)
        kommo.forget_calls()
        return lead_id

    def test_a_young_mirror_is_not_read_again(self, kommo, lead_id) -> None:
        assert services.lead_fresh(lead_id=lead_id, max_age=timedelta(minutes=1)).kommo_id == lead_id
        assert kommo.calls("GET /api/v4/leads") == []

    def test_an_old_one_is(self, kommo, lead_id) -> None:
        services.lead_fresh(lead_id=lead_id, max_age=timedelta(0))

        assert len(kommo.calls("GET /api/v4/leads")) == 1

    def test_one_that_only_hooks_told_of_is_read(self, kommo, connected, lead_id) -> None:
        Lead.objects.update(read_at=None, name="")

        assert services.lead_fresh(lead_id=lead_id, max_age=timedelta(minutes=1)).name

    def test_while_kommo_is_away_an_old_one_is_better_than_none(self, kommo, lead_id) -> None:
        kommo.fail("GET /api/v4/leads", status=500, times=9)

        assert services.lead_fresh(lead_id=lead_id, max_age=timedelta(0)).kommo_id == lead_id
        Lead.objects.all().delete()
        with pytest.raises(TryLater):
            services.lead_fresh(lead_id=lead_id, max_age=timedelta(0))

    def test_a_refusal_is_told(self, kommo, lead_id) -> None:
        kommo.fail("GET /api/v4/leads", status=402, times=9)

        with pytest.raises(Refused):
            services.lead_fresh(lead_id=lead_id, max_age=timedelta(0))
