"""Hooks that never came: what changed is read, and what was said enters as if it had been told."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils import timezone

from chat.models import Conversation, Message
from crm_kommo import services as crm
from crm_kommo.client.limiter import shared_limiter
from crm_kommo.mirror.channels import channels_seen
from crm_kommo.models import Channel, ChatWay, Connection, Contact, Lead, Talk
from tenants.models import Job
from tests.jobs import run_due_jobs

RECONCILE = "kommo.reconcile"


@pytest.fixture
def look(connected: Connection):
    """Look at once, and do what that causes."""

    def now() -> list[str]:
        Job.objects.exclude(kind=RECONCILE).delete()
        crm.reconcile_owe(connection=connected)
        return run_due_jobs(even_later=True, queues=("sync",))

    return now


@pytest.fixture
def lead(kommo, connected) -> dict:
    return kommo.get("leads")["leads"][0]


class TestMirror:
    def test_wh_06_a_change_whose_hook_was_lost_is_found(self, kommo, look, lead) -> None:
        look()
        kommo.patch(f"leads/{lead['id']}", {"name": "Changed in silence"})
        made = kommo.post("leads", {"contact": {"name": "New in silence"}})
        look()

        row = Lead.objects.get(kommo_id=lead["id"])
        assert (row.name, row.doubted_at) == ("Changed in silence", None)
        assert Contact.objects.get().name == "New in silence"
        assert Talk.objects.get().lead_id == made["id"]

    def test_wh_06_a_deletion_whose_hook_was_lost_is_found(self, kommo, look, lead) -> None:
        look()
        kommo.patch(f"leads/{lead['id']}", {"name": "x"})
        look()
        kommo.delete(f"leads/{lead['id']}")
        look()

        assert Lead.objects.get(kommo_id=lead["id"]).is_deleted

    def test_ls_06_changes_are_asked_for_by_a_range(self, kommo, look) -> None:
        kommo.forget_calls()
        look()

        (asked, *_more) = kommo.calls("filter%5Bupdated_at%5D%5Bfrom%5D")
        assert "filter%5Bupdated_at%5D%5Bto%5D" in asked["path"]

    def test_ls_06_leads_of_open_talks_are_read_by_their_ids_too(self, kommo, look, lead) -> None:
        """No range of times holds the lead, and its mirror is wrong all the same."""
        kommo.post("say", {"lead_id": lead["id"], "text": "Hello"})
        kommo.patch(f"leads/{lead['id']}", {"name": "Right"})
        look()
        Lead.objects.update(name="Wrong", read_at=None)
        Connection.objects.update(reconciled_at=timezone.now() + timedelta(minutes=10))
        look()

        assert Lead.objects.get(kommo_id=lead["id"]).name == "Right"

    def test_ls_07_several_pages_are_read_twice(self, kommo, look) -> None:
        first = kommo.get("leads")["leads"][0]
        for number in range(251):
            kommo.post("leads", {"name": f"Lead {number}", "pipeline_id": first["pipeline_id"]})
        kommo.forget_calls()
        look()

        calls = kommo.calls("GET /api/v4/leads?with=contacts")
        pages = [call["path"] for call in calls if "updated_at" in call["path"]]
        assert len(pages) == 4
        assert Lead.objects.filter(name__startswith="Lead ").count() == 251

    def test_it_comes_round_by_itself(self, look, connected) -> None:
        look()

        job = Job.objects.get(kind=RECONCILE)
        hours = (job.due_at - timezone.now()) / timedelta(hours=1)
        assert 0 < settings.KOMMO_RECONCILE_HOURS - hours < 0.1
        connected.refresh_from_db()
        assert connected.reconciled_at > timezone.now() - timedelta(minutes=1)

    def test_it_comes_round_after_a_refusal_too(self, kommo, look, connected) -> None:
        kommo.fail("GET /api/v4/leads", status=402)
        before = connected.reconciled_at
        look()

        connected.refresh_from_db()
        assert connected.reconciled_at == before
        assert Job.objects.filter(kind=RECONCILE, due_at__gt=timezone.now() + timedelta(hours=1)).exists()

    def test_it_waits_while_kommo_is_away(self, kommo, connected) -> None:
        kommo.fail("GET /api/v4/leads", status=500, times=9)
        Job.objects.all().delete()
        crm.reconcile_owe(connection=connected)
        run_due_jobs(queues=("sync",))

        job = Job.objects.get(kind=RECONCILE)
        assert (job.state, job.attempts) == ("waiting", 0)

    def test_it_ends_with_the_connection(self, look, connected) -> None:
        crm.connection_disconnect(connection=connected)
        look()

        assert not Job.objects.filter(kind=RECONCILE).exists()


class TestManners:
    @pytest.mark.parametrize("work", ["settle", "messages"])
    def test_it_stands_in_the_line_of_the_background(self, kommo, connected, lead, work) -> None:
        """So that it leaves room for calls that somebody waits for."""
        keys = shared_limiter.keys(urlsplit(kommo.url).netloc)
        Talk.objects.create(connection=connected, kommo_id=lead["talk_id"])
        Lead.objects.create(connection=connected, kommo_id=lead["id"], doubted_at=timezone.now())
        shared_limiter.redis.delete(keys.background_line)
        if work == "settle":
            crm.mirror_settle(connection_id=connected.pk)
        else:
            crm.messages_missed(talk_id=lead["talk_id"], since=timezone.now())

        assert shared_limiter.redis.exists(keys.background_line)

    def test_a_channel_is_looked_up_once_however_many_talks_it_has(self, connection, django_assert_max_num_queries):
        now = timezone.now()
        heard = [("telegram", 5, now - timedelta(minutes=number)) for number in range(100)]
        with django_assert_max_num_queries(8):
            channels_seen(connection, [("telegram", 5, None), *heard])

        assert Channel.objects.get().last_seen_at == now


class TestMessages:
    def test_wh_06_a_message_whose_hook_was_lost_is_answered(self, kommo, customer, look, work) -> None:
        said = kommo.post("say", {"lead_id": customer.lead["id"], "text": "How much is delivery?"})
        look()
        work()

        assert Message.objects.get(external_id=said["message_id"]).text == "How much is delivery?"
        assert len(customer.got()) == 1

    def test_wh_06_one_that_was_told_is_not_kept_twice(self, kommo, customer, look, work) -> None:
        customer.writes("How much is delivery?")
        work()
        look()
        work()

        assert Message.objects.filter(author="customer").count() == 1
        assert len(customer.got()) == 1

    def test_wh_06_a_person_who_wrote_unheard_takes_over(self, kommo, customer, look) -> None:
        kommo.post("human", {"talk_id": customer.lead["talk_id"], "text": "I am here."})
        look()

        assert Conversation.objects.get(talk_id=customer.lead["talk_id"]).answered_by == "person"

    def test_without_the_scope_hooks_are_all_there_is(self, kommo, customer, look) -> None:
        kommo.post("say", {"lead_id": customer.lead["id"], "text": "Unheard"})
        kommo.post("settings", {"chat_history": False})
        look()

        assert not Message.objects.exists()
        assert Talk.objects.exists()
        assert ChatWay.objects.get().history_refused_at
