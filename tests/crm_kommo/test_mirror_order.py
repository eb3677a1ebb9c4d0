"""Hooks that come late, twice, in the wrong order or by the thousand."""

import time
from datetime import timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from automation.intake import delivery_process
from crm_kommo.calls import client_of
from crm_kommo.client.drafts import CompanyDraft
from crm_kommo.mirror.bulk import KINDS
from crm_kommo.mirror.settle import READS
from crm_kommo.models import Company, Connection, Contact, Delivery, Lead, Talk, Task
from crm_kommo.services.deliveries import REPEATS_WITHIN, delivery_store
from tenants.models import InboundRoute, Job
from tests.jobs import run_due_jobs


@pytest.fixture
def lead(kommo, connected: Connection) -> dict:
    Job.objects.all().delete()  # the first sync
    return kommo.get("leads")["leads"][0]


@pytest.fixture
def hook(tenant, connected: Connection):
    """`hook("leads[update][0][id]=5", ...)`: stored by the door's own service, and worked off when told."""
    route = InboundRoute.objects.get(tenant=tenant, is_active=True)
    database.set_tenant(tenant)

    def store(*fields: str) -> bool:
        body = "&".join((f"account[id]={connected.account_id}", *fields)).encode()
        return delivery_store(route=route, body=body, content_type="", request_id="")

    return store


def work_off() -> list[str]:
    return run_due_jobs(even_later=True, queues=("events", "sync"))


def update(lead_id: int, *, at: int, **members: object) -> list[str]:
    told = {"id": lead_id, "updated_at": at, **members}
    return [f"leads[update][0][{name}]={value}" for name, value in told.items()]


class TestOrder:
    def test_wh_04_an_older_update_after_a_newer_one_changes_nothing(self, hook, lead) -> None:
        hook(*update(lead["id"], at=2_000_000_002, name="newer"))
        hook(*update(lead["id"], at=2_000_000_001, name="older"))
        run_due_jobs(queues=("events",))

        assert Lead.objects.get(kommo_id=lead["id"]).name == "newer"

    def test_wh_04_an_update_before_its_add_is_kept(self, hook, lead) -> None:
        hook(*update(77, at=2_000_000_002, name="update"))
        hook("leads[add][0][id]=77", "leads[add][0][name]=add", "leads[add][0][updated_at]=2000000001")
        run_due_jobs(queues=("events",))

        assert Lead.objects.get(kommo_id=77).name == "update"

    def test_wh_04_two_changes_of_one_second_are_settled_by_asking_kommo(self, hook, lead, kommo) -> None:
        hook(*update(lead["id"], at=lead["updated_at"], name="one"))
        hook(*update(lead["id"], at=lead["updated_at"], name="two"))

        assert "kommo.settle" in work_off()
        row = Lead.objects.get(kommo_id=lead["id"])
        assert (row.name, row.doubted_at) == (lead["name"], None)

    def test_wh_05_deleted_stays_deleted_when_an_update_comes_late(self, hook, lead, kommo) -> None:
        hook(*update(lead["id"], at=lead["updated_at"], name="x"))
        kommo.delete(f"leads/{lead['id']}")
        hook(f"leads[delete][0][id]={lead['id']}")
        hook(*update(lead["id"], at=lead["updated_at"] - 5, name="late"))
        work_off()

        assert Lead.objects.get(kommo_id=lead["id"]).is_deleted

    def test_wh_05_a_deletion_from_before_a_restore_is_found_out(self, hook, lead) -> None:
        """Kommo has the lead: the deletion was overtaken by the restore."""
        hook(f"leads[restore][0][id]={lead['id']}", f"leads[restore][0][updated_at]={lead['updated_at']}")
        hook(f"leads[delete][0][id]={lead['id']}")
        run_due_jobs(queues=("events",))
        assert Lead.objects.get(kommo_id=lead["id"]).is_deleted

        work_off()
        assert not Lead.objects.get(kommo_id=lead["id"]).is_deleted

    def test_wh_15_a_hook_of_ids_only_has_the_lead_read(self, hook, lead, kommo) -> None:
        kommo.forget_calls()
        hook(f"leads[status][0][id]={lead['id']}", "leads[status][0][status_id]=143", "leads[status][0][pipeline_id]=1")
        work_off()

        row = Lead.objects.get(kommo_id=lead["id"])
        assert (row.name, row.status_id) == (lead["name"], lead["status_id"])
        assert len(kommo.calls("GET /api/v4/leads")) == 1


