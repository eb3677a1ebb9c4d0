"""What settings name in the knowledge base and among Kommo's users must be there; what is gone since may stay."""

import pytest

from agents.drafting import settings_patched
from agents.faults import SettingsInvalid
from agents.settings import AgentSettings
from crm_kommo.models import KommoUser
from knowledge.services import category_create

ANNA = AgentSettings(name="Anna")


def refused(patch: dict, *, before: AgentSettings = ANNA) -> list[tuple[str, str]]:
    with pytest.raises(SettingsInvalid) as caught:
        settings_patched(before, patch)
    return [(one.path, one.code) for one in caught.value.faults]


@pytest.mark.usefixtures("tenant")
class TestKnowledge:
    def test_what_is_not_there_is_refused_by_its_row(self):
        known = category_create(name="Delivery").pk
        patch = {"knowledge": {"all": False, "categories": [known, 998], "articles": [999]}}
        assert refused(patch) == [
            ("knowledge.categories.1", "unknown_category"),
            ("knowledge.articles.0", "unknown_article"),
        ]

    def test_what_was_named_before_may_be_gone(self):
        before = settings_with(knowledge={"all": False, "articles": [999]})
        patch = {"knowledge": {"articles": [999]}, "goal": "Sell."}
        assert settings_patched(before, patch).knowledge.articles == [999]


class TestUsers:
    PATCH = {"handoff": {"to": "user", "users": [999]}}

    def test_while_none_is_known_any_may_be_named(self, tenant):
        assert settings_patched(ANNA, self.PATCH).handoff.users == [999]

    def test_one_that_kommo_has_not_is_refused(self, connection):
        KommoUser.objects.create(connection=connection, kommo_id=1, name="Max")
        assert refused(self.PATCH) == [("handoff.users.0", "unknown_user")]

    def test_who_was_named_before_may_be_gone(self, connection):
        KommoUser.objects.create(connection=connection, kommo_id=1, name="Max")
        before = settings_with(handoff=self.PATCH["handoff"])
        assert settings_patched(before, {"handoff": {"users": [999]}}).handoff.users == [999]


def settings_with(**parts: dict) -> AgentSettings:
    return AgentSettings.model_validate({"name": "Anna", **parts})
