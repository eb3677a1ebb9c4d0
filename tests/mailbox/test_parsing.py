"""What mails say, whatever they are made of. Pure: no database, no network."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailbox.parsing.addresses import people_of
from mailbox.parsing.html import html_safe, html_text, text_html
from mailbox.parsing.mail import read_mail
from mailbox.parsing.words import header_text
from mailbox.subjects import answer_subject, is_answer, subject_core

PIECES = [
    b"From: ", b"To: ", b"Subject: ", b"Date: ", b"Message-ID: <", b">\r\n", b"\r\n", b"\r\n\r\n", b"--b\r\n", b"--b--",
    b'Content-Type: multipart/mixed; boundary="b"\r\n', b"Content-Type: message/rfc822\r\n",
    b"Content-Type: multipart/report\r\n", b"Content-Type: message/delivery-status\r\n", b"Action: failed\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Transfer-Encoding: quoted-printable\r\n", b"=?utf-8?b?", b"?=",
    b"Content-Type: text/html; charset=", b"<a@x.test>", b'"', b"\x00", b"\xff\xfe", "Привет".encode("koi8-r"), b"=00",
    b"Content-Disposition: attachment; filename*0*=", b"utf-7\r\n", b"<p>", b"Thu, 99 Xyz 99999 25:61 +9999",
]  # fmt: skip


class TestNeverFails:
    @given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=40), st.booleans())
    @settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_any_bytes_are_read_into_what_the_database_takes(self, pieces, is_cut) -> None:
        mail = read_mail(b"".join(pieces), is_cut=is_cut)
        for text in (mail.subject, mail.text, mail.html, mail.message_id, mail.sender["name"], *mail.references):
            assert "\x00" not in text
            text.encode()
        assert len(mail.message_id) <= 500
        assert all(len(reference) <= 500 for reference in mail.references)
        assert len(mail.sender["address"]) <= 254


class TestWords:
    @pytest.mark.parametrize(
        ("header", "shown"),
        [
            ("=?utf-8?b?0J/RgNC40LLQtdGC?=", "Привет"),
            ("=?koi8-r?Q?=F0=D2=C9=D7=C5=D4?= and more", "Привет and more"),
            ("=?utf-8?q?half?= =?utf-8?q?_word?=", "half word"),
            ("plain\r\n folded", "plain folded"),
            ("=?nonsense?q?text?=", "text"),
            (None, ""),
        ],
    )
    def test_headers_are_shown_as_people_read_them(self, header, shown) -> None:
        assert header_text(header) == shown


class TestAddresses:
    def test_each_once_in_lower_case_with_its_name(self) -> None:
        found = people_of(['"Sokolova, Maria" <Maria@X.test>, b@x.test', "=?utf-8?b?0JDQvdC90LA=?= <maria@x.test>"])
        assert [(person["name"], person["address"]) for person in found] == [
            ("Sokolova, Maria", "maria@x.test"),
            ("", "b@x.test"),
        ]

    def test_what_is_no_address_is_left_out(self) -> None:
        assert people_of(["undisclosed-recipients:;", "nobody", "", None]) == []


class TestHtml:
    @pytest.mark.parametrize(
        "hostile",
        [
            "<script>x</script>",
            "<img src=https://spy.test/x.gif>",
            "<img src='data:image/svg+xml;base64,x'>",
            "<a href='javascript:x'>x</a>",
            "<a href='data:text/html,x'>x</a>",
            "<p onclick=x style='position:fixed'>x</p>",
            "<iframe src=https://spy.test></iframe><form action=https://spy.test><input></form>",
            "<meta http-equiv=refresh content='0;url=https://spy.test'><base href=https://spy.test>",
            "<svg><style><img src=x onerror=x></style></svg>",
        ],
    )
    def test_nothing_runs_loads_or_moves(self, hostile) -> None:
        safe = html_safe(hostile)
        for word in ("spy.test", "script", "onclick", "onerror", "style", "data:", "<form", "<iframe", "<svg"):
            assert word not in safe

    def test_links_open_elsewhere_and_pictures_inside_stay(self) -> None:
        safe = html_safe('<a href="https://x.test">x</a><img src="data:image/png;base64,AA==" alt="y">')
        assert 'target="_blank"' in safe
        assert "noreferrer" in safe
        assert "data:image/png" in safe

    def test_text_and_html_of_each_other(self) -> None:
        assert html_text("<p>One &amp; two</p><ul><li>a</li><li>b</li></ul>") == "One & two\na\nb"
        assert text_html("a < b\nc\n\nd") == "<p>a &lt; b<br>c</p><p>d</p>"


class TestSubjects:
    @pytest.mark.parametrize("subject", ["Re: Order", "RE[2]: FW: Order", "Отв: Re: order", "AW:  ORDER"])
    def test_the_marks_of_answers_are_known(self, subject) -> None:
        assert is_answer(subject)
        assert subject_core(subject) == "order"
        assert answer_subject(subject) == subject

    def test_a_word_that_only_begins_so_is_none(self) -> None:
        assert not is_answer("Resume of Anna")
        assert answer_subject("Order") == "Re: Order"
