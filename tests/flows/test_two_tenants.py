"""Two workspaces on two Kommo accounts that use the same ids: nothing of one is ever seen in the other."""

import json
import logging

import pytest
import redis
from django.conf import settings as django_settings
from django.db import connection as database
from django.test import Client

from agents.services import agent_create
from agents.settings import AgentSettings
from agents.settings.reach import PipelineSettings
from chat.models import Conversation, Message
from crm_kommo import selectors as crm_selectors
from crm_kommo import services as crm
from crm_kommo.models import Connection
from knowledge.search import search
from knowledge.services import article_create
from tenants.models import InboundRoute, Job, Membership
from tenants.services import api_token_create, oauth_state_consume, oauth_state_create
from tests.architecture.test_doors import addresses
from tests.automation.fixtures import Customer
from tests.jobs import run_due_jobs

EVERYWHERE = PipelineSettings(is_active=True, all_statuses=True)
ACCOUNTS = {"alpha": "shop", "beta": "clinic"}


class World:
    """A workspace with everything in it, each thing marked with the workspace's own word."""

    def __init__(self, play, tenant) -> None:
        self.play, self.tenant, self.word = play, tenant, f"only{tenant.slug}"
        self.owner = Membership.objects.get(tenant=tenant, role="owner").user
        database.set_tenant(tenant)
        self._connect()
        run_due_jobs(even_later=True)
        everywhere = {p.kommo_id: EVERYWHERE for p in crm_selectors.pipelines_with_stages()}
        settings = AgentSettings(name=f"Agent {self.word}", pipelines=everywhere)
        self.agent = agent_create(settings=settings, is_active=True, publish=True)
        self.article = article_create(
            title=f"Parking {self.word}",
            body=f"Parking {self.word} is free for guests.",
            language="en",
            status="published",
        )
        run_due_jobs(even_later=True)

    def _connect(self) -> None:
        state = oauth_state_create(tenant=self.tenant, user=self.owner, session_key="s", purpose="kommo")
        back = self.play.consent(state=state, account=ACCOUNTS[self.tenant.slug])
        row = oauth_state_consume(state=state, session_key="s")
        crm.oauth_finish(code=back["code"], referer=back["referer"], state_row=row)
        database.set_tenant(self.tenant)

    def ask(self, lead_id: int) -> None:
        """The customer of this account's lead asks; everything that follows is done."""
        database.set_tenant(self.tenant)
        account = ACCOUNTS[self.tenant.slug]
        lead = next(lead for lead in self.play.get("leads", account=account)["leads"] if lead["id"] == lead_id)
        customer = Customer.__new__(Customer)
        customer._play, customer._count, customer.lead = self.play, 0, lead
        customer._route = InboundRoute.objects.get(tenant=self.tenant, is_active=True)
        said = self.play.post("say", {"lead_id": lead_id, "text": f"Is parking {self.word} free?", "account": account})
        customer.hook(
            "message", said["message_id"], f"Is parking {self.word} free?", "incoming",
            {"type": "external", "name": f"Customer {self.word}"},
        )  # fmt: skip
        run_due_jobs(even_later=True)

    def answers(self, talk_id: int) -> list[str]:
        query = {"account": ACCOUNTS[self.tenant.slug]}
        messages = self.play.get(f"talks/{talk_id}/messages", **query)["messages"]
        return [message["text"] for message in messages if message["type"] == "outgoing"]

    def everything_a_member_sees(self) -> str:
        """Every page and endpoint that can be read, with small ids and with Kommo's, as the owner and by token."""
        browser = Client()
        browser.force_login(self.owner, backend=django_settings.AUTHENTICATION_BACKENDS[0])
        _token, secret = api_token_create(tenant=self.tenant, name="t", scope="read", created_by=self.owner)
        seen = []
        for path in addresses(django_settings.TENANT_URLCONF):
            if path.startswith("admin/"):
                continue
            for number in (1, 2, 3, 4):
                seen.append(
                    browser.get(f"/manage/{self.tenant.slug}/{path.replace('1', str(number))}").content.decode()
                )
        for path in addresses(django_settings.ROOT_URLCONF):
            if path.startswith("api/"):
                seen.append(Client().get(f"/{path}", headers={"Authorization": f"Bearer {secret}"}).content.decode())
        return "\n".join(seen)


@pytest.fixture
def worlds(kommo, tenant, other_tenant, caplog) -> tuple[World, World]:
    with caplog.at_level(logging.INFO):
        alpha, beta = World(kommo, tenant), World(kommo, other_tenant)
        shared = {lead["id"] for lead in kommo.get("leads", account="shop")["leads"]} & {
            lead["id"] for lead in kommo.get("leads", account="clinic")["leads"]
        }
        assert shared, "the two accounts overlap"
        lead_id = min(shared)
        alpha.ask(lead_id)
        beta.ask(lead_id)
    return alpha, beta


class TestTwoTenants:
    def test_neither_sees_anything_of_the_other(self, worlds, caplog):
        for mine, theirs in (worlds, worlds[::-1]):
            seen = mine.everything_a_member_sees()
            assert mine.word in seen
            assert theirs.word not in seen

            database.set_tenant(mine.tenant)
            [conversation] = Conversation.objects.all()
            [answer] = Message.objects.filter(author="agent").values_list("text", flat=True)
            assert mine.word in answer
            assert theirs.word not in answer
            assert any(mine.word in text for text in mine.answers(conversation.talk_id))
            assert not any(theirs.word in text for text in mine.answers(conversation.talk_id))
            hits = search(query=f"Parking {theirs.word}").hits
            assert not any(theirs.word in hit.text for hit in hits)

    def test_jobs_and_logs_carry_ids_and_the_broker_carries_nothing(self, worlds, caplog):
        payloads = json.dumps(list(Job.objects.values("kind", "key", "payload")))
        for world in worlds:
            assert world.word not in payloads
            assert world.word not in caplog.text
        with redis.Redis.from_url(django_settings.REDIS_URL, decode_responses=True) as client:
            kept = " ".join(f"{key}" for key in client.scan_iter())
        for world in worlds:
            assert world.word not in kept
            database.set_tenant(world.tenant)
            assert Connection.objects.get().access_token not in kept

    def test_a_hook_with_the_others_secret_changes_nothing_here(self, worlds, tenant, other_tenant):
        mine, theirs = worlds
        route = InboundRoute.objects.get(tenant=theirs.tenant, is_active=True)
        body = f"account[id]={InboundRoute.objects.get(tenant=mine.tenant).external_account_id}"
        body += "&message[add][0][id]=forged&message[add][0][talk_id]=66301&message[add][0][text]=hello"
        body += "&message[add][0][type]=incoming"
        crm.delivery_store(route=route, body=body.encode(), content_type="", request_id="")
        run_due_jobs(even_later=True)
        for world in worlds:
            database.set_tenant(world.tenant)
            assert not Message.objects.filter(external_id="forged").exists()
