from dataclasses import asdict

from django.db.models import BigIntegerField
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge.models import Article
from knowledge.search import LONGEST_QUERY, search
from tenants.api.views import TenantAPIView
from tenants.models import Role


class SearchSerializer(serializers.Serializer):
    query = serializers.CharField(max_length=LONGEST_QUERY)
    limit = serializers.IntegerField(min_value=1, max_value=20, default=8)
    category_ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BigIntegerField.MAX_BIGINT),
        allow_null=True,
        default=None,
        max_length=100,
    )
    language = serializers.ChoiceField(choices=Article.Language.choices, allow_null=True, default=None)


class Search(TenantAPIView):
    """POST /api/knowledge-base/search"""

    # It is a POST for the sake of long questions; it changes nothing.
    write_role = Role.VIEWER

    def post(self, request: Request) -> Response:
        serializer = SearchSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        result = search(**serializer.validated_data)
        return Response(
            {
                "query": result.query,
                "query_language": result.query_language,
                "understood_as": result.understood_as,
                "confident": result.confident,
                "bar": result.bar,
                "exact": asdict(result.exact) if result.exact else None,
                "hits": [asdict(hit) for hit in result.hits],
            }
        )
