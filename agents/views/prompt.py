"""The prompt as a model would get it, with the origin of each part. Of what is known here: Kommo is not asked."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from agents import selectors
from agents.answering.briefing import prompt_of
from agents.answering.types import Situation
from agents.cards import cards_known
from agents.forms import PromptForm
from agents.llm.types import Passage, Turn
from agents.manner import answer_language
from agents.models import Agent
from agents.passages import passages_found, passages_told
from agents.prompt_words import doubt_words, origin_page, origin_words
from agents.prompts import prompt_text
from agents.prompts.doubts import doubts, tokens
from agents.remembering.recalling import memory_of
from crm_kommo import selectors as crm
from knowledge.languages import language_detect
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_GET
@tenant_role_required(Role.BUILDER)
def agent_prompt(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    form = PromptForm(request.GET, agent=agent)
    # What cannot be chosen is said at its control; the rest counts.
    form.is_valid()
    chosen = form.cleaned_data
    situation = _situation(agent, chosen)
    question = chosen.get("question", "")
    language = answer_language(situation.settings.language, customers=language_detect(question))
    parts = prompt_of(situation, _passages(situation, question), language=language)
    context = {
        "agent": agent,
        "draft": selectors.draft_of(agent),
        "form": form,
        "parts": [(origin_words(part.origin), origin_page(part.origin), part.text) for part in parts],
        "doubts": [doubt_words(found) for found in doubts(parts, situation.settings)],
        "tokens": tokens(parts),
        "whole": prompt_text(parts),
        "model": situation.settings.model,
        "builtin_answers": selectors.builtin_answers(agent),
    }
    return render(request, "agents/prompt.html", context)


def _situation(agent: Agent, chosen: dict) -> Situation:
    version = selectors.version_asked(agent, draft=chosen.get("version") != "live")
    pipeline_id, stage_id = chosen.get("stage") or (None, None)
    lead_id = chosen.get("lead")
    situation = Situation(
        agent=agent,
        version=version,
        settings=selectors.settings_of(version),
        turns=[Turn("user", chosen.get("question", ""))],
        now=timezone.now(),
        pipeline_id=pipeline_id,
        stage_id=stage_id,
        stage_name=crm.stage_name(pipeline_id=pipeline_id, status_id=stage_id),
        channel=chosen.get("channel", ""),
        lead_id=lead_id,
        cards=cards_known(lead_id=lead_id),
    )
    contact = situation.cards.views.get("contact")
    contact_id = contact.card_id if contact else None
    memory = memory_of(situation.settings, situation.stage, situation.cards, contact_id=contact_id)
    return replace(situation, memory=memory)


def _passages(situation: Situation, question: str) -> list[Passage]:
    if not question.strip():
        return []
    return passages_told(passages_found(situation.settings, question))
