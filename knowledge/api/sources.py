from django.db.models import BigIntegerField
from django.shortcuts import get_object_or_404
from rest_framework import serializers, status
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge import services
from knowledge.models import Article, Category, Source
from knowledge.reading.troubles import trouble_text
from knowledge.services.sources import DEEPEST
from knowledge.source_list import sources, sources_matching
from knowledge.web.preview import site_preview_asked
from tenants.api.parsers import JSONParser
from tenants.api.views import TenantAPIView


class SourceSerializer(serializers.ModelSerializer):
    """`trouble` is a code, `trouble_text` says what to do; `texts_waiting` of its `texts` are being learnt."""

    trouble_text = serializers.SerializerMethodField()
    texts = serializers.IntegerField()
    texts_waiting = serializers.IntegerField()
    passages = serializers.IntegerField()

    class Meta:
        model = Source
        fields = [
            "id", "kind", "name", "url", "category", "language", "media_type", "size",
            "include", "exclude", "depth", "schedule", "next_read_at",
            "state", "steps_done", "steps_all", "trouble", "trouble_text", "texts", "texts_waiting", "passages",
            "read_at", "author_name", "created_at", "updated_at",
        ]  # fmt: skip

    def get_trouble_text(self, source: Source) -> str:
        return trouble_text(source.trouble, source.trouble_facts)


class ChangesSerializer(serializers.Serializer):
    """What can be changed; what a kind of source has no use for is kept and does nothing."""

    name = serializers.CharField(max_length=200, required=False)
    category = serializers.PrimaryKeyRelatedField(queryset=Category.objects.all(), allow_null=True, required=False)
    language = serializers.ChoiceField(choices=Article.Language.choices, allow_blank=True, required=False)
    schedule = serializers.ChoiceField(choices=Source.Schedule.choices, allow_blank=True, required=False)
    include = serializers.ListField(child=serializers.CharField(max_length=200), required=False)
    exclude = serializers.ListField(child=serializers.CharField(max_length=200), required=False)
    depth = serializers.IntegerField(min_value=0, max_value=DEEPEST, required=False)


class AddressSerializer(ChangesSerializer):
    kind = serializers.ChoiceField(choices=[Source.Kind.PAGE, Source.Kind.SITE], default=Source.Kind.PAGE)
    url = serializers.CharField(max_length=2000)


class FileSerializer(serializers.Serializer):
    file = serializers.FileField(allow_empty_file=True)
    category = serializers.PrimaryKeyRelatedField(queryset=Category.objects.all(), allow_null=True, default=None)
    language = serializers.ChoiceField(choices=Article.Language.choices, allow_blank=True, default="")


class PreviewSerializer(serializers.Serializer):
    url = serializers.CharField(max_length=2000)
    include = serializers.ListField(child=serializers.CharField(max_length=200), default=list)
    exclude = serializers.ListField(child=serializers.CharField(max_length=200), default=list)
    depth = serializers.IntegerField(min_value=0, max_value=DEEPEST, default=2)


class FilterSerializer(serializers.Serializer):
    q = serializers.CharField(required=False, allow_blank=True)
    kind = serializers.ChoiceField(choices=Source.Kind.choices, required=False)
    state = serializers.ChoiceField(choices=Source.State.choices, required=False)
    category = serializers.IntegerField(required=False, min_value=1, max_value=BigIntegerField.MAX_BIGINT)


class SourcePagination(LimitOffsetPagination):
    max_limit = 200


class SourceList(TenantAPIView):
    """GET /api/knowledge-base/sources?q=&kind=&state=&category= · POST a file as multipart, or an address as JSON"""

    parser_classes = (JSONParser, MultiPartParser)

    def get(self, request: Request) -> Response:
        serializer = FilterSerializer(data=request.query_params)
        serializer.is_valid(raise_exception=True)
        filters = serializer.validated_data
        found = sources_matching(
            text=filters.get("q", ""),
            kind=filters.get("kind", ""),
            state=filters.get("state", ""),
            category=str(filters.get("category", "")),
        )
        paginator = SourcePagination()
        page = paginator.paginate_queryset(found, request, view=self)
        return paginator.get_paginated_response(SourceSerializer(page, many=True).data)

    def post(self, request: Request) -> Response:
        is_file = request.content_type.startswith("multipart/")
        serializer = (FileSerializer if is_file else AddressSerializer)(data=request.data)
        serializer.is_valid(raise_exception=True)
        fields = serializer.validated_data
        if is_file:
            source = services.source_file_add(name=fields["file"].name, author=request.user, **fields)
        else:
            source = services.source_web_add(author=request.user, **fields)
        return Response(SourceSerializer(_source(source.pk)).data, status=status.HTTP_201_CREATED)


class SourceDetail(TenantAPIView):
    """GET, PATCH, DELETE /api/knowledge-base/sources/{id}"""

    def get(self, request: Request, source_id: int) -> Response:
        return Response(SourceSerializer(_source(source_id)).data)

    def patch(self, request: Request, source_id: int) -> Response:
        source = _source(source_id)
        serializer = ChangesSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        services.source_update(source=source, changes=serializer.validated_data)
        return Response(SourceSerializer(_source(source_id)).data)

    def delete(self, request: Request, source_id: int) -> Response:
        services.source_delete(source=_source(source_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class SourceRead(TenantAPIView):
    """POST /api/knowledge-base/sources/{id}/read"""

    def post(self, request: Request, source_id: int) -> Response:
        services.source_read_again(source=_source(source_id))
        return Response(SourceSerializer(_source(source_id)).data, status=status.HTTP_202_ACCEPTED)


class SourceCancel(TenantAPIView):
    """POST /api/knowledge-base/sources/{id}/cancel"""

    def post(self, request: Request, source_id: int) -> Response:
        services.source_cancel(source=_source(source_id))
        return Response(SourceSerializer(_source(source_id)).data)


class SourcePreview(TenantAPIView):
    """POST /api/knowledge-base/sources/preview: which pages of a site would be read"""

    def post(self, request: Request) -> Response:
        serializer = PreviewSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        found = site_preview_asked(**serializer.validated_data)
        return Response({"addresses": found.addresses, "by_sitemap": found.by_sitemap, "is_cut": found.is_cut})


def _source(source_id: int) -> Source:
    return get_object_or_404(sources(), pk=source_id)
