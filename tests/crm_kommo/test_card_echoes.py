"""What Kommo itself tells of our writes: the stand-in's own hooks, caught on their way."""

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from crm_kommo import services
from crm_kommo.mirror import Effect, apply_events
from crm_kommo.models import Connection
from crm_kommo.payloads import parse
from tests.crm_kommo.cards import (
    ADDRESS,
    BIRTHDAY,
    CHECKBOX,
    CONTACT_ID,
    DAY,
    LEAD_ID,
    MOMENT,
    NUMBER,
    PHONE,
    RADIO,
    SELECT,
    SEVERAL,
    TEXT,
    fill,
    fill_contact,
)
from tests.outside_server import outside_server

EVENTS = ["update_lead", "status_lead", "responsible_lead", "update_contact", "add_task", "update_task"]
EVERYTHING = {
    "name": "Boots",
    "price": Decimal(500),
    SELECT: "Опт",
    TEXT: "Boots & <more>",
    NUMBER: Decimal("2.50"),
    CHECKBOX: False,
    RADIO: "Winter",
    SEVERAL: ["Бег", "Лыжи"],
    DAY: date(2022, 1, 20),
    MOMENT: datetime(2022, 1, 20, 15, 30, tzinfo=ZoneInfo("Europe/Moscow")),
    ADDRESS: {"city": "Lisboa", "zip": "1000"},
}


@pytest.fixture
def hear(shop, connected: Connection) -> Iterator[Callable[[int], list[Effect]]]:
    """`hear(2)`: the effects of the next two hooks."""
    with outside_server() as ear:
        shop.webhooks.subscribe(destination=ear.url, events=EVENTS)

        def hear(hooks: int) -> list[Effect]:
            deadline = time.monotonic() + 5
            while len(ear.got) < hooks and time.monotonic() < deadline:
                time.sleep(0.02)
            bodies, ear.got[:] = [body for _headers, body in ear.got], []
            assert len(bodies) == hooks
            effects: list[Effect] = []
            for body in bodies:
                effects += apply_events(parse(body), connection=connected)[0]
            return effects

        yield hear


class TestEcho:
    def test_wh_07_fields_of_every_kind_start_nothing(self, hear) -> None:
        assert len(fill(EVERYTHING).written) == len(EVERYTHING)

        [effect] = hear(1)
        assert (effect.caused_by_us, effect.is_news) == (True, False)

    def test_wh_07_a_contacts_fields_too(self, hear) -> None:
        fill_contact({BIRTHDAY: date(1990, 5, 1), PHONE: "+351900000999", "name": "Ana"})

        assert [effect.caused_by_us for effect in hear(1)] == [True]

    def test_wh_07_what_a_person_does_next_is_news(self, hear, kommo) -> None:
        fill({TEXT: "Boots"})
        hear(1)
        kommo.patch(f"leads/{LEAD_ID}", {"custom_fields_values": [{"field_id": 564834, "values": [{"value": "x"}]}]})

        assert [effect.is_news for effect in hear(1)] == [True]

    def test_wh_07_a_move_and_a_new_responsible_user(self, hear) -> None:
        services.lead_move(lead_id=LEAD_ID, pipeline_id=11689571, stage_id=89860509, key="move")
        moved = hear(2)
        services.lead_assign(lead_id=LEAD_ID, user_id=11300002, key="assign")

        assert all(effect.caused_by_us for effect in [*moved, *hear(2)])
        assert not any(effect.has_moved for effect in moved)

    def test_wh_07_a_task_that_we_gave_but_not_its_completion(self, hear, kommo) -> None:
        due_at = timezone.now() + timedelta(hours=1)
        task_id = services.task_add(lead_id=LEAD_ID, text="Call", user_id=11300002, due_at=due_at, key="task")
        [added] = hear(1)
        kommo.post(f"tasks/{task_id}/complete")
        [completed] = hear(1)

        assert (added.caused_by_us, completed.caused_by_us) == (True, False)


class TestMirrored:
    def test_what_a_hook_told_reads_as_what_was_read(self, hear) -> None:
        """Hooks tell the same values in other shapes, which are no change that somebody made."""
        fill(EVERYTHING)
        read = services.card_read(entity="leads", card_id=LEAD_ID, max_age=timedelta(hours=1))
        hear(1)
        told = services.card_read(entity="leads", card_id=LEAD_ID, max_age=timedelta(hours=1))
        changes = fill(dict.fromkeys(EVERYTHING.keys() - {"name", "price"}), "run:2", seen=told.raw)

        assert {key: field.text for key, field in told.fields.items()} == {
            key: field.text for key, field in read.fields.items()
        }
        assert (changes.conflicts, set(changes.written)) == ([], EVERYTHING.keys() - {"name", "price"})

    def test_a_birthday_and_phones_too(self, hear) -> None:
        fill_contact({BIRTHDAY: date(1990, 5, 1), PHONE: "+351900000999"})
        hear(1)
        told = services.card_read(entity="contacts", card_id=CONTACT_ID, max_age=timedelta(hours=1))
        changes = fill_contact({BIRTHDAY: date(1990, 5, 2), PHONE: "+351900000777"}, "run:2", seen=told.raw)

        assert told.fields[BIRTHDAY].value == date(1990, 5, 1)
        assert told.fields[PHONE].value == ["+79000000101", "+351900000999"]
        assert set(changes.written) == {BIRTHDAY, PHONE}
