"""Mail accounts: what may be entered, what a test of one says, and their pages."""

import ssl
from pathlib import Path

import pytest
from django.db import connection as database
from django.utils import timezone

from mailbox import services
from mailbox.models import Account
from mailbox.smtp import smtp_check
from tenants.errors import InvalidInput
from tests.mail_servers import PASSWORD, PostOffice, certificate_make, free_port
from tests.mailbox.conftest import COMPANY, USERS

PAGE = "/manage/alpha/integrations/email"
FIELDS = {
    "name": "Sales", "from_name": "Company", "address": COMPANY, "username": COMPANY, "password": PASSWORD,
    "smtp_host": "127.0.0.1", "smtp_security": "plain", "imap_host": "", "imap_port": 993, "imap_security": "tls",
    "first_days": 14, "signature": "",
}  # fmt: skip


@pytest.fixture
def account(post, account_at) -> Account:
    return account_at(post=post)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory) -> tuple[Path, Path]:
    return certificate_make(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def post_with_tls(certificate, settings):
    """`post_with_tls("tls")`: an SMTP server that is spoken to that way, at localhost."""
    running = []

    def make(security: str) -> PostOffice:
        key, cert = certificate
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(cert, key)
        ways = {"tls": {"ssl_context": context}, "starttls": {"tls_context": context, "require_starttls": True}}
        post = PostOffice(users=USERS, dovecot=None, **ways[security])
        post.start()
        running.append(post)
        settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, f"localhost:{post.port}"]
        return post

    yield make
    for post in running:
        post.stop()


class TestWhatMayBeEntered:
    @pytest.mark.parametrize(
        ("host", "security"),
        [
            ("10.0.0.1", "tls"),
            ("127.0.0.1", "tls"),
            ("169.254.169.254", "starttls"),
            ("8.8.8.8", "plain"),
            ("[::1]", "tls"),
        ],
    )
    def test_no_server_inside_and_none_without_encryption(self, post, account_at, host, security) -> None:
        with pytest.raises(InvalidInput) as refused:
            account_at(post=post, smtp_host=host, smtp_port=465, smtp_security=security)
        assert refused.value.field == "smtp_host"

    def test_the_password_is_encrypted_at_rest(self, account) -> None:
        with database.cursor() as cursor:
            cursor.execute("SELECT password FROM mailbox_account")
            assert PASSWORD not in str(cursor.fetchone())

    def test_a_kept_password_never_goes_to_another_server(self, account, settings) -> None:
        settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, "127.0.0.1:2"]
        with pytest.raises(InvalidInput) as refused:
            services.account_update(account=account, smtp_host="127.0.0.1", smtp_port=2, smtp_security="plain")
        assert refused.value.field == "password"


class TestTest:
    def failure(self, account: Account) -> str:
        return services.account_test(account=account)[0].error.failure

    def test_both_logins_work(self, post, dovecot, account_at) -> None:
        checks = services.account_test(account=account_at(post=post, dovecot=dovecot))
        assert [(check.server, check.error) for check in checks] == [("SMTP", None), ("IMAP", None)]

    def test_logins_that_work_take_the_whole_record_of_failures_away(self, post, dovecot, account_at) -> None:
        account = account_at(post=post, dovecot=dovecot)
        Account.objects.update(failures=3, last_error="busy", last_error_detail="x", last_error_at=timezone.now())
        services.account_test(account=account)
        account.refresh_from_db()
        record = (account.failures, account.last_error, account.last_error_detail, account.last_error_at)
        assert record == (0, "", "", None)

    def test_a_wrong_password_hints_at_app_passwords(self, post, dovecot, account_at) -> None:
        checks = services.account_test(account=account_at(post=post, dovecot=dovecot, password="wrong"))
        assert [check.error.failure for check in checks] == ["password", "password"]
        assert "app password" in checks[0].error.failure.label

    def test_a_closed_port(self, post, account_at, settings) -> None:
        port = free_port()
        settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, f"127.0.0.1:{port}"]
        assert self.failure(account_at(post=post, smtp_port=port)) == "closed"

    def test_a_host_that_moved_inside_after_it_was_entered(self, account, settings) -> None:
        settings.OUTSIDE_ALLOWED = []
        Account.objects.update(smtp_security="tls")
        account.refresh_from_db()
        assert self.failure(account) == "not_allowed"

    def test_a_name_that_leads_nowhere(self, account) -> None:
        account.smtp_host, account.smtp_security = "mail.invalid", "tls"
        assert self.failure(account) == "host_unknown"

    @pytest.mark.parametrize(("security", "failure"), [("tls", "no_tls"), ("starttls", "no_starttls")])
    def test_a_port_without_the_chosen_encryption(self, account, security, failure) -> None:
        account.smtp_security = security
        assert self.failure(account) == failure

    @pytest.mark.parametrize("security", ["tls", "starttls"])
    def test_imap_with_encryption(self, post, dovecot, account_at, settings, monkeypatch, security) -> None:
        port = dovecot.tls_port if security == "tls" else dovecot.port
        settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, f"localhost:{port}"]
        account = account_at(post=post, dovecot=dovecot, imap_host="localhost", imap_port=port, imap_security=security)
        assert services.account_test(account=account)[1].error.failure == "certificate"
        monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.cert))
        assert services.account_test(account=account)[1].error is None

    def test_another_protocol_at_the_port(self, post, account_at) -> None:
        account = account_at(post=post, imap_host="127.0.0.1", imap_port=post.port)
        assert services.account_test(account=account)[1].error.failure == "unreadable"

    @pytest.mark.parametrize("security", ["tls", "starttls"])
    def test_a_certificate_that_nobody_signed_is_refused_and_a_good_one_is_not(
        self, tenant, post_with_tls, account_at, certificate, security, monkeypatch
    ) -> None:
        account = account_at(post=post_with_tls(security), smtp_host="localhost", smtp_security=security)
        assert self.failure(account) == "certificate"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[1]))
        smtp_check(account)


