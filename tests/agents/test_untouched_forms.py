"""Every page of an agent, posted as it is shown: it saves what it says, which is what there is already."""

import pytest
from django.conf import settings
from django.urls import reverse

from agents.selectors import draft_of, settings_of
from agents.services import draft_patch
from agents.urls import urlpatterns
from tests.automation.fixtures import PIPELINE, STAGES
from tests.crm_kommo.syncs import sync
from tests.factories import AgentFactory
from tests.form_reader import form_of

NUMBER, TEXT = "cf_564838", "cf_564834"
SETTINGS = {
    "goal": "A visit",
    "style": {"tone": "friendly"},
    "hours": {"text": "We are back at nine."},
    "handoff": {"topics": {"is_on": True, "words": ["court", "refund"], "text": "One moment."}},
    "takeover": {"resume_after": {"number": 3, "unit": "hours"}},
    "pipelines": {
        str(PIPELINE): {
            "is_active": True,
            "statuses": list(STAGES),
            "stage_settings": {str(STAGES[0]): {"prompt": "Ask\nfirst", "collect": [f"lead.{NUMBER}"]}},
        }
    },
    "access": {"lead": [{"field": TEXT, "level": "tell"}], "sensitive": [f"lead.{NUMBER}"]},
    "data_entry": {"lead": [{"field_id": NUMBER, "order": 1, "settings": {"overwrite": "always", "ask": True}}]},
    "scripts": [
        {
            "id": 1,
            "name": "Booking",
            "examples": ["I want to book"],
            "steps": [
                {"kind": "ask", "key": "s1", "text": "How many?", "field": f"lead.{NUMBER}"},
                {"kind": "say", "key": "s2", "text": "Noted.\nSee you."},
            ],
        }
    ],
}
ARGUMENTS = {"pipeline_id": PIPELINE, "stage_id": STAGES[0], "number": 1, "name": "nothing", "script_id": 1}
# Doors without a page: a button of another page posts to them.
DEEDS = {
    "agent-delete",
    "agent-duplicate",
    "agent-fields-preset",
    "agent-pause",
    "agent-priority",
    "agent-publish",
    "agent-resume",
    "agent-script-delete",
    "agent-script-switch",
    "agent-stage-copy",
    "agent-switch",
    "agent-version-restore",
}
# What is posted to them adds a script.
ADDING = {"agent-scripts", "agent-script-new"}
ROUTES = {one.name: one.pattern.converters for one in urlpatterns if "agent_id" in one.pattern.converters}


@pytest.fixture
def agent(connected):
    sync("all")
    made = AgentFactory()
    draft_patch(agent=made, patch=SETTINGS, author=None)
    return made


@pytest.fixture
def address(agent):
    def of(name: str) -> str:
        given = {**ARGUMENTS, "agent_id": agent.pk}
        path = reverse(name, urlconf=settings.TENANT_URLCONF, kwargs={part: given[part] for part in ROUTES[name]})
        return f"/manage/alpha{path}"

    return of


@pytest.mark.parametrize("name", sorted(ROUTES.keys() - DEEDS - ADDING))
def test_a_form_posted_untouched_changes_nothing(client_of, agent, address, name):
    builder, before, revision = client_of("builder"), settings_of(draft_of(agent)), draft_of(agent).revision
    page = builder.get(address(name))
    assert page.status_code == 200
    saved = builder.post(address(name), form_of(page.content.decode()))
    assert saved.status_code in (200, 302, 405)
    assert settings_of(draft_of(agent)).model_dump() == before.model_dump()
    assert draft_of(agent).revision == revision


def test_what_is_only_posted_to_shows_nothing(client_of, address):
    builder = client_of("builder")
    assert {name: builder.get(address(name)).status_code for name in sorted(DEEDS)} == dict.fromkeys(sorted(DEEDS), 405)
