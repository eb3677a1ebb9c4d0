from django.db.models import BigIntegerField
from django.shortcuts import get_object_or_404
from rest_framework import serializers, status
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge import selectors, services
from knowledge.models import Article
from knowledge.services.articles import LONGEST_BODY
from tenants.api.views import TenantAPIView


class ArticleSerializer(serializers.ModelSerializer):
    """`language` null or left out: the one the text is in."""

    body = serializers.CharField(max_length=LONGEST_BODY)
    language = serializers.ChoiceField(choices=Article.Language.choices, required=False, allow_null=True)

    class Meta:
        model = Article
        fields = [
            "id", "title", "body", "category", "language", "status", "version",
            "indexing", "indexing_error", "indexed_at", "author_name", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = [
            "id", "version", "indexing", "indexing_error", "indexed_at", "author_name", "created_at", "updated_at",
        ]  # fmt: skip


class ArticleSummarySerializer(ArticleSerializer):
    """An article in a list: everything but its text."""

    body = None

    class Meta(ArticleSerializer.Meta):
        fields = [name for name in ArticleSerializer.Meta.fields if name != "body"]


class ArticleFilterSerializer(serializers.Serializer):
    q = serializers.CharField(required=False, allow_blank=True)
    category = serializers.IntegerField(required=False, min_value=1, max_value=BigIntegerField.MAX_BIGINT)
    status = serializers.ChoiceField(choices=Article.Status.choices, required=False)


class ArticlePagination(LimitOffsetPagination):
    max_limit = 200


class ArticleList(TenantAPIView):
    """GET /api/knowledge-base/articles?q=&category=&status=&limit=&offset= · POST the same"""

    def get(self, request: Request) -> Response:
        filters = ArticleFilterSerializer(data=request.query_params)
        filters.is_valid(raise_exception=True)
        found = selectors.articles_matching(
            text=filters.validated_data.get("q", ""),
            category=str(filters.validated_data.get("category", "")),
            status=filters.validated_data.get("status", ""),
        )
        paginator = ArticlePagination()
        page = paginator.paginate_queryset(found, request, view=self)
        return paginator.get_paginated_response(ArticleSummarySerializer(page, many=True).data)

    def post(self, request: Request) -> Response:
        serializer = ArticleSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        article = services.article_create(author=request.user, **serializer.validated_data)
        return Response(ArticleSerializer(article).data, status=status.HTTP_201_CREATED)


class ArticleDetail(TenantAPIView):
    """GET, PATCH, DELETE /api/knowledge-base/articles/{id}"""

    def get(self, request: Request, article_id: int) -> Response:
        return Response(ArticleSerializer(_article(article_id)).data)

    def patch(self, request: Request, article_id: int) -> Response:
        article = _article(article_id)
        serializer = ArticleSerializer(article, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        article = services.article_update(article=article, changes=serializer.validated_data)
        return Response(ArticleSerializer(article).data)

    def delete(self, request: Request, article_id: int) -> Response:
        services.article_delete(article=_article(article_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _article(article_id: int) -> Article:
    return get_object_or_404(Article, pk=article_id)
