"""The Lead & Contact tab: what an agent may see of the cards, which fields it fills, and what it wrote."""

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from agents.extraction.types import MASK
from agents.models import FieldWrite
from agents.selectors import draft_of, settings_of
from agents.services.patching import draft_patch
from crm_kommo.models import Field, Lead
from tests.crm_kommo.syncs import sync
from tests.factories import AgentFactory
from tests.form_reader import form_of
from tests.saving import save

pytestmark = pytest.mark.usefixtures("tenant")
SELECT, TEXT, NUMBER = "cf_564832", "cf_564834", "cf_564838"
PHONE = "cf_735649"


@pytest.fixture
def agent():
    return AgentFactory()


@pytest.fixture
def page(agent) -> str:
    return f"/manage/alpha/ai-agents/{agent.pk}/edit/fields"


@pytest.fixture
def known(connected) -> None:
    sync("all")


@pytest.fixture
def many(connection) -> None:
    """500 fields of leads, of contacts as many."""
    Field.objects.bulk_create(
        Field(connection=connection, entity=entity, kommo_id=number, name=f"Field {number}", type="text", sort=number)
        for entity in ("leads", "contacts")
        for number in range(1, 501)
    )


def drafted(agent):
    return settings_of(draft_of(agent))


class TestDataAccess:
    def test_a_form_of_some_fields_leaves_the_others(self, known, client_of, agent, page):
        builder = client_of("builder")
        save(builder, page, {f"level.{TEXT}": "use", f"level.{SELECT}": "tell", f"sensitive.{TEXT}": "on"})
        save(builder, page, {f"level.{SELECT}": "off", "level.price": "tell"})
        access = drafted(agent).access
        assert [(one.field, one.level) for one in access.lead] == [(TEXT, "use"), ("price", "tell")]
        assert access.sensitive == [f"lead.{TEXT}"]

        save(builder, page, {f"level.{TEXT}": "use"})
        assert drafted(agent).access.sensitive == []

    def test_the_contact_has_a_page_of_its_own(self, known, client_of, agent, page):
        save(client_of("builder"), f"{page}?card=contact", {f"level.{PHONE}": "tell"})
        assert [one.field for one in drafted(agent).access.contact] == [PHONE]
        assert drafted(agent).access.lead == []

    @pytest.mark.parametrize("card", ["lead", "contact"])
    def test_the_form_as_it_is_shown_changes_nothing_when_it_is_saved(self, known, client_of, agent, page, card):
        builder = client_of("builder")
        save(builder, f"{page}?card={card}", {"level.name": "tell", "sensitive.name": "on"})
        before = drafted(agent)
        save(builder, f"{page}?card={card}", form_of(builder.get(f"{page}?card={card}").content.decode()))
        assert drafted(agent) == before
        assert draft_of(agent).revision == 2

    def test_an_unknown_field_is_refused(self, known, client_of, agent, page):
        answer = save(client_of("builder"), page, {"level.cf_77": "use"})
        assert answer.status_code == 422
        assert "Kommo has no such field" in answer.content.decode()
        assert drafted(agent).access.lead == []

    def test_search_and_filters_are_in_the_address(self, known, client_of, page):
        builder = client_of("builder")
        save(builder, page, {"level.price": "use"})
        named = builder.get(page, {"q": "тип усл"}).content.decode()
        assert f"level.{SELECT}" in named
        assert "level.price" not in named
        chosen = builder.get(page, {"chosen": "1"}).content.decode()
        assert "level.price" in chosen
        assert f"level.{SELECT}" not in chosen

    def test_a_chosen_field_that_is_gone_stays_and_names_what_uses_it(self, known, client_of, page):
        builder = client_of("builder")
        save(builder, page, {f"level.{TEXT}": "use"})
        Field.objects.filter(kommo_id=564834).update(is_missing=True)
        words = builder.get(page, {"q": "something else"}).content.decode()
        assert f"level.{TEXT}" in words
        assert "missing in Kommo" in words
        assert "data access" in words

    def test_samples_are_shown_and_masked_when_sensitive(self, known, client_of, page):
        Lead.objects.update(name="The secret bride")
        builder = client_of("builder")
        Lead.objects.get_or_create(
            connection_id=Field.objects.first().connection_id, kommo_id=1, defaults={"name": "The secret bride"}
        )
        assert "The secret bride" in builder.get(page).content.decode()
        save(builder, page, {"level.name": "use", "sensitive.name": "on"})
        words = builder.get(page).content.decode()
        assert "The secret bride" not in words
        assert MASK in words

    def test_presets(self, known, client_of, agent, page):
        builder = client_of("builder")
        builder.post(f"{page}/preset/qualification")
        settings = drafted(agent)
        assert {"name", "price", "status_id"} <= {one.field for one in settings.access.lead}
        assert PHONE in {one.field for one in settings.access.contact}
        assert [rule.field_id for rule in settings.data_entry.contact][:2] == ["name", PHONE]

        builder.post(f"{page}/preset/read-all")
        settings = drafted(agent)
        assert TEXT in {one.field for one in settings.access.lead}
        assert (settings.data_entry.lead, settings.data_entry.contact) == ([], [])

        builder.post(f"{page}/preset/nothing")
        assert drafted(agent).access.lead == []
        assert builder.post(f"{page}/preset/more").status_code == 404

    @pytest.mark.parametrize("part", ["", "/entry"])
    def test_five_hundred_fields_cost_no_query_more(self, many, client_of, page, part):
        builder = client_of("builder")
        builder.get(page + part)
        with CaptureQueriesContext(database) as queries:
            assert "Field 499" in builder.get(page + part).content.decode()
        Field.objects.filter(kommo_id__gt=5).delete()
        with CaptureQueriesContext(database) as few:
            builder.get(page + part)
        assert len(queries) == len(few)

    def test_five_hundred_fields_are_saved_at_once(self, many, client_of, agent, page):
        controls = {f"{name}.cf_{number}": "use" for number in range(1, 501) for name in ("level", "sensitive", "more")}
        assert save(client_of("builder"), page, controls).status_code == 302
        assert (len(drafted(agent).access.lead), len(drafted(agent).access.sensitive)) == (500, 500)