class TestRepeats:
    def test_wh_03_the_same_hook_twice_has_one_effect(self, hook, lead) -> None:
        fields = update(lead["id"], at=2_000_000_000, name="once")

        assert hook(*fields)
        run_due_jobs(queues=("events",))
        mirrored_at = Lead.objects.get().mirrored_at
        assert not hook(*reversed(fields))
        run_due_jobs(queues=("events",))

        assert Delivery.objects.get().repeats == 1
        assert Lead.objects.get().mirrored_at == mirrored_at

    def test_wh_03_a_second_deletion_after_a_restore_is_not_lost(self, hook, lead, kommo) -> None:
        hook(*update(lead["id"], at=lead["updated_at"], name="x"))
        for _ in range(2):
            kommo.delete(f"leads/{lead['id']}")
            hook(f"leads[delete][0][id]={lead['id']}")
            work_off()
            assert Lead.objects.get().is_deleted
            restored = kommo.post(f"leads/{lead['id']}/restore")
            hook(f"leads[restore][0][id]={lead['id']}", f"leads[restore][0][updated_at]={restored['updated_at']}")
            work_off()
            assert not Lead.objects.get().is_deleted

    def test_wh_03_a_repeat_of_a_deletion_does_not_undo_the_restore(self, hook, lead) -> None:
        hook(*update(lead["id"], at=lead["updated_at"], name="x"))
        hook(f"leads[delete][0][id]={lead['id']}")
        hook(f"leads[restore][0][id]={lead['id']}", f"leads[restore][0][updated_at]={lead['updated_at']}")
        work_off()
        hook(f"leads[delete][0][id]={lead['id']}")
        work_off()

        assert not Lead.objects.get().is_deleted

    def test_wh_03_an_equal_body_after_the_last_repeat_is_news(self, hook, lead) -> None:
        hook(f"leads[delete][0][id]={lead['id']}")
        work_off()
        Delivery.objects.update(received_at=timezone.now() - REPEATS_WITHIN - timedelta(minutes=1))
        before = Delivery.objects.get().processed_at
        hook(f"leads[delete][0][id]={lead['id']}")
        work_off()

        assert Delivery.objects.get().processed_at > before


class TestBulk:
    COUNT = 2_000

    @pytest.fixture
    def mass_edit(self, tenant, connection: Connection):
        def make(at: int, name: str) -> int:
            """The id of a delivery in which 2,000 leads were edited."""
            items = (
                f"leads[update][{n}][id]={n + 1}&leads[update][{n}][updated_at]={at}&leads[update][{n}][name]={name}"
                f"&leads[update][{n}][status_id]=142"
                for n in range(self.COUNT)
            )
            body = f"account[id]={connection.account_id}&{'&'.join(items)}".encode()
            made = Delivery.objects.create(
                connection=connection, digest=name.encode(), body=body, size=len(body), received_at=timezone.now()
            )
            return made.pk

        return make

    @pytest.mark.alone
    def test_wh_20_two_thousand_leads_in_one_body_take_a_few_statements(self, mass_edit) -> None:
        for at, name in ((1_790_000_000, "first"), (1_790_000_100, "second")):
            delivery_id = mass_edit(at, name)
            began = time.monotonic()
            with CaptureQueriesContext(database) as queries:
                delivery_process(delivery_id=delivery_id, repeated_at=None, now=timezone.now())
            assert len(queries) <= 10, [query["sql"][:100] for query in queries]
            assert time.monotonic() - began < 15
            assert Lead.objects.filter(name=name).count() == self.COUNT

    def test_wh_20_a_thousand_doubts_cost_ten_reads(self, hook, lead, kommo) -> None:
        kommo.forget_calls()
        for start in range(0, 1_000, 250):
            hook(*(f"leads[status][{n}][id]={n + 1}" for n in range(start, start + 250)))
        work_off()

        assert len(kommo.calls("GET /api/v4/leads")) == 10
        assert not Lead.objects.filter(doubted_at__isnull=False).exists()


