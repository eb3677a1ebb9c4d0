from django.shortcuts import get_object_or_404
from rest_framework import status
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge import services
from knowledge.api.source_shapes import (
    AddressSerializer,
    ChangesSerializer,
    FileSerializer,
    FilterSerializer,
    PreviewSerializer,
    SourceSerializer,
)
from knowledge.models import Source
from knowledge.source_list import sources, sources_matching
from knowledge.web.preview import site_preview_asked
from tenants.api.parsers import JSONParser
from tenants.api.views import TenantAPIView


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
