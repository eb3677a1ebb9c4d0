"""The page of the way into the chats, and what the connection's page says of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from crm_kommo import services
from crm_kommo.models import ChatWay, Connection, Field

KOMMO = "/manage/alpha/integrations/kommo"
PAGE = f"{KOMMO}/chat-way"
FIELD = 564836


def html(response) -> str:
    return response.content.decode()


@pytest.fixture
def way(connected) -> ChatWay:
    Field.objects.create(connection=connected, entity="leads", kommo_id=FIELD, name="AI reply", type="textarea")
    Field.objects.create(connection=connected, entity="leads", kommo_id=564838, name="Count", type="numeric")
    return services.chat_way_of(connected)


class TestShown:
    def test_without_a_connection_it_says_why_it_is_not_there(self, tenant, client_of) -> None:
        answer = client_of("admin").get(PAGE, follow=True)

        assert answer.redirect_chain == [(KOMMO, 302)]
        assert "Connect Kommo first" in html(answer)

    def test_the_way_in_use_and_why(self, way, client_of) -> None:
        Connection.objects.update(connected_at=timezone.now() - timedelta(days=1))
        refused = {"direct_refused_reason": "payment_required", "direct_refused_detail": "Not in this tariff"}
        at = timezone.now() - timedelta(minutes=5)
        ChatWay.objects.update(bot_id=1, bot_name="AI bridge", field_id=FIELD, direct_refused_at=at, **refused)
        page = html(client_of("viewer").get(KOMMO))

        for words in ("Through your Salesbot “AI bridge”", "5\xa0minutes ago", "every 6 hours", "Not in this tariff"):
            assert words in page
        assert PAGE not in page  # a viewer cannot change it

    def test_without_a_bot_a_refusal_means_that_no_way_is_open(self, way, client_of) -> None:
        ChatWay.objects.update(direct_refused_reason="missing_scope", direct_refused_at=timezone.now())

        assert "No way is open" in html(client_of("admin").get(KOMMO))

    def test_ch_17_a_history_that_may_not_be_read_says_what_to_turn_on(self, way, client_of) -> None:
        ChatWay.objects.update(history_refused_at=timezone.now())

        assert "External chat history" in html(client_of("viewer").get(KOMMO))


class TestSettings:
    def test_bots_and_text_fields_are_offered_and_kept(self, kommo, way, client_of) -> None:
        bot = kommo.post("bots", {"name": "AI bridge", "print": FIELD})
        admin = client_of("admin")
        page = html(admin.get(PAGE))
        assert "AI bridge" in page
        assert "AI reply" in page
        assert "Count" not in page

        answer = admin.post(PAGE, {"mode": "bot", "bot_id": bot["id"], "field_id": FIELD, "widget_step": ""})
        assert answer["Location"] == PAGE
        way.refresh_from_db()
        assert (way.mode, way.bot_id, way.bot_name, way.field_id) == ("bot", bot["id"], "AI bridge", FIELD)

    @pytest.mark.parametrize("posted", [{"mode": "bot"}, {"mode": "bot", "bot_id": "5"}, {"mode": "x"}, {}])
    def test_what_cannot_work_is_not_saved(self, way, client_of, posted) -> None:
        assert client_of("admin").post(PAGE, posted or {"mode": ""}).status_code == 200
        way.refresh_from_db()
        assert way.mode == "auto"

    def test_a_builder_may_not(self, way, client_of) -> None:
        assert client_of("builder").get(PAGE).status_code == 403

    def test_kommo_being_away_is_told(self, kommo, way, client_of) -> None:
        kommo.fail("GET /api/v4/bots", status=402, times=9)

        assert "did not show its bots" in html(client_of("admin").get(PAGE))

    def test_the_address_for_a_waiting_bot_is_made_once(self, way, client_of) -> None:
        admin = client_of("admin")
        for _ in range(2):
            assert admin.post(f"{PAGE}/door").status_code == 302
            way.refresh_from_db()
            address = way.widget_address
        way.refresh_from_db()
        assert way.widget_address == address
        assert address in html(admin.get(PAGE))


class TestBotsThatStartByThemselves:
    def test_sb_08_one_that_greets_every_new_conversation_is_warned_of(self, kommo, way, client_of) -> None:
        kommo.post("bots", {"name": "Welcome", "say": "Hello!", "kind": "greeting", "trigger": "message"})
        kommo.post("bots", {"name": "Asleep", "say": "Hello!", "kind": "greeting", "is_active": False})
        page = html(client_of("admin").get(PAGE))

        assert "“Welcome” starts by itself" in page
        assert "“Asleep”" not in page
        assert "any new conversation" in page  # the guide says to take the trigger away

    def test_one_that_is_gone_or_off_is_told(self, kommo, way, client_of) -> None:
        ChatWay.objects.update(bot_id=999, bot_name="Lost")
        admin = client_of("admin")
        assert "“Lost” is no longer in Kommo" in html(admin.get(PAGE))

        bot = kommo.post("bots", {"name": "Sleeper", "print": FIELD, "is_active": False})
        ChatWay.objects.update(bot_id=bot["id"])
        assert "“Sleeper” is switched off" in html(admin.get(PAGE))