class TestDoubts:
    def test_every_kind_of_thing_can_be_asked_about(self) -> None:
        assert set(READS) == set(KINDS)

    def test_wh_05_a_deletion_of_a_living_company_is_found_out(self, hook, lead, connected) -> None:
        (made,) = client_of(connected).companies.create(drafts=[CompanyDraft(name="Ouro")])
        hook(f"contacts[add][0][id]={made.id}", "contacts[add][0][type]=company", "contacts[add][0][updated_at]=5")
        hook(f"contacts[delete][0][id]={made.id}", "contacts[delete][0][type]=company")
        work_off()

        row = Company.objects.get()
        assert (row.name, row.is_deleted, row.doubted_at) == ("Ouro", False, None)

    def test_wh_05_a_deletion_of_a_living_task_is_found_out(self, hook, lead, connected) -> None:
        due = timezone.now() + timedelta(days=1)
        task_id = client_of(connected).tasks.create(
            text="Call", complete_till=due, entity="leads", entity_id=lead["id"]
        )
        hook(f"task[add][0][id]={task_id}", "task[add][0][updated_at]=5")
        hook(f"task[delete][0][id]={task_id}")
        work_off()

        row = Task.objects.get()
        assert (row.text, row.entity, row.entity_id) == ("Call", "leads", lead["id"])
        assert (row.is_deleted, row.doubted_at) == (False, None)

    @pytest.mark.parametrize(("model", "told"), [(Company, "contacts[{}][0][type]=company"), (Task, "")])
    def test_wh_05_a_deletion_that_no_read_denies_stands(self, hook, lead, model, told) -> None:
        family = "task" if model is Task else "contacts"
        for action in ("add", "delete"):
            hook(f"{family}[{action}][0][id]=901", f"{family}[{action}][0][updated_at]=5", told.format(action))
        work_off()

        row = model.objects.get()
        assert (row.is_deleted, row.doubted_at) == (True, None)


class TestFamilies:
    def test_wh_10_a_company_is_mirrored_as_one_and_is_no_contact(self, hook, lead) -> None:
        told = {"id": 701, "type": "company", "name": "Ouro", "updated_at": 1_790_000_000}
        hook(*(f"contacts[add][0][{name}]={value}" for name, value in told.items()))
        run_due_jobs(queues=("events",))

        assert Company.objects.get().name == "Ouro"
        assert not Contact.objects.exists()

    def test_a_task_is_mirrored_until_it_is_deleted(self, hook, lead) -> None:
        told = {"id": 801, "text": "Call", "element_type": 2, "element_id": 5, "status": 1, "updated_at": 1_790_000_000}
        hook(*(f"task[add][0][{name}]={value}" for name, value in told.items()))
        run_due_jobs(queues=("events",))
        task = Task.objects.get()
        assert (task.text, task.entity, task.entity_id, task.is_completed) == ("Call", "leads", 5, True)

        hook("task[delete][0][id]=801")
        run_due_jobs(queues=("events",))
        assert Task.objects.get().is_deleted

    def test_ch_08_a_message_waits_for_no_talk(self, hook, lead) -> None:
        hook("message[add][0][id]=m", "message[add][0][talk_id]=909", "message[add][0][origin]=waba")
        run_due_jobs(queues=("events",))

        assert Talk.objects.get().origin == "waba"

    def test_wh_09_one_bad_item_does_not_keep_the_others_out(self, hook, lead) -> None:
        good = [f"leads[update][1][{name}]={value}" for name, value in {"id": 6, "updated_at": 1_790_000_000}.items()]
        hook("leads[update][0][id]=5", "leads[update][0][date_create]=17265663a90", *good, "leads[vanish][0][id]=9")
        run_due_jobs(queues=("events",))

        assert set(Lead.objects.values_list("kommo_id", flat=True)) == {5, 6}
        assert [event["event"] for event in Delivery.objects.get().events] == ["LeadChanged", "LeadChanged", "Unknown"]
