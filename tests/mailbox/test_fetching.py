"""Fetching: nothing twice, nothing lost, and no mail stops the ones after it."""

from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest
from django.db.models.signals import post_save

from mailbox import services
from mailbox.fetching import account_fetch
from mailbox.models import Account, Email, EmailSource, Thread
from tenants.models import Job
from tests.jobs import run_due_jobs
from tests.mailbox.conftest import COMPANY, CUSTOMER, LEAD


def mail(subject: str = "Hello", *, sender: str = CUSTOMER, **headers: str) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, COMPANY, subject
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(f"About {subject}.")
    return made.as_bytes()


@pytest.fixture
def account(tenant, post, dovecot, account_at) -> Account:
    return account_at(post=post, dovecot=dovecot)


def fetch(account: Account) -> int:
    kept = account_fetch(account_id=account.pk)
    account.refresh_from_db()
    return kept


class TestOnce:
    def test_each_mail_is_kept_once(self, account, dovecot) -> None:
        for number in range(3):
            dovecot.deliver(COMPANY, mail(f"Mail {number}", Message_ID=f"<{number}@x.test>"))
        assert [fetch(account), fetch(account)] == [3, 0]
        dovecot.deliver(COMPANY, mail("Mail 3"))
        assert fetch(account) == 1
        assert EmailSource.objects.count() == 4

    def test_a_renumbered_inbox_brings_nothing_twice(self, account, dovecot) -> None:
        for number in range(3):
            dovecot.deliver(COMPANY, mail(f"Mail {number}"))
        fetch(account)
        before = account.uid_validity
        dovecot.renumber(COMPANY)
        dovecot.deliver(COMPANY, mail("Mail 3"))
        assert fetch(account) == 1
        assert account.uid_validity != before
        assert Email.objects.count() == 4

    def test_a_server_that_renumbers_without_saying_so_brings_what_is_new(self, account, dovecot) -> None:
        for number in range(3):
            dovecot.deliver(COMPANY, mail(f"Mail {number}"))
        fetch(account)
        before = account.uid_validity
        with dovecot.open(COMPANY) as client:
            client.select_folder("INBOX")
            client.delete_messages(client.search()[:2])
            client.expunge()
        dovecot.renumber(COMPANY, uid_validity_grows=0)
        dovecot.deliver(COMPANY, mail("Mail 3"))
        assert [fetch(account), fetch(account)] == [1, 0]
        assert account.uid_validity == before
        assert Email.objects.count() == 4
        dovecot.deliver(COMPANY, mail("Mail 4"))
        assert fetch(account) == 1

    def test_two_mails_of_one_id_are_both_kept_and_one_that_came_twice_is_not(self, account, dovecot) -> None:
        dovecot.deliver(COMPANY, mail("One", Message_ID="<same@x.test>"))
        dovecot.deliver(COMPANY, mail("Two", Message_ID="<same@x.test>"))
        dovecot.deliver(COMPANY, b"Received: from elsewhere\r\n" + mail("One", Message_ID="<same@x.test>"))
        assert fetch(account) == 2

    def test_nothing_in_the_mailbox_is_marked_as_read(self, account, dovecot) -> None:
        dovecot.deliver(COMPANY, mail())
        fetch(account)
        with dovecot.open(COMPANY) as client:
            client.select_folder("INBOX", readonly=True)
            assert client.search("UNSEEN")


