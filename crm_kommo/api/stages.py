from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from crm_kommo import services
from crm_kommo.models import Replacement
from crm_kommo.synced import VanishedStage, vanished_stages
from crm_kommo.uses import StageKey
from tenants.api.views import TenantAPIView


class StageKeySerializer(serializers.Serializer):
    pipeline_id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    stage_id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class ReplaceSerializer(serializers.Serializer):
    """Kommo's ids of both stages."""

    old = StageKeySerializer()
    new = StageKeySerializer()


class ReplacementSerializer(serializers.ModelSerializer):
    class Meta:
        model = Replacement
        fields = ("id", "old_name", "new_name", "moved", "created_at")


class MissingStages(TenantAPIView):
    """GET: stages that are gone from Kommo and still used here, with what uses them."""

    def get(self, request: Request) -> Response:
        return Response({"results": [_shape(vanished) for vanished in vanished_stages()]})


class StageReplace(TenantAPIView):
    """POST: put one stage in the place of another that is gone, wherever it is used."""

    def post(self, request: Request) -> Response:
        serializer = ReplaceSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        keys = {name: StageKey(**key) for name, key in serializer.validated_data.items()}
        return Response(ReplacementSerializer(services.stage_replace(**keys, user=request.user)).data)


def _shape(vanished: VanishedStage) -> dict:
    return {
        "pipeline_id": vanished.key.pipeline_id,
        "pipeline_name": vanished.stage.pipeline.name,
        "stage_id": vanished.key.stage_id,
        "stage_name": vanished.stage.name,
        "used_by": [use.place for use in vanished.uses],
    }
