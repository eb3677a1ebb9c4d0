"""Several processes want the token at once; these tests commit, as other sessions of the database must see it."""

import threading
import time

import pytest
from django.db import connections as databases
from django.db import transaction
from django.utils import timezone
from django_tenants.utils import tenant_context

from crm_kommo import oauth, services
from crm_kommo.access import ConnectionAccess, locked_connection
from crm_kommo.client import errors
from crm_kommo.models import Connection, Delivery
from crm_kommo.payloads import parse
from crm_kommo.registrations import registration_of
from tenants.models import InboundRoute, Tenant
from tests.crm_kommo.oauth.steps import TOKEN_CALL


@pytest.fixture
def committed(kommo, django_db_setup, django_db_blocker):
    """A connection whose token ran out, seen by other sessions of the database too."""
    code = kommo.consent(state="x")["code"]
    grant = oauth.exchange_code(base_url=kommo.url, code=code, registration=registration_of("kommo"))
    with django_db_blocker.unblock():
        tenant = Tenant.objects.get(slug="alpha")
        with tenant_context(tenant):
            row = Connection.objects.create(
                account_id=31000001,
                base_url=kommo.url,
                public_id="c" * 16,
                connected_at=timezone.now(),
                access_token="spent",
                refresh_token=grant.refresh_token,
                access_expires_at=timezone.now(),
            )
        kommo.forget_calls()
        yield tenant, row.pk
        with tenant_context(tenant):
            Connection.objects.all().delete()


class TestEightAtOnce:
    def test_oa_01_they_make_one_token_call_and_all_get_the_new_token(self, kommo, committed) -> None:
        tenant, connection_id = committed
        tokens: list[str] = []
        ready = threading.Barrier(8)

        def call() -> None:
            with tenant_context(tenant):
                ready.wait()
                tokens.append(ConnectionAccess(connection_id=connection_id).token())
            databases.close_all()

        threads = [threading.Thread(target=call) for _number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(tokens) == 8
        assert len(set(tokens)) == 1
        assert tokens[0] != "spent"
        assert len(kommo.calls(TOKEN_CALL)) == 1


@pytest.fixture
def being_renewed(committed):
    """The committed connection, while another process asks Kommo for its next token."""
    tenant, connection_id = committed
    locked, done = threading.Event(), threading.Event()

    def hold() -> None:
        with tenant_context(tenant), transaction.atomic():
            locked_connection(connection_id, within=5)
            locked.set()
            done.wait(20)
        databases.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    assert locked.wait(5)
    yield tenant, connection_id
    done.set()
    thread.join()


@pytest.mark.alone
class TestWhileItIsRenewed:
    def test_hooks_are_stored_and_worked_off(self, being_renewed, django_db_blocker) -> None:
        tenant, connection_id = being_renewed
        body = b"account[id]=31000001&talk[add][0][talk_id]=1"
        began = time.monotonic()
        with django_db_blocker.unblock(), tenant_context(tenant), transaction.atomic():
            services.delivery_store(
                route=InboundRoute(tenant=tenant, public_id="c" * 16), body=body, content_type="", request_id=""
            )
            delivery = services.delivery_open(delivery_id=Delivery.objects.get().pk)
            services.delivery_finish(delivery=delivery, events=parse(body))
            state = Delivery.objects.get().state
            transaction.set_rollback(True)

        assert state == Delivery.State.PROCESSED
        assert time.monotonic() - began < 1

    def test_the_end_of_a_call_does_not_wait(self, being_renewed, django_db_blocker) -> None:
        tenant, connection_id = being_renewed
        began = time.monotonic()
        with django_db_blocker.unblock(), tenant_context(tenant):
            ConnectionAccess(connection_id=connection_id).observe(None, method="GET", path="/api/v4/leads")

        assert time.monotonic() - began < 1

    def test_who_needs_the_token_waits_no_longer_than_there_is_time(self, being_renewed, django_db_blocker) -> None:
        tenant, connection_id = being_renewed
        began = time.monotonic()
        with (
            django_db_blocker.unblock(),
            tenant_context(tenant),
            pytest.raises(errors.RateLimited),
        ):
            ConnectionAccess(connection_id=connection_id).token(within=0.3)

        assert 0.2 < time.monotonic() - began < 2
