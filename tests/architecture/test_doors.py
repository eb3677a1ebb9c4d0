"""Every address is behind a membership check: all of them are tried, as a stranger, an outsider and a viewer."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tenants.models import Membership, User

# Addresses outside any workspace, each with the reason why it may answer anybody.
PUBLIC = {
    "": "the landing page",
    "health": "liveness",
    "accounts/": "logging in and signing up are for strangers",
    "invitations/": "the token in the address is the key; accepting needs a login",
    "language": "sets a cookie",
    "dev/mail": "only on this machine, only without mail settings",
    "manage/": "asks for a login",
    "widget/": "the key in the address says which site's chat; it tells a visitor their own conversation alone",
    "admin/": "asks for staff",
    "api/crm/webhook": "the secret in the address is the key",
    "api/crm/widget": "the secret in the address and Kommo's signature are the keys",
    "api/integrations/kommo/oauth/callback": "the state is the key",
    "api/integrations/kommo/disconnected": "the signature is the key",
}
SAMPLE = {"int": "1", "str": "x", "slug": "x", "path": "x", "uuid": "00000000-0000-4000-8000-000000000000"}


def addresses(urlconf: str) -> list[str]:
    return sorted(set(_walk(get_resolver(urlconf).url_patterns, "")))


def _walk(patterns: list, before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + _fill(pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def _fill(pattern) -> str:
    route = str(pattern.pattern)
    for converter, sample in SAMPLE.items():
        while f"<{converter}:" in route:
            start = route.index(f"<{converter}:")
            route = route[:start] + sample + route[route.index(">", start) + 1 :]
    while "<" in route and ">" in route:
        route = route[: route.index("<")] + "x" + route[route.index(">") + 1 :]
    return route.replace("^", "").replace("$", "").replace("\\Z", "").replace("(?P", "").replace("(?:.*)", "")


def in_workspace() -> list[str]:
    return [path for path in addresses(settings.TENANT_URLCONF) if not path.startswith("admin/")]


def in_api() -> list[str]:
    return [
        path
        for path in addresses(settings.ROOT_URLCONF)
        if path.startswith("api/")
        and not any(path.startswith(public) for public in PUBLIC if public.startswith("api/"))
    ]


@pytest.fixture
def outsider(db) -> Client:
    """Somebody with a login and a workspace of their own elsewhere."""
    client = Client()
    user = User.objects.create_user("outsider@elsewhere.test", "a-long-password")
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


class TestPages:
    def test_a_stranger_is_sent_to_the_login_for_any_slug_alike(self, tenant, client):
        for slug in ("alpha", "no-such-workspace"):
            for path in in_workspace():
                answer = client.get(f"/manage/{slug}/{path}")
                if path.startswith("api/"):
                    assert answer.status_code == 401, path
                else:
                    assert answer.status_code == 302, path
                    assert answer.url.startswith("/accounts/login/"), path

    def test_who_is_no_member_sees_nothing(self, tenant, outsider):
        for path in [*in_workspace(), *addresses(settings.TENANT_URLCONF)]:
            for method in (outsider.get, outsider.post):
                assert method(f"/manage/alpha/{path}").status_code == 404, path

    def test_every_page_says_which_role_it_takes(self):
        """A view without a role would be open to every member, whatever it does."""
        missing = []
        for pattern in _patterns(get_resolver(settings.TENANT_URLCONF).url_patterns, ""):
            route, callback = pattern
            if route.startswith(("admin/", "api/")) or route == "":
                continue
            if not hasattr(callback, "required_role"):
                missing.append(route)
        assert missing == []

    def test_every_endpoint_says_which_roles_it_takes(self):
        missing = [
            route
            for route, callback in _patterns(get_resolver(settings.ROOT_URLCONF).url_patterns, "")
            if route.startswith("api/")
            and not any(route.startswith(public) for public in PUBLIC if public.startswith("api/"))
            and not (hasattr(callback, "cls") and callback.cls.read_role and callback.cls.write_role)
        ]
        assert missing == []

    def test_a_viewer_cannot_write(self, tenant, client_of):
        viewer = client_of("viewer")
        for route, callback in _patterns(get_resolver(settings.TENANT_URLCONF).url_patterns, ""):
            needed = getattr(callback, "required_role", None)
            if needed is None or needed == "viewer":
                continue
            assert viewer.post(f"/manage/alpha/{_clean(route)}").status_code in (403, 405), route


class TestApi:
    def test_a_stranger_gets_401(self, tenant, client):
        for path in in_api():
            assert client.get(f"/{path}").status_code == 401, path

    def test_a_wrong_token_gets_401(self, tenant, client):
        for path in in_api():
            answer = client.get(f"/{path}", headers={"Authorization": "Bearer lw_wrong"})
            assert answer.status_code == 401, path
            assert answer.json()["error"]["code"] == "unauthorized"

    def test_another_workspace_is_not_found(self, tenant, outsider):
        for path in in_api():
            assert outsider.get(f"/{path}", headers={"X-Workspace": "alpha"}).status_code == 404, path


class TestPublic:
    def test_every_public_address_is_listed_with_its_reason(self):
        unlisted = [
            path
            for path in addresses(settings.ROOT_URLCONF)
            if not path.startswith("api/")
            and not any(path == public or (public and path.startswith(public)) for public in PUBLIC)
        ]
        assert unlisted == []

    def test_staff_see_a_workspace_only_in_its_admin(self, tenant, client):
        staff = User.objects.create_superuser("staff@platform.test", "a-long-password")
        client.force_login(staff, backend=settings.AUTHENTICATION_BACKENDS[0])
        assert client.get("/manage/alpha/admin/").status_code == 200
        assert client.get("/manage/alpha/dashboard").status_code == 404

    def test_a_member_who_is_not_staff_has_no_admin(self, tenant, client_of):
        assert client_of("owner").get("/manage/alpha/admin/").status_code == 302
        assert Membership.objects.filter(tenant=tenant).exists()


def _patterns(patterns: list, before: str) -> Iterator[tuple[str, object]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, route)
        else:
            yield route, pattern.callback


def _clean(route: str) -> str:
    for converter, sample in SAMPLE.items():
        while f"<{converter}:" in route:
            start = route.index(f"<{converter}:")
            route = route[:start] + sample + route[route.index(">", start) + 1 :]
    return route
