"""Sending: once in the recipients' eyes, and what became of it is told."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from crm_kommo.models import OutgoingWrite
from crm_kommo.services.writes import LONGEST_WRITE
from mailbox import services
from mailbox.models import Email
from mailbox.notes import GIVE_UP_AFTER
from mailbox.services import Upload
from tenants.errors import ApplicationError, Conflict, InvalidInput, NotFound
from tenants.models import Job
from tests.jobs import run_due_jobs
from tests.mailbox.conftest import COMPANY, CUSTOMER, LEAD

MAIL = {"lead_id": LEAD, "subject": "Delivery", "text": "Tomorrow.", "author": "Olga"}


@pytest.fixture
def account(post, account_at, lead):
    return account_at(post=post)


def run_mail_jobs(most: int = 3) -> list[str]:
    return run_due_jobs(even_later=True, most=most, queues=("mail",))


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("field", "change"),
        [
            ("to", {"to": []}),
            ("to", {"to": ["maria"]}),
            ("to", {"to": ["maria@shop.test\nBcc: all@shop.test"]}),
            ("to", {"to": ["почта@shop.test"]}),
            ("cc", {"cc": ["a@shop.test, b@"]}),
            ("bcc", {"bcc": ["<>"]}),
            ("to", {"to": [f"p{n}@shop.test" for n in range(51)]}),
            ("subject", {"subject": "Hello\r\nBcc: all@shop.test"}),
            ("text", {"text": "  "}),
            ("attachments", {"attachments": [Upload(name="x", content=b"x" * (20 * 1024**2 + 1))]}),
        ],
    )
    def test_a_fault_is_named_with_its_field(self, account, field, change) -> None:
        with pytest.raises(InvalidInput) as refused:
            services.send_email_from_lead(**MAIL | change)
        assert refused.value.field == field
        assert not Email.objects.exists()

    def test_an_unknown_lead_and_a_missing_account(self, lead) -> None:
        with pytest.raises(NotFound):
            services.send_email_from_lead(**MAIL | {"lead_id": 5})
        with pytest.raises(Conflict):
            services.send_email_from_lead(**MAIL)

    def test_a_contact_without_an_address_asks_for_one(self, account, lead) -> None:
        lead.connection.contacts.update(custom_fields=[])
        with pytest.raises(InvalidInput) as refused:
            services.send_email_from_lead(**MAIL)
        assert refused.value.code == "no_address"


class TestWhatGoesOut:
    def test_html_is_made_safe_and_text_is_made_of_it(self, account, post) -> None:
        html = '<p onclick="x()">Hello <b>Maria</b><script>steal()</script></p>'
        services.send_email_from_lead(**MAIL | {"text": "", "html": html})
        run_mail_jobs()
        mail = message_from_bytes(post.taken[0].original_content, policy=policy.default)
        sent_html = mail.get_body(("html",)).get_content()
        assert "<b>Maria</b>" in sent_html
        assert "steal" not in sent_html
        assert "onclick" not in sent_html
        assert mail.get_body(("plain",)).get_content().strip() == "Hello Maria"

    def test_a_file_name_cannot_leave_its_header(self, account, post) -> None:
        upload = Upload(name='a"\r\nX-Evil: 1/../b.txt', content=b"x", type="message/rfc822")
        services.send_email_from_lead(**MAIL | {"attachments": [upload]})
        run_mail_jobs()
        [part] = message_from_bytes(post.taken[0].original_content, policy=policy.default).iter_attachments()
        assert part["X-Evil"] is None
        assert part.get_content_type() == "application/octet-stream"

    def test_lines_that_begin_with_a_dot_arrive_whole(self, account, post) -> None:
        text = "one\n.\n..two\n.three"
        services.send_email_from_lead(**MAIL | {"text": text})
        run_mail_jobs()
        mail = message_from_bytes(post.taken[0].original_content, policy=policy.default)
        assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n").strip() == text

    def test_a_domain_in_other_letters_goes_in_its_ascii_form(self, account, post) -> None:
        services.send_email_from_lead(**MAIL | {"to": ["анна <anna@почта.рф>"]})
        run_mail_jobs()
        assert post.taken[0].rcpt_tos == ["anna@xn--80a1acny.xn--p1ai"]

    def test_the_signature_stands_under_it(self, account, post) -> None:
        account.signature = "Olga, Company"
        account.save()
        mail = services.send_email_from_lead(**MAIL)
        assert mail.text == "Tomorrow.\n\n-- \nOlga, Company"


class TestWhatBecomesOfIt:
    def test_a_refused_recipient_fails_for_all_and_is_named(self, account, post) -> None:
        post.refuse = {"wrong@shop.test"}
        mail = services.send_email_from_lead(**MAIL | {"cc": ["wrong@shop.test"]})
        run_mail_jobs()
        mail.refresh_from_db()
        assert (mail.state, mail.state_reason) == ("failed", "recipient")
        assert "wrong@shop.test" in mail.state_detail
        assert post.taken == []

    def test_a_wrong_password_fails_at_once_and_can_be_sent_again(self, account, post) -> None:
        account.password = "wrong"
        account.save()
        mail = services.send_email_from_lead(**MAIL)
        run_mail_jobs()
        mail.refresh_from_db()
        assert (mail.state, mail.state_reason) == ("failed", "password")

        services.account_update(account=account, password="an-app-password")
        services.email_send_again(email=mail)
        run_mail_jobs()
        mail.refresh_from_db()
        assert mail.state == "sent"
        assert len(post.taken) == 1

    def test_a_busy_server_is_asked_later(self, account, post) -> None:
        post.answer = "451 4.7.1 Greylisted"
        mail = services.send_email_from_lead(**MAIL)
        run_due_jobs(queues=("mail",))
        mail.refresh_from_db()
        assert (mail.state, mail.state_reason) == ("queued", "busy")
        post.answer = ""
        run_mail_jobs()
        mail.refresh_from_db()
        assert (mail.state, mail.state_reason) == ("sent", "")

    def test_not_for_ever(self, account, post) -> None:
        post.answer = "451 4.7.1 Greylisted"
        mail = services.send_email_from_lead(**MAIL)
        Email.objects.update(at=timezone.now() - timedelta(hours=5))
        run_mail_jobs()
        mail.refresh_from_db()
        assert (mail.state, mail.state_reason) == ("failed", "busy")

    @pytest.mark.parametrize("cut", ["taken", "lost"])
    def test_a_lost_answer_without_imap_stays_unknown_and_is_not_repeated(self, account, post, cut) -> None:
        post.cut = cut
        mail = services.send_email_from_lead(**MAIL)
        run_due_jobs(queues=("mail",))
        mail.refresh_from_db()
        assert mail.state == "sending"
        Email.objects.update(sending_at=timezone.now() - timedelta(minutes=2))
        run_mail_jobs()
        mail.refresh_from_db()
        assert (mail.state, mail.state_reason) == ("unknown", "cut_off")
        assert len(post.taken) == (1 if cut == "taken" else 0)

    def test_a_worker_that_dies_while_sending_leaves_it_to_be_settled(self, account, post) -> None:
        mail = services.send_email_from_lead(**MAIL)
        Email.objects.update(state="sending", sending_at=timezone.now() - timedelta(hours=1))
        run_mail_jobs()
        mail.refresh_from_db()
        assert mail.state == "unknown"
        assert post.taken == []

    def test_a_paused_account_sends_nothing(self, account, post) -> None:
        mail = services.send_email_from_lead(**MAIL)
        services.account_pause(account=account)
        run_mail_jobs()
        mail.refresh_from_db()
        assert (mail.state, mail.state_reason) == ("failed", "paused")

    def test_what_was_sent_is_not_sent_again(self, account) -> None:
        mail = services.send_email_from_lead(**MAIL)
        run_mail_jobs()
        with pytest.raises(ApplicationError):
            services.email_send_again(email=mail)


class TestLookedUpInTheSentFolder:
    def test_a_copy_there_proves_that_it_was_sent(self, lead, post, dovecot, account_at) -> None:
        account_at(post=post, dovecot=dovecot)
        post.cut = "taken"
        mail = services.send_email_from_lead(**MAIL)
        run_due_jobs(queues=("mail",))
        with dovecot.open(COMPANY) as client:
            client.append("Sent", post.taken[0].original_content)
        Email.objects.update(sending_at=timezone.now() - timedelta(minutes=2))
        run_mail_jobs(most=6)
        mail.refresh_from_db()
        assert mail.state == "sent"
        assert len(post.taken) == 1
        assert len(dovecot.mails(COMPANY, "Sent")) == 1


class TestNote:
    def test_a_note_whose_answer_was_lost_is_not_written_twice(self, kommo, account, lead) -> None:
        mail = services.send_email_from_lead(**MAIL)
        kommo.fail("POST /api/v4/leads/notes", cut=True)
        run_mail_jobs(most=5)
        # Only when whoever tried must have come back is the note looked for.
        OutgoingWrite.objects.update(tried_at=timezone.now() - LONGEST_WRITE)
        run_mail_jobs(most=5)
        mail.refresh_from_db()
        assert mail.noted_at
        assert len(kommo.calls("POST /api/v4/leads/notes")) == 1

    def test_kommo_away_is_waited_for(self, kommo, account, lead) -> None:
        mail = services.send_email_from_lead(**MAIL)
        kommo.fail("/api/v4/leads/notes", status=503, times=20)
        run_due_jobs(queues=("mail",))
        mail.refresh_from_db()
        assert (mail.state, mail.noted_at) == ("sent", None)

    def test_kommo_away_for_hours_costs_no_attempt(self, kommo, account, lead) -> None:
        services.send_email_from_lead(**MAIL)
        kommo.fail("/api/v4/leads/notes", status=503, times=50)
        run_mail_jobs(most=8)
        assert Job.objects.get(kind="mail.note").attempts == 0

    def test_after_a_day_it_is_given_up_and_stands_as_dead(self, kommo, account, lead) -> None:
        mail = services.send_email_from_lead(**MAIL)
        kommo.fail("/api/v4/leads/notes", status=503, times=50)
        run_due_jobs(queues=("mail",))
        owed_at = timezone.now() - GIVE_UP_AFTER - timedelta(minutes=1)
        Job.objects.filter(kind="mail.note").update(
            payload={"email_id": mail.pk, "owed_at": owed_at.isoformat()}, due_at=timezone.now()
        )
        run_due_jobs(queues=("mail",))
        assert Job.objects.get(kind="mail.note").state == "dead"


class TestReply:
    def test_it_stays_in_the_thread_and_names_what_it_answers(self, account, post) -> None:
        first = services.send_email_from_lead(**MAIL)
        answer = services.email_reply(email=first, text="And one more thing.", author="Olga")
        run_mail_jobs(most=6)
        assert answer.thread == first.thread
        mails = {envelope.original_content for envelope in post.taken}
        read = [message_from_bytes(raw, policy=policy.default) for raw in mails]
        reply = next(mail for mail in read if mail["Subject"] == "Re: Delivery")
        assert reply["In-Reply-To"] == first.message_id
        assert reply["To"] == CUSTOMER
