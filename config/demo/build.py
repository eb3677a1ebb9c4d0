"""The demo workspace, made by the product's own services: registered, connected, synced, taught, put to work."""

import os
import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import requests
from allauth.account.models import EmailAddress
from django.conf import settings
from django_tenants.utils import tenant_context

from agents.models import Agent
from agents.services import agent_create
from agents.settings import AgentSettings
from agents.settings.reach import PipelineSettings
from config.demo.articles import ARTICLES, CATEGORIES
from crm_kommo import selectors as crm_selectors
from crm_kommo import services as crm
from crm_kommo.models import Connection, Pipeline, Stage
from knowledge import selectors as knowledge_selectors
from knowledge import services as knowledge
from knowledge.models import Article
from tenants.models import Tenant, User
from tenants.selectors import forget_kept
from tenants.services import oauth_state_consume, workspace_create

WORKSPACE = "Sever"
SLUG = "sever"
WAIT_SECONDS = 120
SESSION = "demo"
INSTRUCTIONS = (
    "Ты консультант интернет-магазина «Север»: одежда и обувь для улицы. Помогаешь выбрать размер, рассказываешь об "
    "оплате, доставке и возврате. Отвечаешь коротко и вежливо, на «вы». Скидок не обещаешь."
)


def demo_build(*, say: Callable[[str], None]) -> None:
    """Make what is missing and wait until the first question can be answered. Raises RuntimeError after two minutes."""
    user = _user()
    tenant = Tenant.objects.filter(slug=SLUG).first() or workspace_create(name=WORKSPACE, owner=user, language="ru")
    _wait("the workspace's tables", lambda: Tenant.objects.filter(pk=tenant.pk, state=Tenant.State.READY).exists())
    forget_kept()
    with tenant_context(tenant):
        connection = crm_selectors.connection_current()
        if connection is None or not _is_reachable(connection):
            say("connecting to the stand-in Kommo")
            _connect(tenant, user)
        say("syncing pipelines, fields, users and channels")
        _wait("the first sync", lambda: _synced())
        if not Agent.objects.exists():
            say("an agent on every pipeline and channel")
            _put_agent_to_work()
        if not knowledge_selectors.articles_published_count():
            say(f"{len(ARTICLES)} articles")
            _teach(user)
        _wait("the articles to be indexed", lambda: knowledge_selectors.articles_unindexed_count() == 0)


def _user() -> User:
    """The demo's login; also staff, so that the Django admin can be looked at."""
    email = os.environ["DEMO_EMAIL"]
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_superuser(email, os.environ["DEMO_PASSWORD"], first_name="Demo", language="ru")
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _is_reachable(connection: Connection) -> bool:
    """Whether it was made on the ports of today: on others, neither side would find the other any more."""
    return connection.base_url == os.environ["KOMMO_STANDIN_URL"] and (connection.webhook_destination or "").startswith(
        f"{settings.PUBLIC_URL}/"
    )


def _connect(tenant: Tenant, user: User) -> None:
    """What the Connect button and the consent page do, with a person's click replaced by the stand-in's own door."""
    address = crm.oauth_start(tenant=tenant, user=user, session_key=SESSION)
    asked = parse_qs(urlsplit(address).query)
    answer = requests.post(
        f"{os.environ['KOMMO_STANDIN_URL']}/_play/consent",
        json={"client_id": asked["client_id"][0], "state": asked["state"][0], "account": "shop", "allow": True},
        timeout=10,
    )
    answer.raise_for_status()
    given = {name: values[0] for name, values in parse_qs(urlsplit(answer.json()["location"]).query).items()}
    state = oauth_state_consume(state=given["state"], session_key=SESSION)
    crm.oauth_finish(code=given["code"], referer=given["referer"], state_row=state)


def _synced() -> bool:
    return any(crm_selectors.pipelines_with_stages()) and any(crm_selectors.channels())


def _put_agent_to_work() -> None:
    settings = AgentSettings(
        name="Анна",
        purpose="Консультант магазина",
        instructions=INSTRUCTIONS,
        pipelines={pipeline.kommo_id: _everywhere(pipeline) for pipeline in crm_selectors.pipelines_with_stages()},
    )
    agent_create(settings=settings, is_active=True, publish=True)


def _everywhere(pipeline: Pipeline) -> PipelineSettings:
    """Every stage but the closed ones."""
    closed = {Stage.WON, Stage.LOST}
    open_stages = [stage.kommo_id for stage in pipeline.stages.all() if stage.kommo_id not in closed]
    return PipelineSettings(is_active=True, statuses=open_stages)


def _teach(user: User) -> None:
    categories = {name: knowledge.category_create(name=name) for name in CATEGORIES}
    for article in ARTICLES:
        knowledge.article_create(
            title=article.title,
            body=article.body,
            category=categories[article.category],
            language=article.language,
            status=Article.Status.PUBLISHED,
            author=user,
        )


def _wait(what: str, is_ready: Callable[[], bool]) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while not is_ready():
        if time.monotonic() > until:
            raise RuntimeError(f"{what} took longer than {WAIT_SECONDS} seconds; see the workers' logs")
        time.sleep(0.2)
