"""The knowledge base, for staff. Articles are written on the pages: there a change is indexed."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from knowledge import services
from knowledge.models import Article, Category, Chunk, EmbeddingModel, Gap, GapQuestion, Source, WebPage
from tenants.admin_sites import ReadOnlyAdmin, tenant_admin


@admin.register(Category, site=tenant_admin)
class CategoryAdmin(ModelAdmin):
    list_display = ("name", "parent", "position", "updated_at")
    list_editable = ("position",)
    list_select_related = ("parent",)
    # Moved on the pages: there nothing comes to stand in itself.
    readonly_fields = ("parent",)
    search_fields = ("name",)
    ordering = ("position", "name")


@admin.register(Article, site=tenant_admin)
class ArticleAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "category", "language", "status", "indexing", "indexed_at", "updated_at")
    list_filter = ("kind", "status", "indexing", "language", "category")
    list_select_related = ("category",)
    search_fields = ("title", "body")
    ordering = ("-updated_at",)
    actions = ("index_again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).defer("body")

    @admin.action(description=_("Index again"))
    def index_again(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        published = queryset.filter(status=Article.Status.PUBLISHED)
        for article in published:
            services.article_reindex(article=article)
        self.message_user(request, _("Queued: %(count)d") % {"count": len(published)})


@admin.register(Source, site=tenant_admin)
class SourceAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "state", "trouble", "size", "category", "read_at", "next_read_at", "updated_at")
    list_filter = ("kind", "state", "schedule", "category")
    list_select_related = ("category",)
    search_fields = ("name", "url")
    ordering = ("-updated_at",)


@admin.register(WebPage, site=tenant_admin)
class WebPageAdmin(ReadOnlyAdmin):
    list_display = ("url", "source", "depth", "trouble", "read_at")
    list_filter = ("trouble",)
    list_select_related = ("source",)
    search_fields = ("url",)
    ordering = ("source", "pk")


@admin.register(Chunk, site=tenant_admin)
class ChunkAdmin(ReadOnlyAdmin):
    list_display = ("article", "ordinal", "heading", "language", "start_char", "end_char")
    list_filter = ("language",)
    list_select_related = ("article",)
    search_fields = ("text", "heading", "article__title")
    ordering = ("article", "ordinal")


@admin.register(EmbeddingModel, site=tenant_admin)
class EmbeddingModelAdmin(ReadOnlyAdmin):
    list_display = ("name", "dimensions", "mean", "sigma", "created_at")
    exclude = ("passage_offsets", "question_offsets")


@admin.register(Gap, site=tenant_admin)
class GapAdmin(ReadOnlyAdmin):
    list_display = ("question", "language", "state", "article", "created_at", "updated_at")
    list_filter = ("state", "language")
    list_select_related = ("article",)
    search_fields = ("question",)
    ordering = ("-updated_at",)
    exclude = ("vector",)


@admin.register(GapQuestion, site=tenant_admin)
class GapQuestionAdmin(ReadOnlyAdmin):
    list_display = ("text", "gap", "asked_at", "conversation_id", "lead_id")
    list_select_related = ("gap",)
    search_fields = ("text",)
    ordering = ("-asked_at",)
