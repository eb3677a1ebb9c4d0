"""What each setting of data entry does, as it is seen on the card at the stand-in and in its chat."""

from typing import Any, ClassVar

from agents.models import FieldWrite
from crm_kommo.calls import client_of
from crm_kommo.services import card_fields_set
from tests.automation.entering import NUMBER, SELECT, TEXT, claims


class TestDataEntry:
    def test_without_a_rule_nothing_is_written(self, says, card):
        says("Количество: 3 штуки")
        assert card(NUMBER) is None

    def test_field_id_is_the_field_that_is_filled(self, rule, says, card):
        rule(NUMBER)
        says("Количество: 3 штуки")
        assert card(NUMBER) == "3"

    def test_order_decides_who_takes_the_words(self, decide, says, card):
        def rules(*fields: str) -> dict[str, Any]:
            options = {"instruction": "размер скидки или количество"}
            return {
                "lead": [{"field_id": one, "order": place, "settings": options} for place, one in enumerate(fields, 1)]
            }

        decide(data_entry=rules("cf_564840", NUMBER))
        says("Количество или скидка: 7")
        assert (card("cf_564840"), card(NUMBER)) == ("7", None)

        decide(data_entry=rules(NUMBER, "cf_564840"))
        says("Количество или скидка: 8")
        assert card(NUMBER) == "8"

    def test_instruction_tells_the_model_what_to_take(self, rule, says, card, model):
        def obey(body: dict[str, Any]) -> str:
            wants_gift = "подарок" in body["messages"][0]["content"]
            quote = "для дочки" if wants_gift else "красную куртку"
            return claims(lead__cf_564834={"value": quote, "quote": quote})(body)

        model.will_obey(obey)
        rule(TEXT, instruction="Кому подарок", overwrite="always")
        says("Ищу красную куртку для дочки")
        assert card(TEXT) == "для дочки"

        rule(TEXT, instruction="Какой товар", overwrite="always")
        says("Ищу красную куртку для дочки!")
        assert card(TEXT) == "красную куртку"

    def test_synonyms_are_words_for_a_choice(self, rule, says, card):
        rule(SELECT, overwrite="always")
        says("Хочу закупить крупной партией")
        assert card(SELECT) == "Подбор одежды"
        rule(SELECT, overwrite="always", synonyms={"Опт": ["крупная партия"]})
        says("Хочу закупить крупной партией.")
        assert card(SELECT) == "Опт"

    def test_pattern_keeps_out_what_has_another_shape(self, rule, says, card):
        rule(TEXT, overwrite="always", pattern=r"[A-Z]{2}-\d{4}")
        says("Мне нужен артикул AB-1234")
        assert card(TEXT) == "AB-1234"
        rule(TEXT, overwrite="always", pattern=r"\d{6}")
        says("Мне нужен артикул CD-5678")
        assert card(TEXT) == "AB-1234"

    def test_lowest(self, rule, says, card):
        rule(NUMBER, lowest=5)
        says("Количество: 3")
        assert card(NUMBER) is None
        rule(NUMBER, lowest=2)
        says("Количество 3")
        assert card(NUMBER) == "3"

    def test_highest(self, rule, says, card):
        rule(NUMBER, highest=2)
        says("Количество: 3")
        assert card(NUMBER) is None
        rule(NUMBER, highest=5)
        says("Количество 3")
        assert card(NUMBER) == "3"

    def test_overwrite_if_empty_leaves_what_stands_there(self, rule, says, card):
        rule(SELECT)
        says("Мне опт")
        assert card(SELECT) == "Подбор одежды"

    def test_overwrite_if_ours_replaces_only_what_the_agent_wrote(self, rule, says, card):
        rule(SELECT, overwrite="if_ours")
        says("Мне опт")
        assert card(SELECT) == "Подбор одежды"
        rule(NUMBER, overwrite="if_ours")
        says("Количество: 3")
        says("Нет, лучше количество 4")
        assert card(NUMBER) == "4"

    def test_overwrite_always_replaces_whatever_stands_there(self, rule, says, card):
        rule(SELECT, overwrite="always")
        says("Мне опт")
        assert card(SELECT) == "Опт"

    def test_least_is_how_sure_it_must_be(self, rule, says, card):
        rule(NUMBER, least=0.9)
        says("Возьму 3")
        assert card(NUMBER) is None
        rule(NUMBER, least=0.5)
        says("Возьму 3.")
        assert card(NUMBER) == "3"

    def test_ask_asks_for_an_empty_field(self, rule, says, customer, card):
        rule(NUMBER)
        says("How much is delivery?")
        assert "Количество" not in customer.got()[-1]
        rule(NUMBER, ask=True)
        says("And how much is delivery?")
        assert customer.got()[-1].endswith("Could you please tell me: Количество?")

    def test_question_is_how_it_asks(self, rule, says, customer, card):
        rule(NUMBER, ask=True, question="How many pairs?")
        says("How much is delivery?")
        assert customer.got()[-1].endswith("How many pairs?")
        says("5")
        assert card(NUMBER) == "5"

    def test_contact_rules_fill_the_contact(self, decide, says, card, connected, customer):
        decide(data_entry={"contact": [{"field_id": "name", "order": 1, "settings": {"overwrite": "always"}}]})
        says("Меня зовут Ольга Петрова")
        lead = client_of(connected).leads.get(lead_id=customer.lead["id"])
        assert client_of(connected).contacts.get(contact_id=lead.main_contact_id).name == "Ольга Петрова"

    def test_stage_collect_asks_for_and_fills_a_field_without_a_rule(self, decide, says, customer, card):
        stages = {str(customer.lead["status_id"]): {"collect": [f"lead.{NUMBER}"]}}
        decide(pipelines={str(customer.lead["pipeline_id"]): {
            "is_active": True, "all_statuses": True, "stage_settings": stages,
        }})  # fmt: skip
        says("How much is delivery?")
        assert customer.got()[-1].endswith("Количество?")
        says("3")
        assert card(NUMBER) == "3"


