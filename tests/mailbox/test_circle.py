"""The whole way of a mail: from a lead to the customer, and the customer's answer back to the lead and into Kommo."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from mailbox import services
from mailbox.models import Email
from mailbox.selectors import email_raw
from mailbox.services import Upload
from tests.jobs import run_due_jobs
from tests.mailbox.conftest import COMPANY, CUSTOMER, LEAD

FILES = [Upload(name="Прайс.pdf", content=b"%PDF-1.4 prices"), Upload(name="photo.jpg", content=b"\xff\xd8\xff" * 99)]


def test_a_mail_goes_out_is_answered_and_comes_back_to_its_lead(
    kommo, lead, post_delivering, dovecot, account_at
) -> None:
    account = account_at(post=post_delivering, dovecot=dovecot)
    sent = services.send_email_from_lead(
        lead_id=LEAD, subject="Ваш заказ", text="Куртка есть.\nСиняя.", bcc=["boss@company.test"], attachments=FILES,
        author="Olga",
    )  # fmt: skip
    run_due_jobs()

    sent.refresh_from_db()
    assert (sent.state, sent.state_detail) == (Email.State.SENT, "")
    assert sent.noted_at
    [envelope] = post_delivering.taken
    assert sorted(envelope.rcpt_tos) == ["boss@company.test", CUSTOMER]
    [arrived] = dovecot.mails(CUSTOMER)
    assert b"boss@company.test" not in arrived
    read = message_from_bytes(arrived, policy=policy.default)
    assert read["Subject"] == "Ваш заказ"
    assert read.get_body(("plain",)).get_content().splitlines()[:2] == ["Куртка есть.", "Синяя."]
    assert [(part.get_filename(), part.get_content()) for part in read.iter_attachments()] == [
        (file.name, file.content) for file in FILES
    ]
    assert len(dovecot.mails(COMPANY, "Sent")) == 1

    answer = EmailMessage()
    answer["From"], answer["To"], answer["Subject"] = f"Мария <{CUSTOMER}>", COMPANY, "Re: Ваш заказ"
    answer["Message-ID"], answer["In-Reply-To"] = "<answer@example.com>", read["Message-ID"]
    answer["References"] = read["Message-ID"]
    answer.set_content("Беру! Адрес во вложении.")
    answer.add_attachment(b"address", maintype="text", subtype="plain", filename="адрес.txt")
    post_delivering.send_as(CUSTOMER, answer)
    run_due_jobs(even_later=True, most=4, queues=("mail",))

    received = Email.objects.get(direction="in")
    assert received.thread_id == sent.thread_id
    assert (received.lead_id, received.contact_id) == (LEAD, lead.main_contact_id)
    assert received.text == "Беру! Адрес во вложении."
    assert [file["name"] for file in received.attachments] == ["адрес.txt"]
    assert email_raw(received)
    assert received.noted_at
    account.refresh_from_db()
    assert account.last_error == ""
    assert account.last_uid == received.uid

    assert len(kommo.calls("POST /api/v4/leads/notes")) == 2
