"""E-mail on a lead: reading, writing and answering, on a page and in the drawer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mailbox import services
from mailbox.models import Email
from mailbox.services.receiving import email_receive
from tests.factories import ConversationFactory
from tests.jobs import run_due_jobs
from tests.mailbox.conftest import CUSTOMER, LEAD

PAGE = f"/manage/alpha/leads/{LEAD}/emails"
RAW = (
    f"From: Maria <{CUSTOMER}>\r\nTo: sales@company.test\r\nSubject: Question\r\nMessage-ID: <q@x.test>\r\n"
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/html\r\n\r\n"
    '<p style="x">Hi<img src="https://spy.test/p.gif"><script>alert(1)</script>'
    '<a href="javascript:x">a</a></p>\r\n'
    "--b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename*=utf-8''%D0%BF.html\r\n\r\n"
    "<script>evil()</script>\r\n--b--\r\n"
).encode()


@pytest.fixture
def account(post, account_at, lead):
    return account_at(post=post)


@pytest.fixture
def received(account) -> Email:
    return email_receive(account=account, raw=RAW, uid=1, uid_validity=1, is_cut=False, came_at=None)


class TestReading:
    def test_an_empty_lead_says_what_to_do(self, client_of, account) -> None:
        page = client_of("operator").get(PAGE).content.decode()
        assert "No e-mail yet" in page
        assert f"{PAGE}/new" in page

    def test_without_an_account_an_admin_is_led_to_one(self, client_of, lead) -> None:
        assert "integrations/email/new" in client_of("admin").get(PAGE).content.decode()
        assert "An admin can add one." in client_of("operator").get(PAGE).content.decode()

    def test_a_strangers_mail_does_nothing_to_the_page(self, client_of, received) -> None:
        viewer = client_of("viewer")
        page = viewer.get(PAGE).content.decode()
        assert "Question" in page
        assert "sandbox=" in page
        assert "spy.test" not in page
        body = viewer.get(f"/manage/alpha/emails/{received.pk}/body")
        for word in ("spy.test", "alert", "javascript:", "style="):
            assert word not in body.content.decode()
        assert "default-src 'none'" in body["Content-Security-Policy"]
        assert body["X-Frame-Options"] == "SAMEORIGIN"

    def test_a_file_is_downloaded_never_shown(self, client_of, received) -> None:
        [file] = received.attachments
        viewer = client_of("viewer")
        answer = viewer.get(f"/manage/alpha/emails/{received.pk}/attachments/{file['position']}")
        assert answer.content.strip() == b"<script>evil()</script>"
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment;")
        assert viewer.get(f"/manage/alpha/emails/{received.pk}/attachments/0").status_code == 404

    def test_its_queries_do_not_grow_with_the_mails(self, client_of, received, django_assert_max_num_queries) -> None:
        viewer = client_of("viewer")
        viewer.get(PAGE)
        for number in range(8):
            services.send_email_from_lead(lead_id=LEAD, subject=str(number), text="x", author="Olga")
        with django_assert_max_num_queries(12):
            viewer.get(PAGE)

    def test_older_threads_are_reached_inside_the_drawer(self, client_of, account) -> None:
        for number in range(11):
            services.send_email_from_lead(lead_id=LEAD, subject=f"Mail {number}.", text="x", author="Olga")
        viewer = client_of("viewer")
        assert f'hx-get="{PAGE}?page=2"' in viewer.get(PAGE, headers={"HX-Request": "true"}).content.decode()
        assert "Mail 0." in viewer.get(f"{PAGE}?page=2").content.decode()

    def test_an_unknown_lead_is_a_404(self, client_of, account) -> None:
        assert client_of("viewer").get("/manage/alpha/leads/7/emails").status_code == 404


class TestWriting:
    def test_the_address_of_the_contact_stands_there(self, client_of, account) -> None:
        assert CUSTOMER in client_of("operator").get(f"{PAGE}/new").content.decode()

    def test_a_mail_with_files_goes_out(self, client_of, account, post) -> None:
        files = [SimpleUploadedFile("a.txt", b"one"), SimpleUploadedFile("b.txt", b"two")]
        fields = {"account": account.pk, "to": CUSTOMER, "subject": "Order", "text": "Ready.", "attachments": files}
        answer = client_of("operator").post(f"{PAGE}/new", fields)
        assert answer["Location"] == PAGE
        run_due_jobs(queues=("mail",))
        sent = Email.objects.get()
        assert (sent.state, [file["name"] for file in sent.attachments]) == ("sent", ["a.txt", "b.txt"])
        assert sent.author_name == "operator@alpha.test"

    @pytest.mark.parametrize(("field", "value"), [("to", "maria"), ("cc", "x@"), ("text", ""), ("subject", "")])
    def test_a_fault_is_said_at_its_field_and_nothing_typed_is_lost(self, client_of, account, field, value) -> None:
        fields = {"to": CUSTOMER, "cc": "boss@example.com", "subject": "My subject", "text": "My words."}
        typed = fields | {"account": account.pk, field: value}
        answer = client_of("operator").post(f"{PAGE}/new", typed, headers={"HX-Request": "true"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert f"id_{field}_error" in page
        assert "<html" not in page
        assert [kept for name, kept in fields.items() if name != field and kept not in page] == []
        assert f'value="{account.pk}" selected' in page

    def test_an_answer_stays_in_its_thread(self, client_of, received) -> None:
        operator = client_of("operator")
        path = f"/manage/alpha/emails/{received.pk}/reply"
        assert CUSTOMER in operator.get(path, headers={"HX-Request": "true"}).content.decode()
        page = operator.post(path, {"to": CUSTOMER, "text": "Yes."}, headers={"HX-Request": "true"}).content.decode()
        assert "Waiting to be sent" in page
        assert "every 3s" in page
        assert Email.objects.get(direction="out").thread == received.thread

    def test_what_failed_is_sent_again_by_a_button(self, client_of, account) -> None:
        mail = services.send_email_from_lead(lead_id=LEAD, subject="Order", text="Ready.", author="Olga")
        Email.objects.update(state="unknown")
        operator = client_of("operator")
        assert "it may arrive twice" in operator.get(PAGE).content.decode()
        operator.post(f"/manage/alpha/emails/{mail.pk}/again")
        mail.refresh_from_db()
        assert mail.state == "queued"

    def test_a_viewer_only_reads(self, client_of, received) -> None:
        viewer = client_of("viewer")
        assert "/reply" not in viewer.get(PAGE).content.decode()
        assert viewer.post(f"{PAGE}/new", {}).status_code == 403


class TestDrawer:
    def test_the_conversation_of_a_lead_opens_it(self, client_of, lead) -> None:
        conversation = ConversationFactory(lead_id=LEAD)
        page = client_of("viewer").get(f"/manage/alpha/inbox/{conversation.pk}").content.decode()
        assert f'hx-get="{PAGE}"' in page
        assert 'id="mail-drawer"' in page

    def test_a_conversation_without_a_lead_has_none(self, client_of, tenant) -> None:
        conversation = ConversationFactory(lead_id=None)
        page = client_of("viewer").get(f"/manage/alpha/inbox/{conversation.pk}").content.decode()
        assert "mail-drawer" not in page
