import base64

import pytest

from mailbox import services
from mailbox.models import Email
from tests.mailbox.conftest import CUSTOMER, LEAD

PATH = f"/manage/alpha/api/crm/leads/{LEAD}/emails"
MAIL = {"subject": "Order", "text": "Ready."}


@pytest.fixture
def account(post, account_at, lead):
    return account_at(post=post)


def post_json(client, path: str, body: dict):
    return client.post(path, body, content_type="application/json")


class TestSend:
    def test_it_is_accepted_and_can_be_watched(self, client_of, account) -> None:
        operator = client_of("operator")
        files = [{"name": "a.txt", "content": base64.b64encode(b"one").decode()}]
        answer = post_json(operator, PATH, MAIL | {"bcc": ["boss@company.test"], "attachments": files})
        assert answer.status_code == 202
        told = operator.get(answer["Location"]).json()
        assert (told["state"], told["to"]) == ("queued", [{"name": "", "address": CUSTOMER}])
        assert operator.get(told["attachments"][0]["url"]).content == b"one"

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"to": ["maria"]}, "to"),
            ({"subject": "a\nBcc: b@x.test"}, "subject"),
            ({"text": ""}, "text"),
            ({"attachments": [{"name": "a", "content": "%%%"}]}, "attachments.0.content"),
            ({"account": 999}, "account"),
        ],
    )
    def test_a_fault_names_its_field(self, client_of, account, change, field) -> None:
        answer = post_json(client_of("operator"), PATH, MAIL | change)
        assert answer.status_code == 400
        assert answer.json()["error"]["field"] == field

    def test_an_unknown_lead_and_no_account(self, client_of, lead) -> None:
        operator = client_of("operator")
        unknown = post_json(operator, "/manage/alpha/api/crm/leads/7/emails", MAIL)
        assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "lead_unknown")
        no_account = post_json(operator, PATH, MAIL)
        assert (no_account.status_code, no_account.json()["error"]["code"]) == (409, "no_account")

    def test_a_viewer_may_not(self, client_of, account) -> None:
        assert post_json(client_of("viewer"), PATH, MAIL).status_code == 403


class TestList:
    def test_it_comes_in_pages(self, client_of, account, django_assert_max_num_queries) -> None:
        for number in range(5):
            services.send_email_from_lead(lead_id=LEAD, subject=str(number), text="x", author="Olga")
        viewer = client_of("viewer")
        viewer.get(PATH)
        with django_assert_max_num_queries(8):
            told = viewer.get(PATH, {"limit": 2}).json()
        assert (told["count"], [mail["subject"] for mail in told["results"]]) == (5, ["4", "3"])


class TestReply:
    def test_it_stays_in_the_thread(self, client_of, account) -> None:
        first = services.send_email_from_lead(lead_id=LEAD, subject="Order", text="x", author="Olga")
        answer = post_json(client_of("operator"), f"/manage/alpha/api/emails/{first.pk}/reply", {"text": "More."})
        assert answer.status_code == 202
        assert answer.json()["thread"] == first.thread_id
        assert Email.objects.filter(subject="Re: Order").exists()

    def test_an_unknown_mail(self, client_of, account) -> None:
        answer = post_json(client_of("operator"), "/manage/alpha/api/emails/999/reply", {"text": "More."})
        assert answer.status_code == 404


class TestOfNoLead:
    def test_only_admins_read_what_belongs_to_no_lead(self, client_of, account) -> None:
        raw = b"From: bank@x.test\r\nSubject: Reset\r\nContent-Type: text/html\r\n\r\n<p>secret</p>"
        mail = services.email_receive(account=account, raw=raw, uid=1, uid_validity=1, is_cut=False, came_at=None)
        Email.objects.filter(pk=mail.pk).update(attachments=[{"position": 0, "name": "a", "is_kept": True}])
        paths = [f"api/emails/{mail.pk}", f"api/emails/{mail.pk}/attachments/0"]
        paths += [f"emails/{mail.pk}/body", f"emails/{mail.pk}/attachments/0"]
        for role, status in (("viewer", 404), ("builder", 404), ("admin", 200)):
            client = client_of(role)
            assert {client.get(f"/manage/alpha/{path}").status_code for path in paths} == {status}
