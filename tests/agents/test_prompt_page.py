"""The page that shows the prompt, and what it warns of."""

import pytest

from agents.prompts import Brief, prompt_parts
from agents.prompts.doubts import Doubt, doubts
from agents.settings import AgentSettings
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

    def test_a_viewer_does_not_see_it(self, client_of):
        agent = AgentFactory()
        assert client_of("viewer").get(f"{MANAGE}/{agent.pk}/edit/prompt").status_code == 403
