"""What TENANT_LIMIT_SET_CALLS assumes: after anything that can go wrong in a transaction, the schema is still right."""

import pytest
from django.db import IntegrityError, connection, transaction
from django_tenants.utils import tenant_context

from tests.factories import ConversationFactory


def schema_in_use() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return cursor.fetchone()[0]


class TestSchema:
    def test_it_is_right_after_a_savepoint_was_rolled_back(self, tenant, other_tenant):
        with pytest.raises(ZeroDivisionError), transaction.atomic(), tenant_context(other_tenant):
            schema_in_use()
            raise ZeroDivisionError
        assert schema_in_use() == tenant.schema_name

    def test_it_is_right_after_an_error_of_the_database(self, tenant, other_tenant):
        ConversationFactory(talk_id=1)
        with tenant_context(other_tenant), pytest.raises(IntegrityError), transaction.atomic():
            ConversationFactory(talk_id=2)
            ConversationFactory(talk_id=2)
        assert schema_in_use() == tenant.schema_name

    def test_it_alternates_without_mixing(self, tenant, other_tenant):
        for n in range(50):
            for place in (tenant, other_tenant):
                with tenant_context(place):
                    ConversationFactory(talk_id=n, contact_name=place.slug)
                    assert schema_in_use() == place.schema_name
        for place in (tenant, other_tenant):
            with tenant_context(place):
                names = set(type(ConversationFactory.build()).objects.values_list("contact_name", flat=True))
                assert names == {place.slug}

    def test_a_public_page_reaches_no_tenants_table(self, tenant, client):
        connection.set_schema_to_public()
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('chat_conversation')")
            assert cursor.fetchone()[0] is None
