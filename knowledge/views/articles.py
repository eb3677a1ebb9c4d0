from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from knowledge import services
from knowledge.article_filters import ArticleFilter
from knowledge.article_state import article_state
from knowledge.forms import AnswerForm, ArticleForm, SourcedForm
from knowledge.models import Article
from knowledge.passages import passage_shown, passages_of
from knowledge.views.lists import list_context, passages_lost
from tenants.errors import InvalidInput
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

PASSAGES_SIZE = 50

_FORMS = {Article.Kind.ARTICLE: ArticleForm, Article.Kind.ANSWER: AnswerForm}


@require_GET
@tenant_role_required(Role.VIEWER)
def article_list(request: TenantRequest) -> HttpResponse:
    return render(request, "knowledge/articles.html", list_context(request, asked=ArticleFilter.of(request.GET)))


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def article_new(request: TenantRequest) -> HttpResponse:
    return _new(request, kind=Article.Kind.ARTICLE)


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def answer_new(request: TenantRequest) -> HttpResponse:
    return _new(request, kind=Article.Kind.ANSWER)


@require_GET
@tenant_role_required(Role.VIEWER)
def article(request: TenantRequest, article_id: int) -> HttpResponse:
    shown = get_object_or_404(Article.objects.select_related("source", "category"), pk=article_id)
    may_write = Role(request.membership.role).includes(Role.BUILDER)
    return _page(request, shown, _form_of(shown)(instance=shown, read_only=not may_write))


@require_POST
@tenant_role_required(Role.BUILDER)
def article_save(request: TenantRequest, article_id: int) -> HttpResponse:
    saved = get_object_or_404(Article.objects.select_related("source", "category"), pk=article_id)
    form = _form_of(saved)(request.POST, instance=saved)
    if form.is_valid():
        try:
            services.article_edit(article=saved, changes=form.cleaned_data)
        except InvalidInput as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("article", article_id)
    return _page(request, saved, form)


@require_POST
@tenant_role_required(Role.BUILDER)
def article_delete(request: TenantRequest, article_id: int) -> HttpResponse:
    deleted = get_object_or_404(Article.objects.select_related("source"), pk=article_id)
    services.article_discard(article=deleted)
    messages.success(request, _("“%(title)s” is deleted.") % {"title": deleted.title})
    return redirect("answers" if deleted.kind == Article.Kind.ANSWER else "articles")


@require_POST
@tenant_role_required(Role.BUILDER)
def article_reindex(request: TenantRequest, article_id: int) -> HttpResponse:
    services.article_reindex(article=get_object_or_404(Article.objects.select_related("source"), pk=article_id))
    return redirect("article", article_id)


def _new(request: TenantRequest, *, kind: str) -> HttpResponse:
    form = _FORMS[kind](request.POST or None, initial={"category": request.GET.get("category")})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.article_create(kind=kind, author=request.user, **form.cleaned_data)
        except InvalidInput as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("article", made.pk)
    return render(request, "knowledge/article.html", {"form": form, "kind": kind})


def _page(request: TenantRequest, shown: Article, form: ModelForm) -> HttpResponse:
    """`form` may have changed the article that it was given: what is kept is read from the table."""
    kept = Article.objects.select_related("source").get(pk=shown.pk)
    page = Paginator(passages_of(kept), PASSAGES_SIZE).get_page(request.GET.get("page"))
    state = article_state(kept)
    context = {
        "article": kept,
        "kind": kept.kind,
        "form": form,
        "state": state,
        "working_ids": [kept.pk] if state.is_working else [],
        "page": page,
        "lost": passages_lost(page.paginator.count),
        "passages": [passage_shown(passage, body=kept.body) for passage in page.object_list],
    }
    return render(request, "knowledge/article.html", context)


def _form_of(article: Article) -> type[ModelForm]:
    return _FORMS.get(article.kind, SourcedForm)