class TestBroken:
    def test_no_mail_stops_the_ones_after_it(self, account, dovecot) -> None:
        broken = [
            b"",
            b"\x00\x01\xff no header at all",
            b"Subject: =?utf-8?b?####?= =?nonsense?q?x?=\r\nFrom: nobody\r\n\r\n\xff\xfe",
            b'Content-Type: multipart/mixed; boundary="x"\r\nFrom: a@x.test\r\n\r\n--x\r\nContent-Type: text/plain',
            b"Content-Type: text/plain; charset=klingon\r\nDate: yesterday\r\n\r\n\xcf\xf0\xe8\xe2\xe5\xf2",
            b"Content-Transfer-Encoding: base64\r\nFrom: a@x.test\r\nSubject: " + b"x" * 5000 + b"\r\n\r\n!!!!",
            b"From: a@x.test\r\nMessage-ID: <" + b"y" * 900 + b"@x.test>\r\n\r\ntext",
        ]
        for raw in filter(None, broken):
            dovecot.deliver(COMPANY, raw)
        dovecot.deliver(COMPANY, mail("The last one"))
        assert fetch(account) == 7
        assert Email.objects.filter(subject="The last one", is_broken=False).exists()
        assert Email.objects.filter(text="Привет").exists()
        assert {bytes(source.raw) for source in EmailSource.objects.all()} >= {broken[2]}

    def test_a_huge_mail_is_cut_and_says_so(self, account, dovecot) -> None:
        made = EmailMessage()
        made["From"], made["To"], made["Subject"] = CUSTOMER, COMPANY, "A film"
        made.set_content("See the film.")
        made.add_attachment(b"f" * 24_000_000, maintype="video", subtype="mp4", filename="film.mp4")
        dovecot.deliver(COMPANY, made.as_bytes())
        fetch(account)
        [kept] = Email.objects.all()
        assert (kept.subject, kept.text, kept.is_cut) == ("A film", "See the film.", True)
        assert [(file["name"], file["is_kept"]) for file in kept.attachments] == [("film.mp4", False)]


@pytest.fixture
def at_mail() -> Iterator[Callable[[int, Callable[[], None]], None]]:
    """`at_mail(3, do)`: does it once, when the third mail is being kept, in its transaction."""
    listeners = []

    def listen(number: int, do: Callable[[], None]) -> None:
        def when_kept(sender: type, created: bool, **_signal: object) -> None:
            if created and Email.objects.count() == number and listeners:
                listeners.clear()
                do()

        listeners.append(when_kept)
        post_save.connect(when_kept, sender=Email, weak=False, dispatch_uid="at_mail")

    yield listen
    post_save.disconnect(sender=Email, dispatch_uid="at_mail")


class TestDeath:
    def test_a_server_that_goes_away_midway_loses_and_doubles_nothing(self, account, dovecot, at_mail) -> None:
        for number in range(6):
            dovecot.deliver(COMPANY, mail(f"Mail {number}"))
        at_mail(3, dovecot.die)
        fetch(account)
        assert Email.objects.count() == 3
        assert account.last_error in ("disconnected", "closed")

        dovecot.start()
        assert fetch(account) == 3
        assert sorted(Email.objects.values_list("subject", flat=True)) == [f"Mail {number}" for number in range(6)]
        assert account.last_error == ""

    def test_a_worker_that_dies_while_it_keeps_a_mail_fetches_it_again(self, account, dovecot, at_mail) -> None:
        for number in range(4):
            dovecot.deliver(COMPANY, mail(f"Mail {number}"))

        def die() -> None:
            raise KeyboardInterrupt

        at_mail(3, die)
        with pytest.raises(KeyboardInterrupt):
            fetch(account)
        assert Email.objects.count() == 2
        account.refresh_from_db()
        assert fetch(account) == 2

    def test_the_next_visit_is_owed_whatever_happens(self, account, dovecot) -> None:
        Account.objects.update(password="wrong")
        run_due_jobs(queues=("mail",))
        account.refresh_from_db()
        assert (account.last_error, account.failures) == ("password", 1)
        assert Job.objects.filter(kind="mail.fetch", state="waiting").count() == 1


