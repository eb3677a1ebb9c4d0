from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from knowledge import selectors, services
from knowledge.forms import ArticleForm
from knowledge.models import Article
from tenants.errors import InvalidInput
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

PAGE_SIZE = 25


@require_GET
@tenant_role_required(Role.VIEWER)
def article_list(request: TenantRequest) -> HttpResponse:
    text, category = request.GET.get("q", "").strip(), request.GET.get("category", "")
    found = selectors.articles_matching(text=text, category=category)
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "categories": selectors.categories(),
        "text": text,
        "category": category,
    }
    return render(request, "knowledge/articles.html", context)


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def article_new(request: TenantRequest) -> HttpResponse:
    form = ArticleForm(request.POST or None, initial={"category": request.GET.get("category")})
    if request.method == "POST" and form.is_valid():
        try:
            article = services.article_create(author=request.user, **form.cleaned_data)
        except InvalidInput as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("article", article.pk)
    return render(request, "knowledge/article.html", {"form": form})


@require_GET
@tenant_role_required(Role.VIEWER)
def article(request: TenantRequest, article_id: int) -> HttpResponse:
    shown = get_object_or_404(Article, pk=article_id)
    may_write = Role(request.membership.role).includes(Role.BUILDER)
    form = ArticleForm(instance=shown, read_only=not may_write)
    return render(request, "knowledge/article.html", {"article": shown, "form": form})


@require_POST
@tenant_role_required(Role.BUILDER)
def article_save(request: TenantRequest, article_id: int) -> HttpResponse:
    saved = get_object_or_404(Article, pk=article_id)
    form = ArticleForm(request.POST, instance=saved)
    if form.is_valid():
        try:
            services.article_update(article=saved, changes=form.cleaned_data)
        except InvalidInput as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("article", article_id)
    return render(request, "knowledge/article.html", {"article": saved, "form": form})


@require_POST
@tenant_role_required(Role.BUILDER)
def article_delete(request: TenantRequest, article_id: int) -> HttpResponse:
    deleted = get_object_or_404(Article, pk=article_id)
    services.article_delete(article=deleted)
    messages.success(request, _("“%(title)s” is deleted.") % {"title": deleted.title})
    return redirect("articles")


@require_POST
@tenant_role_required(Role.BUILDER)
def article_reindex(request: TenantRequest, article_id: int) -> HttpResponse:
    services.article_reindex(article=get_object_or_404(Article, pk=article_id))
    return redirect("article", article_id)


@require_GET
@tenant_role_required(Role.VIEWER)
def article_state(request: TenantRequest, article_id: int) -> HttpResponse:
    """The chip of one article, which asks for itself while indexing is under way."""
    shown = get_object_or_404(selectors.articles(), pk=article_id)
    return render(request, "knowledge/indexing_chip.html", {"article": shown})
