"""What the review and the history call what an agent may quote."""

from agents.changes import changes_between
from agents.settings import AgentSettings
from knowledge import services
from tenants.models import Tenant


def test_articles_and_categories_go_by_their_titles(tenant: Tenant):
    article = services.article_create(title="Parking", body="On Maple Street.")
    category = services.category_create(name="How to find us")
    before = AgentSettings(name="Robin")
    chosen = {"all": False, "articles": [article.pk, 999], "categories": [category.pk]}
    after = AgentSettings.model_validate({**before.model_dump(mode="json"), "knowledge": chosen})
    (tab,) = changes_between(before, after)
    said = {change.after for change in tab.changes}
    # What is gone from the knowledge base has only its number.
    assert {"Parking, 999", "How to find us"} <= said
