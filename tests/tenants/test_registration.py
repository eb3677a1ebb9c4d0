import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tenants.dev_mail import kept_mails
from tenants.models import Invitation, Membership, Tenant, User
from tests.jobs import run_due_jobs

PASSWORD = "long-enough-and-odd"


@pytest.fixture
def mails(db, settings):
    """Reads the mails sent since the test began, newest first; the runner would keep them in memory."""
    settings.EMAIL_BACKEND = "tenants.dev_mail.EmailBackend"
    folder = Path(settings.DEV_MAIL_DIR)
    for old in folder.glob("*.eml"):
        old.unlink()
    return kept_mails


def sign_up(client: Client, email: str, company: str = ""):
    return client.post("/accounts/signup/", {"email": email, "password1": PASSWORD, "company": company})


def link_in(mail) -> str:
    return re.sub(r"^https?://[^/]+", "", mail.links[0])


class TestRegistering:
    def test_it_makes_a_workspace_and_lands_in_it(self, client, mails):
        sign_up(client, "ann@shop.test", "Ann's shop")
        assert not Tenant.objects.filter(name="Ann's shop").exists()
        client.post(link_in(mails()[0]))
        assert client.get("/manage/").url == "/manage/anns-shop/"
        assert b"hx-get" in client.get("/manage/anns-shop/dashboard").content
        assert "tenants.provision" in run_due_jobs()
        assert client.get("/manage/anns-shop/dashboard").status_code == 200
        membership = Membership.objects.get(user__email="ann@shop.test")
        assert (membership.role, membership.tenant.state) == ("owner", "ready")

    def test_without_a_company_the_address_names_it(self, client, mails):
        sign_up(client, "bob@fjord.test")
        client.post(link_in(mails()[0]))
        assert Membership.objects.get(user__email="bob@fjord.test").tenant.name == "Fjord"

    def test_nobody_logs_in_before_the_address_is_confirmed(self, client, mails):
        sign_up(client, "eve@shop.test", "Eve")
        client.post("/accounts/login/", {"login": "eve@shop.test", "password": PASSWORD})
        assert client.get("/manage/").status_code == 302
        assert "/accounts/login/" in client.get("/manage/").url

    def test_two_companies_of_one_name_get_two_addresses(self, client, mails):
        for person in ("a", "b"):
            browser = Client()
            sign_up(browser, f"{person}@same.test", "Same name")
            browser.post(link_in(mails()[0]))
        slugs = list(Tenant.objects.filter(name="Same name").values_list("slug", flat=True))
        assert len(set(slugs)) == 2

    def test_an_address_is_one_person_in_any_case(self, client, mails):
        User.objects.create_user("carl@shop.test", PASSWORD)
        sign_up(client, "CARL@shop.test", "Again")
        assert User.objects.filter(email__iexact="carl@shop.test").count() == 1


class TestPasswordReset:
    def test_it_sends_a_link_that_sets_a_new_one(self, client, mails, tenant):
        client.post("/accounts/password/reset/", {"email": "owner@alpha.test"})
        form = client.get(link_in(mails()[0]), follow=True)
        client.post(form.request["PATH_INFO"], {"password1": "another-long-one", "password2": "another-long-one"})
        assert User.objects.get(email="owner@alpha.test").check_password("another-long-one")

    def test_an_unknown_address_gets_the_same_answer(self, client, mails):
        answers = {
            email: client.post("/accounts/password/reset/", {"email": email}).status_code
            for email in ("nobody@nowhere.test", "owner@alpha.test")
        }
        assert len(set(answers.values())) == 1


class TestInvitation:
    @pytest.fixture
    def invited(self, client_of, mails, django_capture_on_commit_callbacks) -> str:
        """The path of the link that new@shop.test got, as builder."""
        with django_capture_on_commit_callbacks(execute=True):
            client_of("admin").post(
                "/manage/alpha/account-settings/members/invite", {"email": "new@shop.test", "role": "builder"}
            )
        return link_in(mails()[0])

    def test_who_is_invited_becomes_a_member(self, client, invited, tenant):
        user = User.objects.create_user("new@shop.test", PASSWORD)
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        assert client.post(invited).url == "/manage/alpha/"
        assert Membership.objects.get(tenant=tenant, user=user).role == "builder"

    def test_it_is_good_once(self, client, invited):
        user = User.objects.create_user("new@shop.test", PASSWORD)
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        client.post(invited)
        assert client.get(invited).status_code == 404

    def test_another_address_cannot_use_it(self, client, invited, tenant):
        user = User.objects.create_user("thief@shop.test", PASSWORD)
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        client.post(invited)
        assert not Membership.objects.filter(tenant=tenant, user=user).exists()

    def test_a_stranger_is_asked_to_log_in_or_sign_up(self, client, invited):
        page = client.get(invited).content.decode()
        assert "/accounts/login/" in page
        assert "/accounts/signup/" in page

    def test_its_token_is_not_in_the_database(self, invited):
        token = invited.rsplit("/", 1)[1]
        assert token not in str(list(Invitation.objects.values()))

    def test_it_ends_with_the_membership_of_who_sent_it(self, client, invited, tenant):
        Membership.objects.filter(tenant=tenant, user__email="admin@alpha.test").delete()
        assert client.get(invited).status_code == 404

    def test_an_admin_cannot_invite_an_owner(self, client_of, mails):
        page = client_of("admin").post(
            "/manage/alpha/account-settings/members/invite", {"email": "boss@shop.test", "role": "owner"}
        )
        assert page.status_code == 200
        assert not Invitation.objects.filter(email="boss@shop.test").exists()


class TestMembers:
    def test_the_last_owner_stays(self, client, tenant):
        owner = Membership.objects.get(tenant=tenant, role="owner")
        client.force_login(owner.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        client.post(f"/manage/alpha/account-settings/members/{owner.pk}/remove")
        assert Membership.objects.filter(pk=owner.pk).exists()

    def test_an_admin_cannot_raise_anybody_above_themselves(self, client_of, member, tenant):
        viewer = Membership.objects.get(user=member("viewer"))
        client_of("admin").post(f"/manage/alpha/account-settings/members/{viewer.pk}/role", {"role": "owner"})
        viewer.refresh_from_db()
        assert viewer.role == "viewer"

    def test_a_role_that_was_taken_away_is_gone_with_the_next_click(self, client_of, tenant):
        browser = client_of("operator")
        assert browser.get("/manage/alpha/inbox").status_code == 200
        Membership.objects.filter(tenant=tenant, role="operator").delete()
        assert browser.get("/manage/alpha/inbox").status_code == 404