class TestThreads:
    def test_answers_that_come_before_what_they_answer(self, account, dovecot) -> None:
        dovecot.deliver(COMPANY, mail("Re: Order", Message_ID="<2@x.test>", References="<1@x.test>"))
        dovecot.deliver(COMPANY, mail("Order", Message_ID="<1@x.test>"))
        fetch(account)
        assert Thread.objects.count() == 1

    def test_a_lost_reference_is_made_up_for_by_the_subject_of_the_same_person_only(self, account, dovecot) -> None:
        dovecot.deliver(COMPANY, mail("Order 17", Message_ID="<1@x.test>"))
        dovecot.deliver(COMPANY, mail("RE: Re: order 17", Message_ID="<2@x.test>"))
        dovecot.deliver(COMPANY, mail("Re: Order 17", sender="other@x.test", Message_ID="<3@x.test>"))
        dovecot.deliver(COMPANY, mail("Order 17", Message_ID="<4@x.test>"))
        fetch(account)
        threads = dict(Email.objects.values_list("message_id", "thread"))
        assert threads["<1@x.test>"] == threads["<2@x.test>"]
        assert len(set(threads.values())) == 3


class TestOwner:
    def test_by_address_in_any_case(self, lead, account, dovecot) -> None:
        dovecot.deliver(COMPANY, mail(sender=f"Maria <{CUSTOMER.upper()}>"))
        dovecot.deliver(COMPANY, mail(sender="stranger@x.test"))
        fetch(account)
        assert set(Email.objects.values_list("from_address", "lead_id")) == {
            (CUSTOMER, LEAD),
            ("stranger@x.test", None),
        }

    def test_an_answer_from_another_address_stays_with_the_lead(self, lead, account, post, dovecot) -> None:
        sent = services.send_email_from_lead(lead_id=LEAD, subject="Order", text="Ready.", author="Olga")
        dovecot.deliver(COMPANY, mail("Re: Order", sender="maria@home.test", In_Reply_To=sent.message_id))
        fetch(account)
        assert Email.objects.get(direction="in").lead_id == LEAD

    def test_our_own_copy_is_not_an_answer(self, lead, account, post, dovecot) -> None:
        sent = services.send_email_from_lead(lead_id=LEAD, subject="Order", text="Ready.", author="Olga")
        dovecot.deliver(COMPANY, bytes(sent.source.raw))
        assert fetch(account) == 0


class TestUnsure:
    def test_what_is_answered_was_sent(self, lead, account, post, dovecot) -> None:
        sent = services.send_email_from_lead(lead_id=LEAD, subject="Order", text="Ready.", author="Olga")
        Email.objects.update(state="unknown", state_reason="cut_off")
        dovecot.deliver(COMPANY, mail("Re: Order", In_Reply_To=sent.message_id))
        fetch(account)
        sent.refresh_from_db()
        assert (sent.state, sent.state_reason) == ("sent", "")
        assert Job.objects.filter(kind="mail.note", key=str(sent.pk)).exists()


class TestAutomatic:
    def test_a_bounce_marks_the_mail_that_came_back(self, lead, account, post, dovecot) -> None:
        sent = services.send_email_from_lead(lead_id=LEAD, subject="Order", text="Ready.", author="Olga")
        run_due_jobs(queues=("mail",), most=1)
        report = (
            "From: MAILER-DAEMON@x.test\r\nTo: sales@company.test\r\nSubject: Undelivered\r\n"
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
            "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
            "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.test\r\n\r\n"
            f"Final-Recipient: rfc822; {CUSTOMER}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
            "Diagnostic-Code: smtp; 550 5.1.1 No such user\r\n\r\n"
            f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {sent.message_id}\r\n\r\n--b--\r\n"
        )
        dovecot.deliver(COMPANY, report.encode())
        fetch(account)
        sent.refresh_from_db()
        assert (sent.state, sent.state_detail) == ("bounced", f"{CUSTOMER}: 550 5.1.1 No such user")
        bounce = Email.objects.get(direction="in")
        assert (bounce.kind, bounce.thread, bounce.lead_id) == ("bounce", sent.thread, LEAD)

    def test_an_automatic_reply_is_marked(self, account, dovecot) -> None:
        dovecot.deliver(COMPANY, mail("Away", Auto_Submitted="auto-replied"))
        fetch(account)
        assert Email.objects.get().kind == "automatic"
