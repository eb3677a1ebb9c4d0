"""Companies, customers, links, complex leads, definitions of fields: how they behave when written."""

from tests.kommo_standin.parties import Client, Receiver, pairs

LEAD_ID, CONTACT_ID = 30052001, 37054001


def company_of(client: Client, **values: object) -> int:
    answer = client.call("POST", "companies", [{"name": "Aurora Lda", **values}])
    assert answer.status_code == 200, answer.text
    return answer.json()["_embedded"]["companies"][0]["id"]


def links_of(client: Client, path: str) -> list[tuple[str, int]]:
    links = client.get(f"{path}/links")["_embedded"]["links"]
    return [(link["to_entity_type"], link["to_entity_id"]) for link in links]


class TestCompanies:
    def test_one_is_read_as_it_was_written(self, shop: Client):
        web = {"field_code": "WEB", "values": [{"value": "x"}]}
        company_id = company_of(shop, tags_to_add=[{"name": "key"}], custom_fields_values=[web])
        company = shop.get(f"companies/{company_id}")

        assert company["name"] == "Aurora Lda"
        assert [tag["name"] for tag in company["_embedded"]["tags"]] == ["key"]
        assert company["custom_fields_values"][0]["values"] == [{"value": "x"}]

    def test_its_hook_comes_as_a_contact_of_another_type(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "add_company")
        company_of(shop)
        body = pairs(receiver.bodies(1)[0])

        assert body["contacts[add][0][type]"] == "company"

    def test_one_that_is_not_there_is_no_content(self, shop: Client):
        assert shop.call("GET", "companies/1").status_code == 204


class TestCustomers:
    def test_they_must_be_switched_on_and_have_a_date(self, shop: Client):
        assert shop.call("GET", "customers").status_code == 402
        shop.call("PATCH", "customers/mode", {"mode": "periodicity"})
        refused = shop.call("POST", "customers", [{"name": "Ana"}])
        made = shop.call("POST", "customers", [{"name": "Ana", "next_date": 1790000000}])

        assert refused.json()["validation-errors"][0]["errors"][0]["path"] == "next_date"
        assert made.status_code == 200
        assert shop.get("customers")["_embedded"]["customers"][0]["next_date"] == 1790000000


class TestLinks:
    def test_a_company_is_linked_seen_from_both_sides_and_unlinked(self, shop: Client):
        company_id = company_of(shop)
        link = [{"to_entity_id": company_id, "to_entity_type": "companies"}]
        shop.call("POST", f"leads/{LEAD_ID}/link", link)

        assert ("companies", company_id) in links_of(shop, f"leads/{LEAD_ID}")
        assert links_of(shop, f"companies/{company_id}") == [("leads", LEAD_ID)]
        assert shop.call("POST", f"leads/{LEAD_ID}/unlink", link).status_code == 204
        assert ("companies", company_id) not in links_of(shop, f"leads/{LEAD_ID}")

    def test_a_new_main_contact_takes_the_place_of_the_old(self, shop: Client):
        link = {"to_entity_id": 37054002, "to_entity_type": "contacts", "metadata": {"is_main": True}}
        shop.call("POST", f"leads/{LEAD_ID}/link", [link])
        contacts = shop.get(f"leads/{LEAD_ID}?with=contacts")["_embedded"]["contacts"]

        assert {contact["id"]: contact["is_main"] for contact in contacts} == {CONTACT_ID: False, 37054002: True}

    def test_what_is_not_there_cannot_be_linked(self, shop: Client):
        answer = shop.call("POST", f"leads/{LEAD_ID}/link", [{"to_entity_id": 5, "to_entity_type": "contacts"}])

        assert answer.json()["validation-errors"][0]["errors"][0]["path"] == "to_entity_id"


class TestComplex:
    def test_lead_contact_and_company_are_made_and_linked(self, shop: Client):
        contact = {"first_name": "Ana", "custom_fields_values": [{"field_code": "PHONE", "values": [{"value": "+1"}]}]}
        embedded = {"contacts": [contact], "companies": [{"name": "Lda"}]}
        answer = shop.call("POST", "leads/complex", [{"name": "x", "request_id": "q", "_embedded": embedded}])
        [made] = answer.json()
        lead = shop.get(f"leads/{made['id']}?with=contacts")

        assert made["request_id"] == ["q"]
        assert [contact["id"] for contact in lead["_embedded"]["contacts"]] == [made["contact_id"]]
        assert [company["id"] for company in lead["_embedded"]["companies"]] == [made["company_id"]]

    def test_a_complaint_names_the_whole_path(self, shop: Client):
        contact = {"responsible_user_id": "12345"}
        answer = shop.call("POST", "leads/complex", [{"name": "x", "_embedded": {"contacts": [contact]}}])

        path = answer.json()["validation-errors"][0]["errors"][0]["path"]
        assert path == "_embedded.contacts.0.responsible_user_id"


class TestDefinitions:
    def test_a_choice_keeps_its_id_or_is_gone(self, shop: Client):
        kept = {"id": 908101, "value": "Renamed"}
        shop.call("PATCH", "leads/custom_fields/564832", {"enums": [kept, {"value": "New"}]})
        enums = shop.get("leads/custom_fields/564832")["enums"]

        assert [(enum["id"] == 908101, enum["value"]) for enum in enums] == [(True, "Renamed"), (False, "New")]

    def test_a_stage_can_require_a_field(self, shop: Client):
        stage = {"pipeline_id": 11689563, "status_id": 89860463}
        shop.call("PATCH", "leads/custom_fields/564836", {"required_statuses": [stage]})
        refused = shop.call("PATCH", "leads/30052001", {"status_id": 89860463})
        value = [{"field_id": 564836, "values": [{"value": "Boots"}]}]
        moved = shop.call("PATCH", "leads/30052001", {"status_id": 89860463, "custom_fields_values": value})

        assert refused.json()["validation-errors"][0]["errors"][0]["path"] == "custom_fields_values.564836"
        assert moved.status_code == 200
