"""Whole conversations, self-written, in the four languages: each through the product, with a model that says what is
written. tests/conversations/form.py says how one is written down.
"""

import pytest
from django.db import connection as database
from django.db import transaction

from knowledge.services import article_create
from tenants.models import InboundRoute, Job
from tests.agents.model_server import model_server
from tests.conversations.form import LANGUAGES, cases_of, company_of
from tests.conversations.playing import Player
from tests.jobs import run_due_jobs


@pytest.mark.parametrize("language", LANGUAGES)
def test_conversations(language, kommo, connected, agent, tenant, settings, subtests):
    """One workspace for all of a language, rolled back to its beginning after each; a lead of its own for each."""
    for told in company_of(language):
        article_create(title=told["title"], body=told["body"], language=language, status="published")
    run_due_jobs(even_later=True)
    route = InboundRoute.objects.get(tenant=tenant, is_active=True)
    database.set_tenant(tenant)
    Job.objects.all().delete()
    with model_server() as model:
        settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, model.host]
        for case in cases_of(language):
            with subtests.test(msg=case.name, clause=case.clause), transaction.atomic():
                kommo.delete("faults")
                player = Player(case, kommo=kommo, route=route, agent=agent, connection=connected, model=model)
                try:
                    player.play(case.talk)
                finally:
                    transaction.set_rollback(True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_shows_the_clauses_of_the_turn(language):
    names = [case.name for case in cases_of(language)]
    assert len(names) == len(set(names))
    assert {case.clause for case in cases_of(language)} >= CLAUSES


CLAUSES = {
    "burst",
    "more while it thinks",
    "a person first",
    "take-over pause",
    "actions before words",
    "a hand-off is an action",
    "resolved",
    "lies",
    "promises",
    "unknown tools",
    "loops",
    "rubbish",
}
