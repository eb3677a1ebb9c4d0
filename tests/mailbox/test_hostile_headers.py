"""What would begin a header of its own in a mail of ours, and what breaks the writing of one."""

from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from django.utils import timezone

from mailbox.compose import Draft, Upload, compose
from mailbox.drafts import draft_checked, people_checked
from mailbox.models import Account
from mailbox.services import account_create
from tenants.errors import InvalidInput

EVIL = "=?utf-8?q?x=0D=0AReply-To:_evil@x.test=0D=0A=0D=0APay_to_evil?="
FRIEND = {"name": "", "address": "a@b.test"}
ACCOUNT = {"name": "S", "address": "sales@company.test", "username": "u", "smtp_host": "mail.test", "smtp_port": 465}


def written(**change):
    draft = {"to": [FRIEND], "cc": [], "bcc": [], "subject": "s", "text": "t", "html": ""} | change
    raw = compose(Draft(**draft), account=Account(**ACCOUNT), at=timezone.now()).raw
    return message_from_bytes(raw)


def shown(header: str) -> str:
    return str(make_header(decode_header(header)))


class TestCompose:
    @pytest.mark.parametrize(
        "change",
        [
            {"subject": f"Re: Order {EVIL}"},
            {"subject": "a\u2028Reply-To: evil"},
            {"subject": "a\x0bb\x85c\r\nReply-To: evil@x.test"},
            {"to": [{"name": EVIL, "address": "a@b.test"}]},
            {"to": [FRIEND], "cc": [{"name": f"ä\n{EVIL}", "address": "c@b.test"}]},
            {"references": ["<1@b.test>", f"<{EVIL}@b.test>"]},
        ],
    )
    def test_nothing_adds_a_header(self, change) -> None:
        mail = written(**change)
        assert mail["Reply-To"] is None
        assert set(mail.keys()) <= {
            "From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version",
            "Content-Type",
        }  # fmt: skip

    def test_what_looks_encoded_is_shown_as_it_was_written(self) -> None:
        assert shown(written(subject=f"Re: {EVIL}")["Subject"]) == f"Re: {EVIL}"
        assert "".join(shown(written(subject="Заказ " * 40)["Subject"]).split()) == "Заказ" * 40
        to = written(to=[{"name": "Мария Соколова", "address": "m@b.test"}, FRIEND])["To"]
        assert shown(to).split() == ["Мария", "Соколова", "<m@b.test>,", "a@b.test"]

    def test_names_and_types_of_files(self) -> None:
        draft = draft_checked(
            to=["a@b.test"], cc=[], bcc=[], subject="s", text="t", html="", references=[],
            attachments=[Upload(name=f"{EVIL}.txt", content=b"x", type="text/\u00e9\x0b")],
        )  # fmt: skip
        part = written(attachments=draft.attachments).get_payload()[-1]
        assert (part.get_content_type(), part["Reply-To"]) == ("application/octet-stream", None)

    def test_a_file_that_adds_a_header_is_refused(self) -> None:
        with pytest.raises(InvalidInput):
            written(attachments=[Upload(name=f"{EVIL}.txt", content=b"x")])

    def test_tangled_html_goes_out_as_its_text(self) -> None:
        mail = written(text="", html="Hello" + "<ul><li>" * 2500)
        assert mail.get_payload()[1].get_payload(decode=True).strip() == b"<p>Hello</p>"


class TestDrafts:
    @pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\r"])
    def test_no_line_breaks_of_any_kind(self, tenant, sign) -> None:
        draft = {"to": ["a@b.test"], "cc": [], "bcc": [], "text": "t", "html": "", "attachments": [], "references": []}
        with pytest.raises(InvalidInput):
            draft_checked(**draft, subject=f"a{sign}b")
        with pytest.raises(InvalidInput):
            people_checked([f"A{sign}B <a@b.test>"], field="to")
        with pytest.raises(InvalidInput):
            account_create(password="p", from_name=f"a{sign}b", **ACCOUNT)

    def test_brackets_without_end(self) -> None:
        with pytest.raises(InvalidInput):
            people_checked(["(" * 1900], field="to")
