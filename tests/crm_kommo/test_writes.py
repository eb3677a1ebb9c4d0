"""What we write into Kommo: once for each key, and known again when its echo comes."""

from datetime import timedelta
from urllib.parse import quote_plus

import pytest
from django.utils import timezone

from crm_kommo import services
from crm_kommo.errors import OutcomeUnknown, Refused, TryLater
from crm_kommo.mirror import Effect, apply_events
from crm_kommo.models import Connection, Lead, OutgoingWrite
from crm_kommo.payloads import parse
from crm_kommo.services.writes import LONGEST_WRITE, write_begin, write_confirm

ADD = "POST /api/v4/leads/notes"


@pytest.fixture
def lead_id(kommo, connected: Connection) -> int:
    kommo.forget_calls()
    return kommo.get("leads")["leads"][0]["id"]


def write_note(lead_id: int, key: str = "mail:7") -> int:
    return services.lead_note_add(lead_id=lead_id, text="A mail was sent.", key=key)


def time_passes() -> None:
    OutgoingWrite.objects.update(tried_at=timezone.now() - LONGEST_WRITE - timedelta(seconds=1))


class TestNote:
    def test_it_is_written_once_for_each_key(self, kommo, lead_id) -> None:
        first = write_note(lead_id)

        assert write_note(lead_id) == first
        assert write_note(lead_id, "mail:8") != first
        assert len(kommo.calls(ADD)) == 2

    def test_it_is_recorded_and_confirmed(self, lead_id) -> None:
        note_id = write_note(lead_id)

        write = OutgoingWrite.objects.get()
        assert (write.entity, write.kommo_id, write.result_id, write.outcome) == ("leads", lead_id, note_id, "written")

    def test_after_a_lost_answer_it_is_looked_up_not_written_again(self, kommo, lead_id) -> None:
        kommo.fail(ADD, cut=True)
        with pytest.raises(OutcomeUnknown):
            write_note(lead_id)
        time_passes()

        assert write_note(lead_id)
        assert len(kommo.calls(ADD)) == 1

    def test_what_never_arrived_is_written_after_all(self, kommo, lead_id) -> None:
        kommo.fail(ADD, drop=True)
        with pytest.raises(OutcomeUnknown):
            write_note(lead_id)
        time_passes()

        assert write_note(lead_id)
        assert OutgoingWrite.objects.get().outcome == "written"

    def test_while_one_process_tries_no_other_does(self, kommo, lead_id) -> None:
        kommo.fail(ADD, cut=True)
        with pytest.raises(OutcomeUnknown):
            write_note(lead_id)

        with pytest.raises(TryLater):
            write_note(lead_id)

    def test_a_refusal_is_told_and_may_be_tried_again(self, kommo, lead_id) -> None:
        kommo.fail(ADD, status=402)
        with pytest.raises(Refused):
            write_note(lead_id)
        assert OutgoingWrite.objects.get().outcome == "refused"

        assert write_note(lead_id)


class TestEcho:
    @pytest.fixture
    def hear(self, connection: Connection):
        def hear(*fields: str) -> list[Effect]:
            effects, _has_doubts = apply_events(parse("&".join(fields).encode()), connection=connection)
            return effects

        return hear

    @pytest.fixture
    def written(self, connection: Connection):
        """`written(told)`: we wrote that to lead 501 just now."""

        def make(told: dict) -> OutgoingWrite:
            write, _was_tried = write_begin(
                connection=connection, key=str(told), entity="leads", kommo_id=501, told=told
            )
            return write_confirm(write=write)

        return make

    def lead(self, *, at: int, action: str = "update", **members: object) -> list[str]:
        told = {"id": 501, "updated_at": at, "modified_user_id": 0, **members}
        return [f"leads[{action}][0][{name}]={value}" for name, value in told.items()]

    def test_wh_07_our_own_write_starts_nothing(self, hear, written) -> None:
        written({"status_id": 142, "price": "500"})
        now = int(timezone.now().timestamp())
        (effect,) = hear(*self.lead(at=now + 1, status_id=142, price=500))

        assert effect.caused_by_us
        assert not effect.is_news
        assert Lead.objects.get(kommo_id=501).status_id == 142

    @pytest.mark.parametrize(
        ("seconds", "members"),
        [(1, {"status_id": 143}), (3600, {"status_id": 142}), (-3600, {"status_id": 142}), (1, {"name": "x"})],
        ids=["another value", "much later", "long before", "another member"],
    )
    def test_wh_07_a_robots_write_is_not_taken_for_ours(self, hear, written, seconds, members) -> None:
        written({"status_id": 142})
        (effect,) = hear(*self.lead(at=int(timezone.now().timestamp()) + seconds, **members))

        assert effect.is_news

    def test_wh_07_a_field_that_we_filled_is_ours(self, hear, written) -> None:
        written({"77": ["blue"]})
        at = int(timezone.now().timestamp())
        item = "leads[update][0][custom_fields][0]"
        (ours,) = hear(*self.lead(at=at), f"{item}[id]=77", f"{item}[values][0][value]=blue")
        (theirs,) = hear(*self.lead(at=at), f"{item}[id]=77", f"{item}[values][0][value]=red")

        assert (ours.caused_by_us, theirs.caused_by_us) == (True, False)

    def test_wh_07_our_note_is_known_by_its_words_before_its_id(self, hear, written) -> None:
        written({"note": "Sent.\n\n[ab]"})
        note = {"element_id": 501, "element_type": 2, "id": 9, "text": quote_plus("Sent.\n\n[ab]")}
        (ours,) = hear(*(f"leads[note][0][note][{name}]={value}" for name, value in note.items()))
        (theirs,) = hear(*(f"leads[note][0][note][{name}]={value}" for name, value in (note | {"text": "x"}).items()))

        assert (ours.caused_by_us, theirs.caused_by_us) == (True, False)

    @pytest.mark.parametrize("actions", [("update", "status"), ("status", "update"), ("update",), ("status",)])
    def test_wh_08_a_change_of_stage_counts_once_however_it_is_told(self, hear, actions) -> None:
        at = int(timezone.now().timestamp())
        hear(*self.lead(at=at - 60, status_id=1, pipeline_id=5, name="x"))
        moved = [
            effect.has_moved
            for action in actions
            for effect in hear(*self.lead(at=at, action=action, status_id=2, old_status_id=1, pipeline_id=5, name="x"))
        ]

        assert moved == [True, *[False] * (len(actions) - 1)]
