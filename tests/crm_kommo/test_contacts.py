"""Contacts by e-mail address, and where their mail belongs."""

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection as database
from django.db.models import OuterRef
from django.utils import timezone

from crm_kommo.models import Connection, Contact, Lead
from crm_kommo.selectors import contact_emails, contacts_by_email, leads_of_contacts


@pytest.fixture
def contact(connection: Connection) -> Contact:
    fields = [
        {"field_id": 1, "name": "Phone", "code": "PHONE", "type": "", "values": [{"value": "+7900", "enum_id": 1}]},
        {"field_id": 2, "name": "E-mail", "code": "EMAIL", "type": "multitext",
         "values": [{"value": "Maria@Shop.test", "enum_id": 1}, {"value": " second@shop.test ", "enum_id": 2}]},
        {"field_id": 3, "name": "Note", "code": "", "type": "", "values": [{"value": "note@shop.test"}]},
    ]  # fmt: skip
    Contact.objects.create(connection=connection, kommo_id=2, name="Somebody else")
    return Contact.objects.create(connection=connection, kommo_id=1, custom_fields=fields)


class TestContacts:
    def test_any_address_in_any_case(self, contact) -> None:
        assert list(contacts_by_email("maria@shop.TEST")) == [contact]
        assert contact_emails(contact) == ["Maria@Shop.test", "second@shop.test"]

    @pytest.mark.parametrize("address", ["note@shop.test", "aria@shop.test", "+7900", '"', "\\", "%"])
    def test_only_whole_addresses_of_address_fields(self, contact, address) -> None:
        assert not contacts_by_email(address).exists()

    def test_none_that_was_deleted(self, contact) -> None:
        Contact.objects.update(is_deleted=True)
        assert not contacts_by_email("maria@shop.test").exists()

    def test_an_index_answers_of_one_and_of_each_of_many(self, contact) -> None:
        made = []
        for number in range(10, 1_000):
            name = f"{number}@y.test"
            fields = [{"code": "EMAIL", "values": [{"value": name}]}]
            made.append(Contact(connection=contact.connection, kommo_id=number, name=name, custom_fields=fields))
        Contact.objects.bulk_create(made)
        each = ArraySubquery(contacts_by_email(OuterRef("name")).values("kommo_id")[:20])
        with database.cursor() as cursor:
            cursor.execute("ANALYZE crm_contacts")
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "crm_contact_fields" in contacts_by_email("maria@shop.test").explain()
        assert "crm_contact_fields" in Contact.objects.annotate(same=each).explain()


class TestLead:
    def test_the_open_one_that_changed_last(self, contact) -> None:
        old, new = timezone.now().replace(year=2020), timezone.now()
        for kommo_id, status, changed in ((1, 5, old), (2, 6, new), (3, 142, new)):
            Lead.objects.create(
                connection=contact.connection,
                kommo_id=kommo_id,
                main_contact_id=1,
                status_id=status,
                kommo_updated_at=changed,
            )
        assert leads_of_contacts([1]).first().kommo_id == 2
        Lead.objects.filter(kommo_id__in=[1, 2]).update(is_deleted=True)
        assert leads_of_contacts([1]).first().kommo_id == 3
        assert not leads_of_contacts([9]).exists()
