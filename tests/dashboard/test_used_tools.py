"""What the inbox says of the tools behind an answer."""

from dashboard.inbox.used import spent_text, stop_text, tools_used


class TestUsed:
    def test_each_call_with_what_came_of_it(self):
        told = '<result of="add_note">\nThe note is written.\n</result>'
        uses = [
            {"name": "add_note", "arguments": {}, "ok": True, "told": told, "did": "note_added"},
            {"name": "refund", "arguments": {}, "ok": False, "told": told, "did": None},
        ]
        note, refund = tools_used({"tools": uses})
        assert (note.name, note.told, note.has_done) == ("Leave a note", "The note is written.", True)
        assert (refund.name, refund.is_refused) == ("refund", True)

    def test_decisions_of_old_used_none(self):
        assert (tools_used({}), stop_text({}), spent_text({})) == ([], "", "")

    def test_what_it_came_to(self):
        spent = {"calls": 2, "tokens": 2400, "ms": 1800, "cost_micros": 1300, "currency": "USD"}
        assert spent_text({"spent": spent}) == "2 calls · 2,400 tokens · 1.8 s · 0.0013 USD"
        assert spent_text({"spent": spent | {"cost_micros": None}}) == "2 calls · 2,400 tokens · 1.8 s"

    def test_why_it_was_stopped(self):
        assert stop_text({"stopped": "same_calls"}) == "It was stopped: it repeated one call."