class TestDataEntry:
    @pytest.fixture
    def entry(self, page, known) -> str:
        return f"{page}/entry"

    def test_a_rule_is_added_and_filled_in(self, client_of, agent, entry):
        builder = client_of("builder")
        assert save(builder, entry, {"field": SELECT, "add": "on"}).status_code == 302
        form = form_of(builder.get(entry).content.decode())
        form["data_entry.lead.#0.settings.instruction"] = ["Which service"]
        form["data_entry.lead.#0.settings.synonyms.%D0%9E%D0%BF%D1%82:w"] = ["wholesale\r\nin bulk"]
        form["data_entry.lead.#0.settings.least:n"] = ["0.9"]
        form["data_entry.lead.#0.settings.overwrite"] = ["if_ours"]
        form["data_entry.lead.#0.settings.ask:b"] = ["off", "on"]
        save(builder, entry, form)
        (rule,) = drafted(agent).data_entry.lead
        assert (rule.field_id, rule.order, rule.field_name) == (SELECT, 1, "Тип услуги")
        assert rule.settings.synonyms == {"Опт": ["wholesale", "in bulk"]}
        assert (rule.settings.least, rule.settings.overwrite, rule.settings.ask) == (0.9, "if_ours", True)

    def test_a_new_rule_opens_and_an_old_one_keeps_its_name(self, client_of, agent, entry):
        rule = {"field_id": TEXT, "field_name": "As the template calls it", "order": 1}
        draft_patch(agent=agent, patch={"data_entry": {"lead": [rule]}}, author=None)
        builder = client_of("builder")
        builder.post(entry, {**form_of(builder.get(entry).content.decode()), "field": SELECT, "add": "on"})
        assert drafted(agent).data_entry.lead[0].field_name == "As the template calls it"
        assert builder.get(f"{entry}?card=lead&at=new").content.decode().count("<details open>") == 1

    def test_a_choice_may_be_called_anything(self, client_of, agent, entry):
        Field.objects.filter(kommo_id=564832).update(enums=[{"id": 1, "value": "#1. a:b [c]%", "code": ""}])
        builder = client_of("builder")
        save(builder, entry, {"field": SELECT, "add": "on"})
        form = form_of(builder.get(entry).content.decode())
        (words,) = [name for name in form if ".synonyms." in name and "%" in name]
        form[words] = ["first"]
        save(builder, entry, form)
        assert drafted(agent).data_entry.lead[0].settings.synonyms == {"#1. a:b [c]%": ["first"]}

    def test_the_form_as_it_is_shown_changes_nothing_when_it_is_saved(self, client_of, agent, entry):
        builder = client_of("builder")
        for field in (SELECT, NUMBER, TEXT):
            save(builder, entry, {**form_of(builder.get(entry).content.decode()), "field": field, "add": "on"})
        before = drafted(agent)
        assert len(before.data_entry.lead) == 3
        save(builder, entry, form_of(builder.get(entry).content.decode()))
        assert drafted(agent) == before

    def test_buttons_change_the_order_and_take_a_rule_out(self, client_of, agent, entry):
        builder = client_of("builder")

        def press(**button: str) -> list[str]:
            save(builder, entry, {**form_of(builder.get(entry).content.decode()), **button})
            return [rule.field_id for rule in sorted(drafted(agent).data_entry.lead, key=lambda rule: rule.order)]

        for field in (SELECT, NUMBER, TEXT):
            press(field=field, add="on")
        assert press(up=TEXT) == [SELECT, TEXT, NUMBER]
        assert press(down=SELECT) == [TEXT, SELECT, NUMBER]
        assert press(up=TEXT) == [TEXT, SELECT, NUMBER]
        assert press(remove=SELECT) == [TEXT, NUMBER]

    def test_what_is_wrong_stands_at_its_control_and_what_was_typed_is_kept(self, client_of, agent, entry):
        builder = client_of("builder")
        save(builder, entry, {"field": NUMBER, "add": "on"})
        form = form_of(builder.get(entry).content.decode())
        form["data_entry.lead.#0.settings.least:n"] = ["4"]
        form["data_entry.lead.#0.settings.instruction"] = ["Typed just now"]
        answer = save(builder, entry, form)
        words = answer.content.decode()
        assert answer.status_code == 422
        assert "Typed just now" in words
        place = words.index('data-faults-of="data_entry.lead.0.settings.least"')
        assert "The highest possible value is 1" in words[place : place + 200]
        assert drafted(agent).data_entry.lead[0].settings.instruction == ""

    def test_a_read_only_field_is_no_field_to_fill(self, client_of, agent, entry):
        builder = client_of("builder")
        assert 'value="status_id"' not in builder.get(entry).content.decode()
        assert save(builder, entry, {"field": "status_id", "add": "on"}).status_code == 422

    def test_a_rule_of_a_field_that_is_gone_stays_in_red(self, client_of, agent, entry):
        builder = client_of("builder")
        save(builder, entry, {"field": TEXT, "add": "on"})
        Field.objects.filter(kommo_id=564834).update(is_missing=True)
        assert "missing in Kommo" in builder.get(entry).content.decode()


