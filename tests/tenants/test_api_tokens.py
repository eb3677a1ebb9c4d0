from datetime import timedelta

import pytest
from django.utils import timezone

from tenants.models import ApiToken
from tenants.services import api_token_create, api_token_revoke, member_remove

pytestmark = pytest.mark.usefixtures("tenant")


@pytest.fixture
def make(tenant, member):
    """`make("read")`: the secret of a new token, and its row."""
    maker = member("builder")

    def _make(scope: str = "read", **more) -> tuple[str, ApiToken]:
        token, secret = api_token_create(tenant=tenant, name="test", scope=scope, created_by=maker, **more)
        return secret, token

    return _make


def call(client, secret: str, method: str = "get", path: str = "/api/agents", **body):
    headers = {"Authorization": f"Bearer {secret}"}
    return getattr(client, method)(path, headers=headers, content_type="application/json", **body)


class TestToken:
    def test_it_opens_its_own_workspace(self, client, make):
        secret, _token = make()
        assert call(client, secret).status_code == 200

    def test_it_is_kept_as_a_hash_only(self, make):
        secret, token = make()
        assert secret not in str(vars(ApiToken.objects.get(pk=token.pk)))
        assert token.hint == secret[-4:]

    def test_it_notes_when_it_was_used(self, client, make):
        secret, token = make()
        call(client, secret)
        token.refresh_from_db()
        assert token.last_used_at is not None

    def test_a_reading_token_cannot_write(self, client, make):
        secret, _token = make("read")
        assert call(client, secret, "post", data={"name": "Eve"}).status_code == 403

    def test_a_writing_token_can(self, client, make):
        secret, _token = make("write")
        assert call(client, secret, "post", data={"name": "Eve"}).status_code == 201

    def test_it_cannot_manage_connections(self, client, make):
        secret, _token = make("write")
        assert call(client, secret, "post", "/api/integrations/kommo/disconnect").status_code == 403

    def test_it_stops_when_it_is_revoked(self, client, make, tenant):
        secret, token = make()
        api_token_revoke(tenant=tenant, token_id=token.pk)
        assert call(client, secret).status_code == 401

    def test_it_stops_when_it_expires(self, client, make):
        secret, _token = make(expires_at=timezone.now() - timedelta(seconds=1))
        assert call(client, secret).status_code == 401

    def test_it_stops_when_its_maker_leaves(self, client, make, tenant):
        secret, token = make()
        membership = tenant.memberships.get(user=token.created_by)
        member_remove(membership=membership, by=tenant.memberships.get(role="owner"))
        assert call(client, secret).status_code == 401

    def test_it_is_shown_once_on_the_page(self, client_of):
        admin = client_of("admin")
        shown = admin.post("/manage/alpha/account-settings/api-tokens", {"name": "x", "scope": "read", "days": "30"})
        assert b"lw_" in shown.content
        assert shown["Cache-Control"] == "no-store"
        again = admin.get("/manage/alpha/account-settings/api-tokens")
        assert b"lw_" not in again.content
