"""The pair of tokens: renewed in time, by one, never lost, never tried in vain, never readable."""

import threading
import time
from datetime import timedelta

import pytest
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.management import call_command
from django.db import connection as database
from django.db import connections as databases
from django.db import transaction
from django.utils import timezone
from django_tenants.utils import tenant_context

from crm_kommo import oauth, services
from crm_kommo.access import ConnectionAccess, locked_connection
from crm_kommo.calls import client_of as kommo_of
from crm_kommo.client import errors
from crm_kommo.models import Connection, Delivery
from crm_kommo.payloads import parse
from tenants.models import InboundRoute, Tenant

TOKEN_CALL = "POST /oauth2/access_token"


def make_old(connection: Connection) -> None:
    Connection.objects.filter(pk=connection.pk).update(access_expires_at=timezone.now() + timedelta(minutes=4))


@pytest.fixture
def access(kommo, connected) -> ConnectionAccess:
    kommo.forget_calls()
    return ConnectionAccess(connection_id=connected.pk)


class TestRenewal:
    def test_a_good_token_is_used_as_it_is(self, kommo, access, connected) -> None:
        assert access.token() == connected.access_token
        assert kommo.calls(TOKEN_CALL) == []

    def test_it_happens_five_minutes_early(self, kommo, access, connected) -> None:
        make_old(connected)
        token = access.token()

        connected.refresh_from_db()
        assert token == connected.access_token
        assert len(kommo.calls(TOKEN_CALL)) == 1

    def test_a_refused_token_is_renewed_once_and_the_call_repeated(self, kommo, access, connected) -> None:
        kommo.post("expire")

        assert kommo_of(connected).account.get().id == 31000001
        assert len(kommo.calls(TOKEN_CALL)) == 1

    def test_a_refused_token_that_another_renewed_meanwhile_is_not_renewed_again(self, kommo, access) -> None:
        old = access.token()
        fresh = access.renewed(refused=old)

        assert access.renewed(refused=old) == fresh
        assert len(kommo.calls(TOKEN_CALL)) == 1

    def test_a_second_401_means_revoked_and_is_no_loop(self, kommo, access, connected) -> None:
        kommo.fail("GET /api/v4/account", status=401, times=5)

        with pytest.raises(errors.Unauthorized):
            kommo_of(connected).account.get()
        connected.refresh_from_db()
        assert (connected.status, connected.status_reason) == ("needs_reconnect", "revoked")
        assert len(kommo.calls("GET /api/v4/account")) == 2


class TestFinalRefusal:
    def test_it_asks_for_a_person_and_no_more_of_kommo(self, kommo, access, connected) -> None:
        kommo.post("revoke")
        for _attempt in range(3):
            with pytest.raises(errors.KommoError):
                kommo_of(connected).account.get()

        connected.refresh_from_db()
        assert (connected.status, connected.status_reason) == ("needs_reconnect", "grant_refused")
        assert len(kommo.calls(TOKEN_CALL)) == 1

    def test_a_new_consent_mends_it(self, kommo, access, connected, consent, tenant) -> None:
        kommo.post("revoke")
        with pytest.raises(errors.KommoError):
            kommo_of(connected).account.get()
        back = kommo.consent(state="x")
        services.oauth_finish(code=back["code"], referer=back["referer"], state_row=consent())

        database.set_tenant(tenant)
        connected.refresh_from_db()
        assert (connected.status, connected.status_reason) == ("active", "")


