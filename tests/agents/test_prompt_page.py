"""The page that shows the prompt, and what it warns of."""

import html

import pytest

from agents.prompts import Brief, prompt_parts
from agents.prompts.doubts import Doubt, doubts
from agents.settings import AgentSettings
from crm_kommo.models import Channel, Lead, Stage
from tests.crm_kommo.syncs import sync
from tests.factories import AgentFactory

MANAGE = "/manage/alpha/ai-agents"


def doubted(**settings) -> list[Doubt]:
    held = AgentSettings(name="Anna", **settings)
    stage = "Всегда называйте цены доставки."
    parts = prompt_parts(Brief(settings=held, stage_name="Offer", stage_prompt=stage))
    return [found.doubt for found in doubts(parts, held)]


class TestDoubts:
    @pytest.mark.parametrize(
        ("settings", "expected"),
        [
            ({"instructions": "Никогда не называйте цены доставки."}, [Doubt.OPPOSITE_ORDERS]),
            ({"instructions": "Не спорьте с клиентом о погоде."}, []),
            (
                {"instructions": "Answer in English.", "language": {"mode": "fixed", "fixed": "ru"}},
                [Doubt.OTHER_LANGUAGE],
            ),
            ({"instructions": "Answer in English.", "language": {"mode": "allowed", "allowed": ["en", "ru"]}}, []),
            ({"role": "Обращайтесь на ты.", "style": {"formality": "formal"}}, [Doubt.OTHER_FORMALITY]),
            ({"role": "Explain in detail.", "style": {"length": "short"}}, [Doubt.OTHER_LENGTH]),
            ({"instructions": "Слово. " * 1100}, []),
        ],
    )
    def test_it_names_what_contradicts(self, settings, expected):
        assert doubted(**settings) == expected

    def test_a_long_prompt_is_named(self):
        held = AgentSettings(name="Anna", instructions="очень длинная инструкция. " * 300, role="роль " * 800)
        parts = prompt_parts(Brief(settings=held, stage_prompt="этап " * 800))
        assert Doubt.TOO_LONG in [found.doubt for found in doubts(parts, held)]


@pytest.mark.usefixtures("tenant")
class TestPage:
    def test_it_shows_each_part_with_its_origin(self, client_of):
        agent = AgentFactory(versions={"role": "You sell bicycles.", "instructions": "Offer a test ride."})
        page = client_of("builder").get(f"{MANAGE}/{agent.pk}/edit/prompt").content.decode()
        assert "You sell bicycles." in page
        assert "Offer a test ride." in page
        assert f"{MANAGE}/{agent.pk}/edit" in page

    def test_it_is_for_the_stage_and_the_channel_that_are_chosen(self, client_of, connected):
        sync("all")
        Channel.objects.create(connection=connected, origin="waba", name="WhatsApp")
        stage = Stage.objects.select_related("pipeline").first()
        pipeline_id = stage.pipeline.kommo_id
        told = {"stage_settings": {stage.kommo_id: {"prompt": "Mention {channel} in {stage}."}}}
        agent = AgentFactory(versions={"pipelines": {pipeline_id: told}})
        query = {"stage": f"{pipeline_id}-{stage.kommo_id}", "channel": "waba"}
        page = client_of("builder").get(f"{MANAGE}/{agent.pk}/edit/prompt", query).content.decode()
        assert f"Mention WhatsApp in {stage.name}." in page

    def test_what_cannot_be_chosen_leaves_the_rest(self, client_of):
        agent = AgentFactory(versions={"role": "You sell bicycles."})
        query = {"stage": "1-999", "question": "a question of mine"}
        page = client_of("builder").get(f"{MANAGE}/{agent.pk}/edit/prompt", query).content.decode()
        assert "You sell bicycles." in page
        assert "a question of mine" in page

    def test_a_lead_is_shown_as_it_is_known_and_kommo_is_not_asked(self, client_of, connection):
        """It was told of by hooks alone, and nobody listens at the connection's address."""
        Lead.objects.create(connection=connection, kommo_id=5, name="Two bicycles", read_at=None)
        agent = AgentFactory(versions={"access": {"lead": [{"field": "name"}]}})
        page = client_of("builder").get(f"{MANAGE}/{agent.pk}/edit/prompt", {"lead": "5"}).content.decode()
        assert "Two bicycles</field>" in html.unescape(page)

    def test_a_viewer_does_not_see_it(self, client_of):
        agent = AgentFactory()
        assert client_of("viewer").get(f"{MANAGE}/{agent.pk}/edit/prompt").status_code == 403
