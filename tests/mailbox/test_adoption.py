"""Mails of strangers: looked up again for a while, all together, until Kommo knows who wrote."""

from datetime import timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm_kommo.models import Contact
from mailbox.adoption import LOOKED_UP_FOR, threads_adopt
from mailbox.models import Account, Email, Thread
from mailbox.services.receiving import email_receive
from tenants.models import Job
from tests.mailbox.conftest import CUSTOMER, LEAD


@pytest.fixture
def account(post, account_at) -> Account:
    return account_at(post=post)


@pytest.fixture
def known(lead) -> Contact:
    """The contact of the lead, whose addresses nobody knows yet: `known.save()` tells them."""
    contact = lead.connection.contacts.get(kommo_id=lead.main_contact_id)
    Contact.objects.filter(pk=contact.pk).update(custom_fields=[])
    return contact


def comes(account: Account, *, sender: str, number: int = 1) -> Email:
    raw = f"From: {sender}\r\nTo: sales@company.test\r\nSubject: Hi\r\nMessage-ID: <{number}@x.test>\r\n\r\nHello."
    return email_receive(account=account, raw=raw.encode(), uid=number, uid_validity=1, is_cut=False, came_at=None)


def strangers(count: int) -> None:
    now = timezone.now()
    Thread.objects.bulk_create(Thread(counterpart=f"n{n}@news.test", last_at=now) for n in range(count))


def owed() -> int:
    return Job.objects.filter(kind="mail.adopt").count()


class TestAdoption:
    def test_a_stranger_whom_kommo_comes_to_know_is_found_afterwards(self, account, known) -> None:
        comes(account, sender=CUSTOMER.upper())
        assert (Email.objects.get().lead_id, owed()) == (None, 1)
        threads_adopt(now=timezone.now())
        assert Email.objects.get().lead_id is None
        known.save()
        threads_adopt(now=timezone.now())
        assert Email.objects.get().lead_id == LEAD
        assert Job.objects.filter(kind="mail.note").exists()

    def test_many_newsletters_do_not_keep_an_older_stranger_from_being_found(self, account, known) -> None:
        comes(account, sender=CUSTOMER)
        strangers(300)
        known.save()
        threads_adopt(now=timezone.now())
        assert Email.objects.get().lead_id == LEAD

    def test_its_queries_do_not_grow_with_the_strangers(self, lead) -> None:
        counts = []
        for more in (5, 50):
            strangers(more)
            with CaptureQueriesContext(database) as queries:
                threads_adopt(now=timezone.now())
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 5

    def test_all_mails_of_a_workspace_owe_one_look(self, account, known) -> None:
        for number in range(3):
            comes(account, sender=f"s{number}@x.test", number=number)
        assert owed() == 1

    def test_the_mail_of_somebody_known_owes_none(self, account, lead) -> None:
        comes(account, sender=CUSTOMER)
        assert owed() == 0

    @pytest.mark.parametrize(("age", "again"), [(timedelta(hours=1), 1), (LOOKED_UP_FOR + timedelta(hours=1), 0)])
    def test_it_goes_on_while_a_stranger_is_young(self, tenant, age, again) -> None:
        strangers(1)
        Thread.objects.update(last_at=timezone.now() - age)
        threads_adopt(now=timezone.now())
        assert owed() == again
