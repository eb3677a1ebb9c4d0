import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crm_kommo.payloads import body_digest, parse
from crm_kommo.payloads.companies import CompanyChanged
from crm_kommo.payloads.events import (
    Attachment,
    AuthorKind,
    Change,
    ContactChanged,
    ContactDeleted,
    Event,
    FieldItem,
    FieldValue,
    LeadChanged,
    LeadDeleted,
    MessageReceived,
    MessageSent,
    TalkChanged,
    Unknown,
    Unreadable,
)
from crm_kommo.payloads.form_data import MAX_BYTES, MAX_FIELDS, read_form
from crm_kommo.payloads.notes import NoteAdded
from crm_kommo.payloads.templates import TemplateReviewed
from crm_kommo.payloads.unsorted import IncomingLeadChanged

BODIES = Path(__file__).parent.parent / "payloads"
ACCOUNT = 31000001

# Body, its events, and of each some members.
TABLE: list[tuple[str, list[tuple[type[Event], dict[str, Any]]]]] = [
    (
        "message_telegram",
        [
            (
                MessageReceived,
                {
                    "account_id": ACCOUNT,
                    "message_id": "b1a0c9de-0001-4000-8000-000000000001",
                    "talk_id": 117,
                    "contact_id": 601,
                    "lead_id": 501,
                    "text": "Здравствуйте! Есть куртка 48 размера?",
                    "message_type": "text",
                    "attachment": None,
                    "author_name": "Анна Лебедева",
                    "author_kind": AuthorKind.EXTERNAL,
                    "origin": "telegram",
                    "source_id": None,
                    "created_at": datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC),
                },
            )
        ],
    ),
    ("message_without_lead", [(MessageReceived, {"lead_id": None, "talk_id": 118, "author_name": ""})]),
    ("message_old_element_pair", [(MessageReceived, {"lead_id": 503, "source_id": 19666978, "author_id": ""})]),
    ("message_of_customer", [(MessageReceived, {"lead_id": None, "contact_id": None, "created_at": None})]),
    (
        "message_voice",
        [
            (
                MessageReceived,
                {
                    "text": "",
                    "message_type": "voice",
                    "attachment": Attachment("voice", "https://amojo.kommo.com/attachments/x/note.ogg", ""),
                },
            )
        ],
    ),
    ("message_unwrapped", [(MessageReceived, {"message_id": "m-bare", "account_id": None, "lead_id": 504})]),
    ("message_two_at_once", [(MessageReceived, {"text": "one"}), (MessageReceived, {"text": "two"})]),
    ("message_of_type_outgoing", [(MessageSent, {"author_kind": AuthorKind.BOT, "user_id": None})]),
    ("outgoing_by_person", [(MessageSent, {"author_kind": AuthorKind.INTERNAL, "user_id": 4242})]),
    ("outgoing_by_bot", [(MessageSent, {"author_kind": AuthorKind.BOT, "message_id": "o-bot"})]),
    (
        "lead_update",
        [
            (
                LeadChanged,
                {
                    "kind": Change.UPDATE,
                    "lead_id": 501,
                    "name": "Куртка зимняя",
                    "price": Decimal("15990.50"),
                    "pipeline_id": 11689563,
                    "status_id": 89860455,
                    "old_status_id": 89860459,
                    "old_pipeline_id": None,
                    "modified_user_id": 4242,
                    "tags": ("vip",),
                    "custom_fields": (
                        FieldValue(564832, "Тип услуги", "", (FieldItem("Доставка", 81),)),
                        FieldValue(564833, "Due", "", (FieldItem("1542067200"),)),
                        FieldValue(564834, "Radio", "", (FieldItem("Yes", 9),)),
                        FieldValue(564835, "utm_medium", "UTM_MEDIUM", ()),
                    ),
                },
            )
        ],
    ),
    (
        "leads_two_one_with_bad_date",
        [(LeadChanged, {"lead_id": 501, "created_at": None}), (LeadChanged, {"lead_id": 502})],
    ),
    (
        "leads_two_one_without_id",
        [(Unknown, {"family": "leads", "action": "update", "item": {"name": "lost"}}), (LeadChanged, {"lead_id": 502})],
    ),
    ("lead_status", [(LeadChanged, {"kind": Change.STATUS, "status_id": 142, "name": None, "custom_fields": None})]),
    (
        "lead_responsible",
        [(LeadChanged, {"kind": Change.RESPONSIBLE, "responsible_user_id": 0, "old_responsible_user_id": 4242})],
    ),
    ("lead_digital_pipeline", [(LeadChanged, {"old_pipeline_id": 7000, "updated_at": None, "account_id": ACCOUNT})]),
    ("lead_delete", [(LeadDeleted, {"lead_id": 501, "status_id": 89860455})]),
    ("lead_delete_as_scalar", [(LeadDeleted, {"lead_id": 501, "status_id": None})]),
    ("lead_restore", [(LeadChanged, {"kind": Change.RESTORE, "name": "Back"})]),
    ("lead_born_in_chat", [(LeadChanged, {"kind": Change.ADD, "name": "", "responsible_user_id": 0, "price": None})]),
    ("contact_update", [(ContactChanged, {"contact_id": 601, "lead_ids": (501, 9982719)})]),
    ("contact_delete", [(ContactDeleted, {"contact_id": 601})]),
    ("company_update", [(CompanyChanged, {"kind": Change.UPDATE, "company_id": 701, "name": "Silva Lda"})]),
    ("talk_add", [(TalkChanged, {"talk_id": 117, "lead_id": 501, "is_in_work": True, "is_read": False})]),
    ("talk_closed", [(TalkChanged, {"kind": Change.UPDATE, "is_in_work": False, "lead_id": None, "chat_id": ""})]),
    (
        "note_scalar_and_container",
        [
            (
                NoteAdded,
                {"note_id": 60864725, "entity": "contacts", "entity_id": 601, "text": "", "account_id": None},
            )
        ],
    ),
    ("unsorted_add", [(IncomingLeadChanged, {"uid": "00b6", "category": "chats", "lead_ids": (501,)})]),
    ("template_review_unwrapped", [(TemplateReviewed, {"template_id": 5, "name": "Welcome"})]),
    ("family_of_tomorrow", [(Unknown, {"family": "invoices", "action": "paid", "item": {"id": "1"}})]),
]