class TestPages:
    def test_an_empty_list_says_what_to_do(self, client_of) -> None:
        page = client_of("admin").get(PAGE).content.decode()
        assert "No e-mail account yet" in page
        assert f"{PAGE}/new" in page

    def test_an_account_is_added_changed_tested_paused_and_removed(self, client_of, post) -> None:
        admin = client_of("admin")
        fields = FIELDS | {"smtp_port": post.port}
        assert admin.post(f"{PAGE}/new", fields).status_code == 302
        account = Account.objects.get()
        page = f"{PAGE}/{account.pk}"
        assert PASSWORD not in admin.get(page).content.decode()
        admin.post(page, fields | {"password": "", "name": "Sales team"})
        account.refresh_from_db()
        assert (account.name, account.password) == ("Sales team", PASSWORD)
        assert "SMTP: the login works." in admin.post(f"{page}/test").content.decode()
        assert "Sales team" in admin.get(PAGE).content.decode()
        assert "Sales team" not in admin.get("/manage/alpha/integrations").content.decode()
        assert COMPANY in admin.get("/manage/alpha/integrations").content.decode()
        admin.post(f"{page}/pause")
        assert "Paused" in admin.get(page).content.decode()
        admin.post(f"{page}/resume")
        admin.post(f"{page}/fetch")
        assert "stay with their leads" in admin.get(page).content.decode()
        admin.post(f"{page}/remove")
        assert not Account.objects.exists()

    def test_a_fault_is_said_at_its_field(self, client_of, tenant) -> None:
        fields = FIELDS | {"smtp_host": "10.1.1.1", "smtp_port": 465, "smtp_security": "tls"}
        page = client_of("admin").post(f"{PAGE}/new", fields).content.decode()
        assert "id_smtp_host_error" in page
        assert not Account.objects.exists()

    def test_what_is_wrong_with_both_servers_is_said_at_once(self, client_of, tenant) -> None:
        wrong = {"smtp_host": "10.1.1.1", "smtp_port": 465, "smtp_security": "tls", "imap_host": "10.1.1.2"}
        page = client_of("admin").post(f"{PAGE}/new", FIELDS | wrong).content.decode()
        assert "id_smtp_host_error" in page
        assert "id_imap_host_error" in page

    def test_the_same_mailbox_is_not_added_twice(self, client_of, account, post) -> None:
        fields = FIELDS | {"smtp_port": post.port, "address": COMPANY.upper()}
        admin = client_of("admin")
        page = admin.post(f"{PAGE}/new", fields).content.decode()
        assert "id_address_error" in page
        assert "There is an account with this address already." in page
        assert admin.post(f"{PAGE}/{account.pk}", fields | {"password": PASSWORD}).status_code == 302
        assert Account.objects.count() == 1

    def test_only_where_there_is_a_password_it_can_be_kept(self, client_of, account) -> None:
        admin = client_of("admin")
        assert "Leave it empty" not in admin.get(f"{PAGE}/new").content.decode()
        assert "Leave it empty" in admin.get(f"{PAGE}/{account.pk}").content.decode()

    @pytest.mark.parametrize("role", ["builder", "operator", "viewer"])
    def test_only_admins_come_in(self, client_of, account, role) -> None:
        browser = client_of(role)
        assert browser.get(PAGE).status_code == 403
        assert browser.post(f"{PAGE}/{account.pk}/test").status_code == 403
