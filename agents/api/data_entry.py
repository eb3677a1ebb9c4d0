"""Data entry by API: trying the rules on a dialogue, what was written, and taking it back."""

from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response

from agents import selectors, services
from agents.api.found import agent_found
from agents.card_fields.write_rows import fields_hidden, write_shown
from agents.entry.trial import Outcome, Trial, entry_try
from agents.entry.words import WHY
from agents.models import FieldWrite
from crm_kommo.card_view import value_words
from tenants.api.views import TenantAPIView
from tenants.models import Role

LONGEST_DIALOGUE = 20_000
TEXTS = ("old_text", "new_text", "quote")


class TrySerializer(serializers.Serializer):
    """`lead_id`: Kommo's, to try against what stands in a lead. `draft` false: by the rules that are live."""

    dialogue = serializers.CharField(max_length=LONGEST_DIALOGUE)
    draft = serializers.BooleanField(default=True)
    lead_id = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=BigIntegerField.MAX_BIGINT
    )


class FieldWriteSerializer(serializers.ModelSerializer):
    agent_version = serializers.IntegerField(source="version.number", default=None)

    class Meta:
        model = FieldWrite
        fields = [
            "id", "conversation_id", "message_id", "agent_version", "entity", "card_id", "field_key", "field_name",
            "rule_order", "old_text", "new_text", "quote", "confidence", "how", "state", "reason", "created_at",
            "written_at", "undone_at", "undone_by_name",
        ]  # fmt: skip

    def to_representation(self, instance: FieldWrite) -> dict[str, Any]:
        """A field may have become sensitive since it was written."""
        texts = {name: write_shown(instance, getattr(instance, name), self._hidden) for name in TEXTS}
        return {**super().to_representation(instance), **texts}

    @cached_property
    def _hidden(self) -> set[tuple[str, str]]:
        return fields_hidden()


class FieldWriteFilter(serializers.Serializer):
    lead_id = serializers.IntegerField(required=False, min_value=1, max_value=BigIntegerField.MAX_BIGINT)


class FieldWritePagination(LimitOffsetPagination):
    default_limit = 50
    max_limit = 200


class DataEntryTry(TenantAPIView):
    """POST /api/agents/{id}/data-entry/try: nothing is written, and a model may be asked."""

    def post(self, request: Request, agent_id: int) -> Response:
        asked = TrySerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        agent = agent_found(agent_id)
        wanted = asked.validated_data
        tried = entry_try(
            agent=agent,
            version=selectors.version_asked(agent, draft=wanted["draft"]),
            dialogue=wanted["dialogue"],
            now=timezone.now(),
            lead_id=wanted.get("lead_id"),
        )
        return Response(_trial(tried))


class FieldWriteList(TenantAPIView):
    """GET /api/agents/{id}/data-entry/writes?lead_id=&limit=&offset="""

    read_role = Role.OPERATOR

    def get(self, request: Request, agent_id: int) -> Response:
        filters = FieldWriteFilter(data=request.query_params)
        filters.is_valid(raise_exception=True)
        found = selectors.field_writes(agent=agent_found(agent_id), **filters.validated_data)
        paginator = FieldWritePagination()
        page = paginator.paginate_queryset(found, request, view=self)
        return paginator.get_paginated_response(FieldWriteSerializer(page, many=True).data)


class FieldWriteUndo(TenantAPIView):
    """POST /api/agents/{id}/data-entry/writes/{write}/undo: what stood there before is put back."""

    write_role = Role.OPERATOR

    def post(self, request: Request, agent_id: int, write_id: int) -> Response:
        write = get_object_or_404(selectors.field_writes(agent=agent_found(agent_id)), pk=write_id)
        return Response(FieldWriteSerializer(services.field_write_undo(write=write, user=request.user)).data)


def _trial(tried: Trial) -> dict[str, Any]:
    return {
        "messages": [{"id": one.message_id, "author": one.author, "text": one.text} for one in tried.said],
        "by_model": tried.by_model,
        "failure": tried.failure,
        "results": [_outcome(one) for one in tried.outcomes],
    }


def _outcome(one: Outcome) -> dict[str, Any]:
    candidate = one.finding.candidate if one.finding else None
    found = candidate and {
        "value": one.shown(value_words(candidate.value)),
        "quote": one.shown(candidate.quote),
        "message_id": candidate.message_id,
        "start": candidate.start,
        "end": candidate.end,
        "confidence": candidate.confidence,
        "how": candidate.how,
    }
    return {
        "card": one.card,
        "field_id": one.rule.field_id,
        "field_name": one.field_name,
        "order": one.rule.order,
        "found": found,
        "would_write": one.skipped is None,
        "code": one.skipped,
        "why": str(WHY[one.skipped]) if one.skipped else "",
    }