class TestPassingFault:
    @pytest.mark.parametrize("how", [{"status": 500}, {"status": 429}, {"drop": True}], ids=["500", "429", "cut off"])
    def test_it_keeps_the_pair_and_waits(self, kommo, access, connected, how) -> None:
        Connection.objects.update(access_expires_at=timezone.now())
        kommo.fail(TOKEN_CALL, times=9, **how)
        for _attempt in range(3):
            with pytest.raises(errors.RateLimited):
                access.token()

        kept = Connection.objects.get()
        assert kept.status == "active"
        assert kept.refresh_token == connected.refresh_token
        assert len(kommo.calls(TOKEN_CALL)) == 1

    def test_while_the_old_token_lives_it_does_no_harm(self, kommo, access, connected) -> None:
        make_old(connected)
        kommo.fail(TOKEN_CALL, status=500)

        assert access.token() == connected.access_token

    def test_a_lost_answer_is_noted_and_explains_the_refusal_that_follows(self, kommo, access, connected) -> None:
        Connection.objects.update(access_expires_at=timezone.now())
        kommo.fail(TOKEN_CALL, cut=True)
        with pytest.raises(errors.RateLimited):
            access.token()
        assert Connection.objects.get().refresh_unknown_at is not None

        Connection.objects.update(refresh_retry_at=None)
        with pytest.raises(errors.GrantRefused):
            access.token()
        assert Connection.objects.get().status_reason == "answer_lost"


class TestDisconnect:
    def test_it_ends_our_webhook_and_forgets_the_grant(self, kommo, connected) -> None:
        services.connection_disconnect(connection=connected)

        connected.refresh_from_db()
        assert kommo.get("webhooks")["webhooks"] == []
        assert connected.status == "disconnected"
        assert (connected.access_token, connected.refresh_token, connected.webhook_destination) == (None, None, None)
        assert not InboundRoute.objects.filter(is_active=True).exists()

    def test_it_ends_also_when_kommo_is_away(self, kommo, connected) -> None:
        kommo.fail("DELETE /api/v4/webhooks", status=500)
        services.connection_disconnect(connection=connected)

        connected.refresh_from_db()
        assert connected.status == "disconnected"

    def test_the_account_is_free_for_another_workspace(self, kommo, connected, consent, other_tenant) -> None:
        services.connection_disconnect(connection=connected)
        back = kommo.consent(state="x")
        services.oauth_finish(code=back["code"], referer=back["referer"], state_row=consent(in_tenant=other_tenant))

        assert InboundRoute.objects.get(is_active=True).tenant == other_tenant

    def test_another_account_can_take_its_place(self, kommo, connected, consent, tenant) -> None:
        services.connection_disconnect(connection=connected)
        back = kommo.consent(state="x", account="clinic")
        services.oauth_finish(code=back["code"], referer=back["referer"], state_row=consent())

        database.set_tenant(tenant)
        assert Connection.objects.get(is_current=True).account_id == 31000002


class TestSecretsAtRest:
    def test_the_database_holds_none_in_the_clear(self, kommo, connected) -> None:
        with database.cursor() as cursor:
            cursor.execute("SELECT row_to_json(crm_connections)::text FROM crm_connections")
            row = cursor.fetchone()[0]

        for secret in (connected.access_token, connected.refresh_token, connected.webhook_destination):
            assert secret
            assert secret not in row
        assert connected.webhook_destination.rpartition("/")[2] not in row

    def test_a_new_key_takes_over_and_the_old_one_can_go(self, connection, fernet_keys) -> None:
        old = settings.FERNET_KEYS
        fernet_keys("a-key-of-tomorrow", *old)
        assert Connection.objects.get().access_token == "access"

        call_command("rotate_keys")
        fernet_keys("a-key-of-tomorrow")

        assert Connection.objects.get().access_token == "access"

    def test_without_its_key_a_secret_is_not_given_out(self, connection, fernet_keys) -> None:
        fernet_keys("another-key")

        with pytest.raises(InvalidToken):
            Connection.objects.get()


@pytest.fixture
def fernet_keys(settings):
    """`fernet_keys("new", "old")`: the keys of a process that starts now; a field keeps them for the process's life."""

    def use(*keys: str) -> None:
        settings.FERNET_KEYS = list(keys)
        for field in Connection._meta.get_fields():
            for name in ("keys", "fernet_keys", "fernet"):
                field.__dict__.pop(name, None)

    before = settings.FERNET_KEYS
    yield use
    use(*before)


@pytest.fixture
def committed(kommo, django_db_setup, django_db_blocker):
    """A connection whose token ran out, seen by other sessions of the database too."""
    code = kommo.consent(state="x")["code"]
    grant = oauth.exchange_code(base_url=kommo.url, code=code)
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
    def test_they_make_one_token_call_and_all_get_the_new_token(self, kommo, committed) -> None:
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
