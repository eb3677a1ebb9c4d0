"""A lead moved, given to somebody, and what somebody is to do about it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from crm_kommo import selectors, services
from crm_kommo.client.drafts import LeadDraft
from crm_kommo.errors import FieldsMissing, OutcomeUnknown, Refused
from crm_kommo.models import Lead, Task
from tests.crm_kommo.cards import LEAD_ID, LONG, fill, time_passes

PATCH, ADD_TASK = f"PATCH /api/v4/leads/{LEAD_ID}", "POST /api/v4/tasks"
PIPELINE, STAGE, WON = 11689571, 89860509, 142


def move(stage_id: int = STAGE, pipeline_id: int = PIPELINE, key: str = "move"):
    return services.lead_move(lead_id=LEAD_ID, pipeline_id=pipeline_id, stage_id=stage_id, key=key)


def give_task(key: str = "task", user_id: int | None = 11300002, lead_id: int = LEAD_ID) -> int:
    due_at = timezone.now().replace(microsecond=0) + timedelta(hours=2)
    return services.task_add(lead_id=lead_id, text="Call back", user_id=user_id, due_at=due_at, key=key)


class TestMove:
    def test_to_another_pipeline_and_within_one(self, shop) -> None:
        moved = move()
        lead = shop.leads.get(lead_id=LEAD_ID)
        assert (lead.pipeline_id, lead.status_id) == (PIPELINE, STAGE)
        assert set(moved.written) == {"pipeline_id", "status_id"}

        assert set(move(WON, key="won").written) == {"status_id"}
        assert set(move(WON, 11689563, key="the same id elsewhere").written) == {"pipeline_id"}
        lead = shop.leads.get(lead_id=LEAD_ID)
        assert (lead.pipeline_id, lead.status_id) == (11689563, WON)

    def test_the_mirror_knows_at_once(self, shop) -> None:
        move()

        assert Lead.objects.get(kommo_id=LEAD_ID).status_id == STAGE

    def test_a_lead_that_is_there_already_is_left(self, shop, kommo) -> None:
        lead = shop.leads.get(lead_id=LEAD_ID)

        assert move(lead.status_id, lead.pipeline_id).written == {}
        assert kommo.calls(PATCH) == []

    def test_once_for_each_key_however_often_it_is_moved_since(self, shop, kommo) -> None:
        first = move()
        shop.leads.update(card_id=LEAD_ID, draft=LeadDraft(pipeline_id=PIPELINE, status_id=WON))

        assert move() == first
        assert shop.leads.get(lead_id=LEAD_ID).status_id == WON

    def test_what_never_arrived_does_not_undo_a_persons_move(self, shop, kommo) -> None:
        kommo.fail(PATCH, drop=True)
        with pytest.raises(OutcomeUnknown):
            move()
        time_passes()
        shop.leads.update(card_id=LEAD_ID, draft=LeadDraft(pipeline_id=11689579, status_id=89860559))

        assert set(move().conflicts) == {"pipeline_id", "status_id"}
        assert shop.leads.get(lead_id=LEAD_ID).status_id == 89860559

    def test_a_stage_that_does_not_exist(self, shop) -> None:
        with pytest.raises(Refused):
            move(1)

    def test_a_stage_that_requires_a_field_names_it(self, shop, kommo) -> None:
        shop.fields.require_in(entity="leads", field_id=564836, stages=[(PIPELINE, STAGE)])
        row = selectors.fields_of("leads").get(kommo_id=564836)
        row.required_statuses = [{"pipeline_id": PIPELINE, "status_id": STAGE}]
        row.save()

        with pytest.raises(FieldsMissing) as missing:
            move()
        assert (missing.value.field_ids, row.name in missing.value.message) == ([564836], True)
        assert kommo.calls(PATCH) == []

        fill({LONG: "filled"})
        assert move().written


class TestAssign:
    def test_it_is_given_once_for_each_key(self, shop) -> None:
        services.lead_assign(lead_id=LEAD_ID, user_id=11300002, key="a")
        services.lead_assign(lead_id=LEAD_ID, user_id=11300001, key="b")
        services.lead_assign(lead_id=LEAD_ID, user_id=11300002, key="a")

        assert shop.leads.get(lead_id=LEAD_ID).responsible_user_id == 11300001

    def test_to_nobody_that_Kommo_does_not_have(self, shop) -> None:
        with pytest.raises(Refused):
            services.lead_assign(lead_id=LEAD_ID, user_id=5, key="a")

    def test_who_can_get_it(self, shop) -> None:
        assert selectors.users_assignable() == [(11300002, "Max Lindgren"), (11300001, "Анна Северова")]


class TestTask:
    def test_it_stands_in_kommo_once_for_each_key(self, shop, kommo) -> None:
        task_id = give_task()

        assert give_task() == task_id
        [task] = shop.tasks.find(entity="leads", entity_ids=[LEAD_ID])
        assert (task.id, task.responsible_user_id, task.is_completed) == (task_id, 11300002, False)
        assert task.text.startswith("Call back\n\n[")
        assert timedelta(hours=1) < task.complete_till - timezone.now() < timedelta(hours=2)

    @pytest.mark.parametrize("how", ["cut", "drop"])
    def test_after_a_lost_answer_there_is_one(self, shop, kommo, how) -> None:
        kommo.fail(ADD_TASK, **{how: True})
        with pytest.raises(OutcomeUnknown):
            give_task()
        time_passes()
        task_id = give_task()

        assert [task.id for task in shop.tasks.find(entity="leads", entity_ids=[LEAD_ID])] == [task_id]

    def test_a_user_that_does_not_exist(self, shop) -> None:
        with pytest.raises(Refused):
            give_task(user_id=5)

    def test_whether_somebody_has_something_to_do(self, shop) -> None:
        assert not selectors.lead_has_open_task(LEAD_ID)
        give_task()

        assert selectors.lead_has_open_task(LEAD_ID)
        assert selectors.lead_has_open_task(LEAD_ID, user_ids=[11300002])
        assert not selectors.lead_has_open_task(LEAD_ID, user_ids=[11300001])
        assert not selectors.lead_has_open_task(LEAD_ID + 1)
        Task.objects.update(is_completed=True)
        assert not selectors.lead_has_open_task(LEAD_ID)