class TestSensitive:
    # The other field keeps the model asked.
    NUMBER_IS_SENSITIVE: ClassVar[dict[str, Any]] = {
        "data_entry": {
            "lead": [
                {"field_id": NUMBER, "order": 1},
                {"field_id": TEXT, "order": 2, "settings": {"overwrite": "always"}},
            ]
        },
        "access": {"sensitive": [f"lead.{NUMBER}"]},
    }

    def test_a_sensitive_field_is_never_in_a_request_to_a_model(self, decide, says, card, model):
        told = {"data_entry": {"lead": [
            {"field_id": NUMBER, "order": 1, "settings": {"ask": True}},
            {"field_id": TEXT, "order": 2, "settings": {"overwrite": "always"}},
        ]}}  # fmt: skip
        model.will_obey(claims())
        decide(**told)
        says("Hello!")
        assert "Количество" in str(model.requests)
        model.requests.clear()

        decide(**told, access={"sensitive": [f"lead.{NUMBER}"]})
        says("Are you there?")
        assert NUMBER not in str(model.requests)
        assert "Количество" not in str(model.requests)

    def test_it_is_read_literally_and_kept_masked(self, decide, says, card, model):
        model.will_obey(claims())
        decide(**self.NUMBER_IS_SENSITIVE)
        says("Количество: 77")
        assert card(NUMBER) == "77"
        write = FieldWrite.objects.get()
        assert "77" not in (write.new_text + write.quote)
        asked = next(one for one in model.requests if "response_format" in one)
        assert "77" not in str(asked["messages"][1])
        assert "77" not in str(write.message.decision.trace)

    def test_neither_is_a_bare_answer_to_our_question(self, decide, says, card, customer, model):
        model.will_obey(claims())
        card_fields_set(entity="leads", card_id=customer.lead["id"], wanted={TEXT: None}, key="emptied")
        decide(
            data_entry={
                "lead": [
                    {"field_id": TEXT, "order": 1,
                     "settings": {"ask": True, "question": "Your passport?", "overwrite": "always"}},
                    {"field_id": NUMBER, "order": 2, "settings": {"overwrite": "always"}},
                ]
            },
            access={"sensitive": [f"lead.{TEXT}"]},
        )  # fmt: skip
        says("Hello!")
        says("4510 secretpass")
        says("Are you there?")
        assert card(TEXT) == "4510 secretpass"
        assert "secretpass" not in str(model.requests)

    def test_nor_is_one_for_a_field_that_is_filled(self, decide, says, card, model):
        model.will_obey(claims())
        decide(**self.NUMBER_IS_SENSITIVE)
        says("Количество: 7744")
        says("Количество: 8855")
        assert card(NUMBER) == "7744"
        assert "7744" not in str(model.requests)
        assert "8855" not in str(model.requests)
