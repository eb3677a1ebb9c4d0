import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse, set_urlconf

from tenants.admin_sites import platform_admin, tenant_admin
from tenants.models import Job, User
from tests.factories import AgentFactory, DecisionFactory


@pytest.fixture
def staff(tenant) -> Client:
    client = Client()
    user = User.objects.create_superuser("staff@platform.test", "a-long-password")
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def changelists(site, urlconf: str) -> list[str]:
    set_urlconf(urlconf)
    found = [reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in site._registry]
    set_urlconf(None)
    return found


class TestAdmin:
    def test_every_list_of_the_platform_opens_and_searches(self, staff):
        for path in changelists(platform_admin, settings.ROOT_URLCONF):
            assert staff.get(path).status_code == 200, path
            assert staff.get(path, {"q": "x"}).status_code == 200, path

    def test_every_list_of_a_workspace_opens_and_searches(self, staff):
        DecisionFactory()
        for path in changelists(tenant_admin, settings.TENANT_URLCONF):
            assert staff.get(f"/manage/alpha{path}").status_code == 200, path
            assert staff.get(f"/manage/alpha{path}", {"q": "1"}).status_code == 200, path

    def test_where_a_published_version_works_is_looked_at_only(self, staff, tenant):
        agent = AgentFactory(versions={"pipelines": {1: {"is_active": True, "statuses": [10]}}})
        pipeline = agent.live.pipelines.get()
        path = f"/manage/alpha/admin/agents/agentpipeline/{pipeline.pk}"
        assert staff.get(f"{path}/change/").status_code == 200
        assert staff.post(f"{path}/change/", {"pipeline_name": "Other"}).status_code == 403
        assert staff.post(f"{path}/delete/", {"post": "yes"}).status_code == 403

    def test_a_dead_job_is_tried_again_by_an_action(self, staff, tenant):
        job = Job.objects.create(
            tenant=tenant, kind="x", queue="events", key="k", state="dead", due_at="2026-01-01T00:00Z"
        )
        staff.post("/admin/tenants/job/", {"action": "retry", "_selected_action": [job.pk]})
        job.refresh_from_db()
        assert job.state == "waiting"

    def test_staff_who_may_edit_people_cannot_make_themselves_superusers(self, db, client):
        clerk = User.objects.create_user("clerk@platform.test", "a-long-password", is_staff=True)
        clerk.user_permissions.add(Permission.objects.get(codename="change_user"))
        boss = User.objects.create_superuser("boss@platform.test", "a-long-password")
        client.force_login(clerk, backend=settings.AUTHENTICATION_BACKENDS[0])
        client.post(f"/admin/tenants/user/{clerk.pk}/change/", {"email": clerk.email, "is_superuser": "on"})
        clerk.refresh_from_db()
        assert not clerk.is_superuser
        assert client.get(f"/admin/tenants/user/{boss.pk}/password/").status_code == 403

    def test_it_has_no_login_of_its_own(self, db, client):
        assert client.get("/admin/login/").url.startswith("/accounts/login/")
