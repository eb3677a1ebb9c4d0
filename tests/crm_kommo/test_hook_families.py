"""Every family of hooks, by bodies of our own in tests/payloads/hooks."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crm_kommo.payloads import parse
from crm_kommo.payloads.catalogs import CatalogElementChanged, CatalogElementDeleted
from crm_kommo.payloads.companies import CompanyChanged, CompanyDeleted
from crm_kommo.payloads.customers import CustomerChanged, CustomerDeleted, CustomerTriggered
from crm_kommo.payloads.events import Change, ContactChanged, Event, LeadChanged, Unknown
from crm_kommo.payloads.notes import NoteAdded
from crm_kommo.payloads.pipeline import LeadTriggered
from crm_kommo.payloads.tasks import TaskChanged, TaskDeleted
from crm_kommo.payloads.templates import TemplateReviewed
from crm_kommo.payloads.unsorted import IncomingLeadChanged, IncomingLeadClosed, IncomingOutcome

BODIES = Path(__file__).parent.parent / "payloads" / "hooks"
DUE = datetime.fromtimestamp(1790100000, UTC)

TABLE: dict[str, list[tuple[type[Event], dict[str, Any]]]] = {
    "task_add": [(TaskChanged, {"task_id": 801, "entity": "leads", "is_completed": False, "complete_till": DUE})],
    "task_completed": [
        (TaskChanged, {"entity": "companies", "entity_id": 701, "is_completed": True, "result": "They agreed"})
    ],
    "task_delete": [(TaskDeleted, {"task_id": 801})],
    "company_add_as_contact": [(CompanyChanged, {"kind": Change.ADD, "company_id": 701, "lead_ids": (501,)})],
    "company_own_family": [(CompanyChanged, {"company_id": 702, "name": "Norte SA"})],
    "company_delete": [(CompanyDeleted, {"company_id": 701})],
    "company_restore": [(CompanyChanged, {"kind": Change.RESTORE, "company_id": 701})],
    "contact_responsible_as_update": [
        (ContactChanged, {"kind": Change.UPDATE, "responsible_user_id": 4242, "old_responsible_user_id": 4242})
    ],
    "customer_update": [(CustomerChanged, {"customer_id": 1301, "status_id": 88})],
    "customer_delete": [(CustomerDeleted, {"customer_id": 1301})],
    "customer_period": [(CustomerTriggered, {"trigger": "period", "customer_id": 1301, "period_id": 3})],
    "lead_note": [(NoteAdded, {"note_id": 901, "entity": "leads", "entity_id": 501, "text": "Asked for a quote"})],
    "lead_note_file_twice": [
        (NoteAdded, {"note_id": 902, "attachment": "drive/a/b/plan.pdf"}),
        (NoteAdded, {"note_id": 902, "attachment": ""}),
    ],
    "company_note": [(NoteAdded, {"entity": "companies", "entity_id": 701})],
    "note_without_id": [(NoteAdded, {"note_id": None, "entity_id": 501, "account_id": None})],
    "unsorted_form": [(IncomingLeadChanged, {"uid": "aa01", "category": "forms", "lead_ids": ()})],
    "unsorted_update": [(IncomingLeadChanged, {"kind": "update", "lead_ids": (501,)})],
    "unsorted_accepted": [(IncomingLeadClosed, {"outcome": IncomingOutcome.ACCEPTED, "lead_ids": (501,)})],
    "unsorted_declined": [(IncomingLeadClosed, {"outcome": IncomingOutcome.DECLINED, "lead_ids": (502,)})],
    "unsorted_chat": [(IncomingLeadChanged, {"lead_ids": (503,), "chat_id": "c0ffee00-0001-4000-8000-000000000009"})],
    "catalog_add": [(CatalogElementChanged, {"element_id": 5254, "catalog_id": 4589, "name": "Boots"})],
    "catalog_delete": [(CatalogElementDeleted, {"element_id": 5254, "catalog_id": 4589})],
    "template_review": [
        (TemplateReviewed, {"template_id": 7349, "is_on_review": False, "reviews": ((4460, "rejected", "Spam"),)})
    ],
    "pipeline_chat": [(LeadTriggered, {"trigger": "chat", "lead_id": 501})],
    "pipeline_call_in": [(LeadTriggered, {"trigger": "call_in"})],
    "pipeline_mail_in": [(LeadTriggered, {"trigger": "mail_in", "status_id": 89860455})],
    "pipeline_site_visit": [(LeadTriggered, {"trigger": "site_visit"})],
    "pipeline_add": [(LeadChanged, {"kind": Change.ADD, "name": None, "updated_at": None})],
    "several_families_and_actions": [
        (LeadChanged, {"lead_id": 501}),
        (LeadChanged, {"lead_id": 502}),
        (LeadChanged, {"kind": Change.STATUS, "status_id": 142}),
        (ContactChanged, {"contact_id": 601}),
        (CompanyChanged, {"company_id": 701}),
        (TaskDeleted, {"task_id": 801}),
        (TaskDeleted, {"task_id": 802}),
    ],
    "good_beside_bad": [
        (Unknown, {"family": "task", "item": {"text": "no id"}}),
        (TaskChanged, {"task_id": 803}),
        (Unknown, {"family": "unsorted"}),
        (Unknown, {"family": "catalogs"}),
        (Unknown, {"family": "leads", "action": "vanish"}),
        (LeadChanged, {"lead_id": 501, "updated_at": None}),
    ],
}


def events_of(name: str) -> list[Event]:
    return parse((BODIES / f"{name}.form").read_bytes())


class TestFamilies:
    @pytest.mark.parametrize("name", TABLE)
    def test_wh_01_every_family_is_read(self, name: str) -> None:
        events, expected = events_of(name), TABLE[name]

        assert [type(event) for event in events] == [kind for kind, _members in expected]
        for event, (_kind, members) in zip(events, expected, strict=True):
            assert {member: getattr(event, member) for member in members} == members

    def test_every_body_is_in_the_table(self) -> None:
        assert {path.stem for path in BODIES.glob("*.form")} == set(TABLE)


class TestScenarios:
    def test_wh_09_one_bad_item_does_not_stop_the_rest(self) -> None:
        read = [event for event in events_of("good_beside_bad") if not isinstance(event, Unknown)]

        assert len(read) == 2

    def test_wh_10_a_company_is_no_contact(self) -> None:
        kinds = {type(event) for name in TABLE if name.startswith("company") for event in events_of(name)}

        assert kinds == {CompanyChanged, CompanyDeleted, NoteAdded}

    def test_wh_11_a_note_is_read_through_both_wrappers(self) -> None:
        (note,) = events_of("lead_note")

        assert isinstance(note, NoteAdded)
        assert (note.note_id, note.created_user_id) == (901, 0)

    def test_wh_12_a_deletion_that_says_accept_is_an_acceptance(self) -> None:
        (event,) = events_of("unsorted_accepted")

        assert isinstance(event, IncomingLeadClosed)
        assert event.outcome is IncomingOutcome.ACCEPTED

    @pytest.mark.parametrize(
        "body",
        [
            b"account[id]=31000001&account[_links][self]=https%3A%2F%2Fx.amocrm.com&leads[delete][0][id]=5",
            b"leads[delete][0][id]=5&account[subdomain]=x&account[id]=31000001",
            b"leads[delete][0][id]=5&leads[delete][0][account_id]=31000001&account[subdomain]=x",
        ],
        ids=["first", "last", "in the item"],
    )
    def test_wh_16_the_account_is_found_by_its_id_wherever_it_stands(self, body: bytes) -> None:
        assert [event.account_id for event in parse(body)] == [31000001]

    def test_wh_16_an_old_hook_names_a_sub_domain_only(self) -> None:
        assert [event.account_id for event in events_of("note_without_id")] == [None]

    def test_wh_19_numbers_of_the_old_api_become_words(self) -> None:
        entities = {number: self._entity(number) for number in ("1", "2", "3", "12", "7")}

        assert entities == {"1": "contacts", "2": "leads", "3": "companies", "12": "customers", "7": ""}

    def _entity(self, number: str) -> str:
        (task,) = parse(f"task[add][0][id]=1&task[add][0][element_type]={number}".encode())
        assert isinstance(task, TaskChanged)
        return task.entity

    def test_ls_08_nulls_blanks_and_unknown_members_are_read(self) -> None:
        members = ("name", "price", "status_id", "tags", "custom_fields", "responsible_user_id", "updated_at", "novel")
        for value in ("", "null", "[]", "-", "9" * 30):
            body = "&".join(f"leads[update][0][{name}]={value}" for name in members)
            (event,) = parse(f"leads[update][0][id]=5&{body}".encode())
            assert isinstance(event, LeadChanged)
