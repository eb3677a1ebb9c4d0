"""Thousands of deliveries, repeated and shuffled, while workers die and the broker forgets."""

import random
import threading
import time

import pytest

from tests.flows.flood import BusyAccount, Recorder, Redirected, send
from tests.stack import Stack

REPEATED = 0.2
SEED = 20261121
# A killed worker's jobs come back after its lease, and a turn waits for its own.
SETTLED_SECONDS = 1_800
OURS = "('kommo.delivery', 'kommo.settle', 'chat.turn', 'chat.send')"


@pytest.fixture
def no_agent(stack: Stack):
    """Nobody answers, so that the stand-in's state is the account's own doing only."""
    active = [row[0] for row in stack.rows("UPDATE agents_agent SET is_active = false WHERE is_active RETURNING id")]
    yield
    stack.rows("UPDATE agents_agent SET is_active = true WHERE id = ANY(%s) RETURNING id", active)


@pytest.fixture
def recorder():
    made = Recorder()
    yield made
    made.stop()


def flood(stack: Stack, recorder: Recorder, *, deliveries: int, leads: int) -> tuple[BusyAccount, list[bytes]]:
    """Send the hooks of a busy account in disorder, with two deaths of the worker and a forgetful broker."""
    with Redirected(stack.kommo.kommo, recorder) as hook:
        account = BusyAccount(stack.kommo.kommo, leads=leads, seed=SEED)
        originals = round(deliveries / (1 + REPEATED))
        while (made := len(recorder.bodies) + stack.kommo.kommo.hooks.sender.waiting()) < originals:
            account.live(max(1, (originals - made) // 3))
            time.sleep(0.05)
        stack.wait(lambda: stack.kommo.kommo.hooks.sender.waiting() == 0, "the hooks to be caught", 300)
        time.sleep(0.5)
        bodies = list(recorder.bodies)

    order = random.Random(SEED)
    mixed = bodies + order.choices(bodies, k=round(len(bodies) * REPEATED))
    order.shuffle(mixed)
    began = time.monotonic()
    sender = threading.Thread(target=send, args=(mixed,), kwargs={"url": hook.destination})
    sender.start()
    for part in range(1, 4):
        stack.wait(lambda part=part: stored(stack) >= len(set(bodies)) * part // 4, f"{part} quarters", 600)
        if part == 2:
            stack.empty_broker()
        else:
            stack.end("worker")
            stack.start_worker()
    sender.join()
    accepted = time.monotonic() - began
    stack.wait(lambda: not owed(stack), "everything to be worked off", SETTLED_SECONDS)
    taken = time.monotonic() - began
    print(  # noqa: T201  the figures of this run
        f"\n{len(mixed)} deliveries: accepted in {accepted:.1f} s ({len(mixed) / accepted:.0f}/s), "
        f"worked off after {taken:.1f} s ({len(mixed) / taken:.0f}/s), two deaths included"
    )
    return account, bodies


def stored(stack: Stack) -> int:
    return stack.rows("SELECT count(*) FROM crm_deliveries WHERE body LIKE '%%31000001%%'")[0][0]


def owed(stack: Stack) -> list[tuple]:
    return stack.rows(
        f"SELECT kind, state, last_error FROM public.tenants_job WHERE kind IN {OURS} "
        "UNION ALL SELECT 'doubt', '', '' FROM crm_leads WHERE doubted_at IS NOT NULL"
    )


def assert_nothing_lost_or_doubled(stack: Stack, account: BusyAccount, bodies: list[bytes]) -> None:
    unprocessed = stack.rows("SELECT state, error FROM crm_deliveries WHERE state NOT IN ('processed', 'ignored')")
    assert unprocessed == []
    assert stack.rows("SELECT count(*) FROM crm_deliveries WHERE body = ANY(%s)", bodies) == [(len(set(bodies)),)]

    mirrored = {row[0]: row[1:] for row in stack.rows(
        "SELECT kommo_id, is_deleted, name, price, pipeline_id, status_id, tags FROM crm_leads"
    )}  # fmt: skip
    for lead in account.leads:
        is_deleted, *told = mirrored[lead["id"]]
        assert is_deleted == lead["is_deleted"], lead["id"]
        if not is_deleted:  # Kommo tells nothing of what lies in the bin
            tags = [account.account.get("leads_tags", tag)["name"] for tag in lead["tags"]]
            names = ("name", "price", "pipeline_id", "status_id")
            assert told == [*(lead[name] for name in names), tags], lead["id"]

    ours = {lead["id"] for lead in account.leads}
    contacts = dict(stack.rows("SELECT kommo_id, name FROM crm_contacts"))
    for contact_id in (lead["contacts"][0]["id"] for lead in account.leads):
        assert contacts[contact_id] == account.account.get("contacts", contact_id)["name"]
    talks = {row[0]: row[1:] for row in stack.rows(
        "SELECT kommo_id, lead_id, contact_id, chat_id, is_in_work, is_read FROM crm_talks"
    )}  # fmt: skip
    names = ("entity_id", "contact_id", "chat_id", "is_in_work", "is_read")
    expected = {
        talk["talk_id"]: tuple(talk[name] for name in names)
        for talk in account.account.all("talks")
        if talk["entity_id"] in ours
    }
    assert {talk_id: talks[talk_id] for talk_id in expected} == expected

    said = sorted(
        (message["id"], message["talk_id"])
        for message in account.account.all("messages")
        if message["talk_id"] in expected
    )
    kept = stack.rows(
        "SELECT m.external_id, c.talk_id FROM chat_message m JOIN chat_conversation c ON c.id = m.conversation_id "
        "WHERE c.talk_id = ANY(%s) ORDER BY 1",
        list(expected),
    )
    assert kept == said
    assert stack.rows(
        "SELECT count(*) FROM chat_message m JOIN chat_conversation c ON c.id = m.conversation_id "
        "LEFT JOIN chat_decision d ON d.message_id = m.id "
        "WHERE m.author = 'customer' AND c.talk_id = ANY(%s) AND d.id IS NULL",
        list(expected),
    ) == [(0,)]


class TestFlood:
    def test_nothing_is_lost_or_doubled_in_a_small_one(self, stack, no_agent, recorder):
        assert_nothing_lost_or_doubled(stack, *flood(stack, recorder, deliveries=500, leads=40))

    @pytest.mark.heavy
    def test_nothing_is_lost_or_doubled_in_ten_thousand(self, stack, no_agent, recorder):
        assert_nothing_lost_or_doubled(stack, *flood(stack, recorder, deliveries=10_000, leads=300))
