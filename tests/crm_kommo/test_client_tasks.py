"""Tasks, by the client at the stand-in."""

from datetime import UTC, datetime, timedelta

import pytest

from crm_kommo.client import errors

LEAD_ID, PERSON_ID, OTHER_PERSON_ID = 30052001, 11300001, 11300002
TOMORROW = (datetime.now(UTC) + timedelta(days=1)).replace(microsecond=0)


class TestTasks:
    def test_one_is_made_and_read(self, api) -> None:
        task_id = api.tasks.create(
            text="Call back", complete_till=TOMORROW, entity="leads", entity_id=LEAD_ID, duration=900
        )
        task = api.tasks.get(task_id=task_id)

        assert (task.text, task.complete_till, task.duration) == ("Call back", TOMORROW, 900)
        assert (task.entity_type, task.entity_id, task.responsible_user_id) == ("leads", LEAD_ID, PERSON_ID)
        assert not task.is_completed

    def test_ls_09_a_task_without_a_result_has_an_empty_list_and_one_with_it_a_text(self, api) -> None:
        task_id = api.tasks.create(text="Call back", complete_till=TOMORROW)
        before = api.tasks.get(task_id=task_id)
        api.tasks.complete(task_id=task_id, result="Wants two")
        after = api.tasks.get(task_id=task_id)

        assert (before.is_completed, before.result) == (False, "")
        assert (after.is_completed, after.result) == (True, "Wants two")

    def test_what_is_not_given_stays(self, api) -> None:
        task_id = api.tasks.create(text="Call back", complete_till=TOMORROW)
        api.tasks.update(task_id=task_id, responsible_user_id=OTHER_PERSON_ID)
        task = api.tasks.get(task_id=task_id)

        assert (task.text, task.responsible_user_id) == ("Call back", OTHER_PERSON_ID)

    def test_filters_are_combined(self, api) -> None:
        wanted = api.tasks.create(text="A", complete_till=TOMORROW, entity="leads", entity_id=LEAD_ID)
        done = api.tasks.create(text="B", complete_till=TOMORROW, entity="leads", entity_id=LEAD_ID)
        api.tasks.create(text="C", complete_till=TOMORROW)
        api.tasks.complete(task_id=done)

        found = api.tasks.find(entity="leads", entity_ids=[LEAD_ID], is_completed=False)
        assert [task.id for task in found] == [wanted]

    def test_none_is_an_empty_list_and_an_unknown_one_is_none(self, api) -> None:
        assert api.tasks.find() == []
        assert api.tasks.get(task_id=999) is None

    def test_what_cannot_be_written_is_said_by_path(self, api) -> None:
        with pytest.raises(errors.Invalid) as caught:
            api.tasks.create(text="x", complete_till=TOMORROW, entity="leads", entity_id=1)
        assert caught.value.problems[0].path == "entity_id"

        with pytest.raises(errors.Invalid):
            api.tasks.complete(task_id=999)
