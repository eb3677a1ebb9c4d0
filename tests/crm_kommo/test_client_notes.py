"""Notes and calls, by the client at the stand-in."""

import pytest

from crm_kommo.client import errors
from crm_kommo.client.resources import note_contents

LEAD_ID, CONTACT_ID = 30052001, 37054001
CONTENTS = [
    note_contents.common(text="Asked for a quote"),
    note_contents.call(direction="in", uniq="c1", duration=60, source="pbx", phone="+79000000101", status=4),
    note_contents.call(direction="out", uniq="c2", duration=0, source="pbx", phone="+79000000101", result="busy"),
    note_contents.service_message(service="Desk", text="Mail sent"),
    note_contents.service_message(service="Desk", text="Two\nlines", is_extended=True),
    note_contents.geolocation(text="Here", address="1 Main St", longitude="30.31", latitude="59.94"),
    note_contents.sms(direction="in", text="Hi", phone="+79000000101"),
    note_contents.sms(direction="out", text="Hello", phone="+79000000101"),
    note_contents.attachment(file_uuid="0" * 32, file_name="price.pdf"),
]


class TestWriting:
    @pytest.mark.parametrize("content", CONTENTS, ids=[content.type for content in CONTENTS])
    def test_each_type_is_read_as_it_was_written(self, api, content) -> None:
        note_id = api.notes.add(entity="leads", entity_id=LEAD_ID, content=content)
        note = api.notes.get(entity="leads", note_id=note_id)

        assert (note.type, note.params, note.entity_id) == (content.type, content.params, LEAD_ID)

    def test_a_cashiers_message_is_of_amocrm_only(self, kommo, api) -> None:
        content = note_contents.message_cashier(status="shown", text="Paid")
        with pytest.raises(errors.Invalid):
            api.notes.add(entity="leads", entity_id=LEAD_ID, content=content)

        kommo.post("brand", {"brand": "amocrm"})
        assert api.notes.add(entity="leads", entity_id=LEAD_ID, content=content)

    def test_params_are_replaced_and_the_type_stays(self, api) -> None:
        note_id = api.notes.add(entity="leads", entity_id=LEAD_ID, content=note_contents.common(text="Old"))
        place = {"entity": "leads", "entity_id": LEAD_ID, "note_id": note_id}
        api.notes.update(**place, content=note_contents.common(text="New"))

        assert api.notes.get(entity="leads", note_id=note_id).text == "New"
        with pytest.raises(errors.Invalid):
            api.notes.update(**place, content=note_contents.sms(direction="in", text="x", phone="1"))

    def test_one_is_pinned_and_unpinned(self, api) -> None:
        note_id = api.notes.add(entity="leads", entity_id=LEAD_ID, content=note_contents.common(text="Top"))
        api.notes.pin(entity="leads", note_id=note_id)
        assert api.notes.get(entity="leads", note_id=note_id).is_pinned is True
        api.notes.unpin(entity="leads", note_id=note_id)
        assert api.notes.get(entity="leads", note_id=note_id).is_pinned is False

        with pytest.raises(errors.NotFound):
            api.notes.pin(entity="leads", note_id=1)


class TestReading:
    @pytest.mark.parametrize("kind", ["amomail_message", "lead_auto_created", "something_of_tomorrow"])
    def test_ls_14_a_note_of_an_unknown_type_is_kept(self, kommo, api, kind) -> None:
        params = {"thread_id": 5, "subject": "Quote", "link": {"id": 7, "type": 2}}
        note_id = kommo.post("notes", {"entity_id": LEAD_ID, "note_type": kind, "params": params})["id"]
        (note,) = api.notes.find(entity="leads", entity_id=LEAD_ID)

        assert (note.id, note.type, note.params, note.text) == (note_id, kind, params, "")

    def test_ls_14_a_mail_of_kommo_can_be_read_not_written(self, api) -> None:
        content = note_contents.NoteContent("amomail_message", {"subject": "Quote", "text": "x"})
        with pytest.raises(errors.Invalid) as caught:
            api.notes.add(entity="leads", entity_id=LEAD_ID, content=content)
        assert caught.value.problems[0].path == "note_type"

    def test_filters_are_combined(self, api) -> None:
        for content in CONTENTS:
            api.notes.add(entity="leads", entity_id=LEAD_ID, content=content)
        api.notes.add(entity="contacts", entity_id=CONTACT_ID, content=CONTENTS[0])

        assert len(api.notes.find(entity="leads")) == len(CONTENTS)
        assert [note.type for note in api.notes.find(entity="leads", types=["sms_in"])] == ["sms_in"]
        assert len(api.notes.find(entity="contacts", entity_id=CONTACT_ID)) == 1
        assert api.notes.find(entity="leads", entity_id=30052002) == []


class TestCalls:
    def test_a_call_lands_on_whoever_has_the_number(self, api) -> None:
        call = api.calls.add(direction="inbound", phone="8 900 000-01-01", duration=60, source="pbx", status=4)
        (note,) = api.notes.find(entity="contacts", entity_id=CONTACT_ID)

        assert (call.entity_type, call.entity_id) == ("contact", CONTACT_ID)
        assert (note.type, note.params["duration"]) == ("call_in", 60)

    def test_a_call_of_a_stranger_is_refused(self, api) -> None:
        with pytest.raises(errors.Refused):
            api.calls.add(direction="outbound", phone="+1 555 010 0000", duration=1, source="pbx")