def body_of(name: str) -> bytes:
    return (BODIES / f"{name}.form").read_bytes()


class TestBodiesOfKommo:
    @pytest.mark.parametrize(("name", "expected"), TABLE, ids=[name for name, _ in TABLE])
    def test_wh_01_it_reads_every_shape(self, name: str, expected: list[tuple[type[Event], dict[str, Any]]]) -> None:
        events = parse(body_of(name))

        assert [type(event) for event in events] == [kind for kind, _members in expected]
        for event, (_kind, members) in zip(events, expected, strict=True):
            assert {member: getattr(event, member) for member in members} == members

    def test_every_body_is_in_the_table(self) -> None:
        assert {path.stem for path in BODIES.glob("*.form")} == {name for name, _ in TABLE}

    def test_it_takes_unencoded_brackets_too(self) -> None:
        assert parse(b"leads[delete][0][id]=7") == parse(b"leads%5Bdelete%5D%5B0%5D%5Bid%5D=7")


class TestHostileBodies:
    def test_wh_14_it_refuses_too_many_fields(self) -> None:
        (event,) = parse(b"&".join(b"leads[add][%d][id]=1" % n for n in range(MAX_FIELDS + 1)))

        assert isinstance(event, Unreadable)
        assert str(MAX_FIELDS) in event.reason

    def test_it_refuses_too_many_bytes(self) -> None:
        (event,) = parse(b"a=" + b"x" * MAX_BYTES)

        assert isinstance(event, Unreadable)

    def test_wh_14_it_keeps_what_lies_too_deep_as_a_name(self) -> None:
        form = read_form(b"a" + b"[b]" * 200 + b"=1")

        depth = 0
        node: Any = form
        while isinstance(node, dict):
            (node,) = node.values()
            depth += 1
        assert depth == 20
        assert node == "1"

    def test_wh_14_a_huge_index_makes_no_huge_list(self) -> None:
        assert read_form(b"leads[add][999999999][id]=1") == {"leads": {"add": {"999999999": {"id": "1"}}}}

    @pytest.mark.parametrize(
        "first", [b"a[b]=1&a[b][c]=2", b"a[b][c]=2&a[b]=1"], ids=["scalar first", "container first"]
    )
    def test_wh_11_a_container_wins_over_a_scalar(self, first: bytes) -> None:
        assert read_form(first) == {"a": {"b": {"c": "2"}}}

    def test_wh_14_bad_utf8_and_nul_do_not_get_through(self) -> None:
        (event,) = parse(b"message[add][0][id]=m&message[add][0][text]=a%FF%00b%ED%A0%80")

        assert isinstance(event, MessageReceived)
        assert event.text.startswith("a\ufffdb")
        assert event.text.encode()

    @pytest.mark.parametrize(
        "body", [b"", b"&&&", b"=", b"leads", b"leads[", b"leads[]", b"[x]=1", b"account=1", b"\x00\xff", b'{"a": 1}']
    )
    def test_nonsense_is_never_an_exception(self, body: bytes) -> None:
        assert all(isinstance(event, Unknown) for event in parse(body))

    @pytest.mark.parametrize("lead_id", [b"-1", b"0", b"9223372036854775808", b"1e5", "١٢".encode(), b"9" * 5000])
    def test_an_impossible_id_is_no_id(self, lead_id: bytes) -> None:
        (event,) = parse(b"leads[add][0][id]=" + lead_id)

        assert isinstance(event, Unknown)

    @pytest.mark.parametrize("price", [b"1e999999999", b"1e-999999999", b"-1e99", b"1" * 5000, b"NaN"])
    def test_an_impossible_price_is_no_price(self, price: bytes) -> None:
        (event,) = parse(b"leads[add][0][id]=7&leads[add][0][price]=" + price)

        assert event.price is None

    def test_many_empty_brackets_among_numbers_take_no_time(self) -> None:
        """Numbers that lie as densely as they can: each field that asks for the next one used to count them all."""
        half = MAX_FIELDS // 2
        body = b"&".join([*(b"a[%d]=1" % n for n in range(half, 2 * half)), *[b"a[]=2"] * (half - 1)])
        began = time.process_time()
        form = read_form(body)

        assert time.process_time() - began < 1
        assert len(form["a"]) == 2 * half - 1

    def test_empty_brackets_follow_the_highest_number_as_in_php(self) -> None:
        form = read_form(b"a[7]=1&a[]=2&a[x]=3&a[]=4&a[99999999999999999999]=5&a[]=6")

        assert list(form["a"].items())[1::2] == [("8", "2"), ("9", "4"), ("10", "6")]

    def test_what_goes_into_columns_is_cut(self) -> None:
        long = b"x" * 2000
        (event,) = parse(
            b"message[add][0][id]=m&message[add][0][origin]=%b&message[add][0][author][name]=%b" % (long, long)
        )

        assert isinstance(event, MessageReceived)
        assert (len(event.origin), len(event.author_name)) == (100, 255)

    def test_an_id_longer_than_any_of_kommos_is_no_id(self) -> None:
        (event,) = parse(b"message[add][0][id]=" + b"x" * 101)

        assert isinstance(event, Unknown)

    def test_empty_brackets_append(self) -> None:
        assert read_form(b"a[]=x&a[]=y") == {"a": {"0": "x", "1": "y"}}


class TestDigest:
    def test_wh_03_the_order_of_keys_does_not_matter(self) -> None:
        fields = body_of("message_telegram").split(b"&")

        assert body_digest(b"&".join(fields)) == body_digest(b"&".join(reversed(fields)))

    def test_the_order_of_values_of_one_key_does(self) -> None:
        assert body_digest(b"a[]=1&a[]=2") != body_digest(b"a[]=2&a[]=1")

    def test_the_way_of_escaping_does_not_matter(self) -> None:
        assert body_digest(b"a[b]=c+d") == body_digest(b"a%5Bb%5D=c%20d")

    def test_another_value_is_another_body(self) -> None:
        assert body_digest(b"a=1") != body_digest(b"a=2")
        assert body_digest(b"a=b%3Dc") != body_digest(b"a%3Db=c")
