"""Mails that are made to harm: they cost little time, and stop nothing."""

import base64
import time

import pytest
from django.utils import timezone

from mailbox.models import Account, Email
from mailbox.parsing.html import html_safe, html_text
from mailbox.parsing.mail import read_mail
from mailbox.parsing.words import decoded, header_text
from mailbox.services import email_receive

HEAD = b"From: a@b.test\r\nTo: sales@company.test\r\nSubject: hi\r\nMessage-ID: <1@b>\r\nMIME-Version: 1.0\r\n"
TYPE_WITH_NUL = HEAD + (
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: application/pd\0f\r\n\r\nabc\r\n--x--\r\n"
)


@pytest.fixture(autouse=True)
def quick():
    began = time.process_time()
    yield
    assert time.process_time() - began < 1.5


class TestCharsets:
    @pytest.mark.parametrize(
        "charset", ["punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "zlib"]
    )
    def test_only_those_of_mails_are_used(self, charset) -> None:
        assert decoded(b"a\\u0041-b", charset=charset) == ("a\\u0041-b", False)

    @pytest.mark.parametrize(
        "charset",
        ["UTF-8", "us-ascii", "windows-1251", "KOI8-R", "gb2312", "iso-2022-jp", "shift_jis", "latin1", "utf-16"],
    )
    def test_those_of_mails_are(self, charset) -> None:
        assert decoded("plain".encode(charset), charset=charset) == ("plain", True)

    def test_a_letter_at_the_cut_does_no_harm(self) -> None:
        text, as_named = decoded(b"a" + "я".encode() * 1_100_000, charset="utf-8")
        assert (text[:2], as_named) == ("aя", True)

    def test_a_body_in_punycode(self) -> None:
        body = base64.encodebytes(b"a" * 16 + b"-" + b"a" * 400_000)
        head = HEAD + b"Content-Type: text/plain; charset=punycode\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        assert read_mail(head + body).is_broken

    def test_the_name_of_a_file_in_punycode(self) -> None:
        name = b"a-" + b"a" * 400_000
        mail = (
            HEAD
            + b"Content-Type: image/png\r\nContent-Disposition: attachment; filename*=punycode''"
            + name
            + b"\r\n\r\nx"
        )
        assert len(read_mail(mail).attachments) == 1

    def test_a_subject_of_beginnings(self) -> None:
        read_mail(b"From: a@b.test\r\nSubject: " + b"=?a?q?" * 100_000 + b"\r\n\r\nx")
        assert header_text("=?punycode?q?a-b?=") == "a-b"


class TestHtml:
    @pytest.mark.parametrize(
        "tag", ["<ul><li>", "<div>", "<div></x>", "<div><!--</div>-->", "<div a='</div>'>", "<table>"]
    )
    def test_tangled_html_is_given_up_for_its_text(self, tag) -> None:
        mail = read_mail(HEAD + b"Content-Type: text/html\r\n\r\nHello" + tag.encode() * 20_000)
        assert (mail.html, mail.text[:5], mail.is_broken) == ("", "Hello", True)

    def test_a_long_ordinary_mail_is_not(self) -> None:
        rows = "<tr><td><p>One<p><b>Two</b><br><img alt='x'></td></tr>" * 1_500
        assert "<b>Two</b>" in html_safe(f"<div><table>{rows}</table></div>")

    @pytest.mark.parametrize("piece", ["<br", "<br ", "<", "<!--", "<title", "='", '="'])
    def test_pieces_of_tags(self, piece) -> None:
        html_text(piece * (200_000 // len(piece)))


class TestKept:
    @pytest.fixture
    def account(self, tenant) -> Account:
        return Account.objects.create(
            name="S", address="sales@company.test", username="u", password="p", smtp_host="mail.test", smtp_port=465
        )

    def receive(self, account: Account, raw: bytes) -> Email:
        return email_receive(account=account, raw=raw, uid=1, uid_validity=1, is_cut=False, came_at=timezone.now())

    def test_nul_in_the_type_of_a_part(self, account) -> None:
        assert self.receive(account, TYPE_WITH_NUL).attachments[0]["type"] == "application/pdf"
