from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge import services
from knowledge.api.articles import article_or_404
from knowledge.models import Chunk
from knowledge.passages import passages_of
from tenants.api.views import TenantAPIView


class PassageSerializer(serializers.ModelSerializer):
    """`ordinal` counts from 0; `place`: {"page": 12} or {"sheet": "Prices", "row": 40} of a file, else {}."""

    is_on = serializers.BooleanField()

    class Meta:
        model = Chunk
        fields = ["ordinal", "heading", "text", "start_char", "end_char", "place", "language", "is_on"]
        read_only_fields = [name for name in fields if name != "is_on"]


class PassagePagination(LimitOffsetPagination):
    max_limit = 200


class PassageList(TenantAPIView):
    """GET /api/knowledge-base/articles/{id}/passages?limit=&offset="""

    def get(self, request: Request, article_id: int) -> Response:
        paginator = PassagePagination()
        page = paginator.paginate_queryset(passages_of(article_or_404(article_id)), request, view=self)
        return paginator.get_paginated_response(PassageSerializer(page, many=True).data)


class PassageDetail(TenantAPIView):
    """PATCH /api/knowledge-base/articles/{id}/passages/{ordinal} with `is_on`: whether it is found"""

    def patch(self, request: Request, article_id: int, ordinal: int) -> Response:
        article = article_or_404(article_id)
        get_object_or_404(Chunk, article=article, ordinal=ordinal)
        serializer = PassageSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        passage = services.passage_switch(article=article, ordinal=ordinal, **serializer.validated_data)
        return Response(PassageSerializer(passage).data)