class TestTry:
    def test_values_stand_with_their_quotes_and_nothing_is_stored(self, known, client_of, page):
        builder = client_of("builder")
        save(builder, f"{page}/entry?card=contact", {"field": PHONE, "add": "on"})
        asked = {"dialogue": "Customer: call +44 20 7946 0958"}
        words = builder.post(f"{page}/try", asked, headers={"HX-Request": "true"}).content.decode()
        assert "<mark>+44 20 7946 0958</mark>" in words
        assert "would write" in words
        assert not FieldWrite.objects.exists()

    def test_a_sensitive_value_is_masked(self, known, client_of, page):
        builder = client_of("builder")
        save(builder, f"{page}/entry?card=contact", {"field": PHONE, "add": "on"})
        save(builder, f"{page}?card=contact", {f"level.{PHONE}": "off", f"sensitive.{PHONE}": "on"})
        asked = {"dialogue": "Customer: call +44 20 7946 0958"}
        words = builder.post(f"{page}/try", asked, headers={"HX-Request": "true"}).content.decode()
        assert f"<mark>{MASK}</mark>" in words
        assert "7946" not in words

    def test_it_says_what_was_not_said(self, known, client_of, page):
        builder = client_of("builder")
        save(builder, f"{page}/entry", {"field": NUMBER, "add": "on"})
        words = builder.post(f"{page}/try", {"dialogue": "Hello"}).content.decode()
        assert "The customer says nothing about it." in words


class TestRoles:
    @pytest.mark.parametrize("part", ["", "/entry", "/try"])
    def test_the_settings_are_for_builders(self, client_of, page, part):
        assert client_of("operator").get(page + part).status_code == 403
        assert client_of("builder").get(page + part).status_code == 200

    def test_the_log_is_for_operators(self, client_of, page):
        assert client_of("viewer").get(f"{page}/writes").status_code == 403
        assert client_of("operator").get(f"{page}/writes").status_code == 200
