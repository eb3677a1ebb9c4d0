from pathlib import Path

import pytest
from django.utils import timezone

from crm_kommo import services
from crm_kommo.models import Channel, Connection, Contact, Delivery, Lead, Talk
from crm_kommo.payloads import body_digest, parse
from crm_kommo.payloads.events import Event

BODIES = Path(__file__).parent.parent / "payloads"


@pytest.fixture
def deliver(connection: Connection):
    """`deliver("lead_update")`: a hook comes in and is worked off; the events to act on."""

    def work_off(body: str | bytes) -> list[Event]:
        raw = (BODIES / f"{body}.form").read_bytes() if isinstance(body, str) else body
        stored, _is_new = Delivery.objects.get_or_create(
            connection=connection,
            digest=body_digest(raw),
            defaults={"body": raw, "size": len(raw), "received_at": timezone.now()},
        )
        delivery = services.delivery_open(delivery_id=stored.pk)
        if delivery.state != Delivery.State.STORED:
            return []
        events = parse(bytes(delivery.body))
        effects = services.mirror_apply(events=events, delivery=delivery)
        services.delivery_finish(delivery=delivery, events=events, effects=effects)
        return [effect.event for effect in effects if effect.is_news]

    return work_off


def lead_update(*, at: int, name: str = "x", account: int = 31000001) -> bytes:
    return (
        f"account[id]={account}&leads[update][0][id]=501&leads[update][0][name]={name}"
        f"&leads[update][0][updated_at]={at}"
    ).encode()


class TestLead:
    def test_a_hook_makes_it_known(self, deliver) -> None:
        deliver("lead_update")

        lead = Lead.objects.get(kommo_id=501)
        assert (lead.name, lead.pipeline_id, lead.status_id) == ("Куртка зимняя", 11689563, 89860455)
        assert [(field["field_id"], field["values"][0]["value"]) for field in lead.custom_fields] == [
            (564832, "Доставка"),
            (564833, "1542067200"),
            (564834, "Yes"),
        ]
        assert lead.tags == ["vip"]

    def test_wh_04_an_older_hook_does_not_turn_it_back(self, deliver) -> None:
        deliver(lead_update(at=1790000200, name="new"))

        assert deliver(lead_update(at=1790000100, name="old")) == []
        assert Lead.objects.get().name == "new"

    def test_two_hooks_of_one_second_both_count(self, deliver) -> None:
        deliver(lead_update(at=1790000200, name="first"))

        assert len(deliver(lead_update(at=1790000200, name="second"))) == 1
        assert Lead.objects.get().name == "second"

    def test_what_a_hook_does_not_tell_is_kept(self, deliver) -> None:
        deliver("lead_update")
        deliver("lead_status")

        lead = Lead.objects.get()
        assert (lead.status_id, lead.name, len(lead.custom_fields)) == (142, "Куртка зимняя", 3)

    def test_wh_05_deleted_it_stays_so_until_it_is_restored(self, deliver) -> None:
        deliver("lead_update")
        deliver("lead_delete")

        assert deliver("lead_status") == []
        assert Lead.objects.get().is_deleted
        deliver("lead_restore")
        assert not Lead.objects.get().is_deleted

    def test_wh_05_a_deletion_that_comes_first_is_remembered(self, deliver) -> None:
        deliver("lead_delete")

        assert deliver("lead_update") == []
        assert Lead.objects.get().is_deleted


class TestTalk:
    def test_ch_08_a_message_makes_it_known_before_its_own_hook(self, deliver) -> None:
        deliver("message_telegram")

        talk = Talk.objects.get()
        assert (talk.kommo_id, talk.lead_id, talk.contact_id, talk.origin) == (117, 501, 601, "telegram")
        assert Contact.objects.get(kommo_id=601).name == "Анна Лебедева"

    def test_a_read_name_is_not_replaced_by_the_messengers(self, deliver) -> None:
        deliver("contact_update")
        deliver("message_telegram")

        assert Contact.objects.get(kommo_id=601).name == "Анна"

    def test_it_is_closed(self, deliver) -> None:
        deliver("talk_add")
        deliver("talk_closed")

        talk = Talk.objects.get()
        assert (talk.is_in_work, talk.is_read, talk.lead_id) == (False, True, 501)

    def test_a_message_is_never_late(self, deliver) -> None:
        deliver("talk_closed")

        assert len(deliver("message_telegram")) == 1


class TestChannel:
    def test_it_is_discovered(self, deliver) -> None:
        deliver("message_telegram")

        channel = Channel.objects.get()
        assert (channel.origin, channel.name, channel.source_id) == ("telegram", "Telegram", None)

    def test_its_source_is_learned_later_and_is_no_second_channel(self, deliver) -> None:
        deliver("message_telegram")
        deliver("outgoing_by_person")
        deliver("talk_closed")

        assert Channel.objects.get().source_id == 41001

    def test_an_unknown_code_is_its_own_name(self, deliver) -> None:
        deliver(b"account[id]=31000001&message[add][0][id]=m&message[add][0][origin]=amo.ext.5")

        assert Channel.objects.get().name == "amo.ext.5"


class TestDelivery:
    def test_wh_03_it_is_worked_off_once(self, deliver) -> None:
        assert len(deliver("lead_update")) == 1
        assert deliver("lead_update") == []

    def test_it_says_what_was_in_it_without_what_was_said(self, deliver) -> None:
        deliver("message_telegram")

        delivery = Delivery.objects.get()
        assert delivery.state == "processed"
        assert delivery.events[0]["event"] == "MessageReceived"
        assert delivery.events[0]["talk_id"] == 117
        assert "куртка" not in str(delivery.events)

    def test_the_connection_remembers_the_last_one(self, deliver, connection) -> None:
        deliver("lead_update")

        connection.refresh_from_db()
        assert connection.last_event_at is not None

    def test_wh_13_one_of_another_account_is_rejected_and_changes_nothing(self, deliver) -> None:
        assert deliver(lead_update(at=1790000200, account=31000002)) == []

        delivery = Delivery.objects.get()
        assert (delivery.state, bool(delivery.error)) == ("rejected", True)
        assert not Lead.objects.exists()

    @pytest.mark.parametrize("body", ["family_of_tomorrow"])
    def test_one_with_nothing_for_us_is_ignored(self, deliver, body) -> None:
        deliver(body)

        assert Delivery.objects.get().state == "ignored"

    def test_one_beyond_the_limits_has_failed_with_the_reason(self, deliver) -> None:
        deliver(b"&".join(b"a[%d]=1" % n for n in range(20_001)))

        delivery = Delivery.objects.get()
        assert delivery.state == "failed"
        assert "20000" in delivery.error


class TestHostileTexts:
    def test_texts_longer_than_their_columns_are_cut(self, deliver) -> None:
        long = b"x" * 2000
        deliver(
            b"message[add][0][id]=m&message[add][0][talk_id]=5&message[add][0][origin]="
            + long
            + b"&message[add][0][chat_id]="
            + long
            + b"&message[add][0][contact_id]=9&message[add][0][author][name]="
            + long
        )
        deliver(b"leads[add][0][id]=5&leads[add][0][name]=" + long)

        assert Talk.objects.exists()
        assert Lead.objects.exists()
