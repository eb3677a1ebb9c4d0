"""Acts on the articles that are ticked in a list."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from knowledge import services
from knowledge.article_filters import is_id
from knowledge.models import Article, Category, Chunk, Source
from knowledge.views.lists import ids_asked, passages_lost
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_POST
@tenant_role_required(Role.BUILDER)
def articles_bulk(request: TenantRequest) -> HttpResponse:
    """Do what `act` says with the articles `ids`, and lead back to the list as it was."""
    act, ids = _ACTS.get(request.POST.get("act", "")), ids_asked(request.POST)
    if not ids:
        messages.error(request, _("Tick the articles first."))
    elif act:
        messages.success(request, act(request, ids))
    return redirect(_back(request))


@require_POST
@tenant_role_required(Role.BUILDER)
def articles_delete_asked(request: TenantRequest) -> HttpResponse:
    """The question whether to delete the ticked ones, with what goes with them."""
    ids = ids_asked(request.POST)
    chosen = Article.objects.filter(pk__in=ids)
    context = {
        "ids": ids,
        "back": _back(request),
        "count": chosen.count(),
        "lost": passages_lost(Chunk.objects.filter(article__in=ids).count()),
        "files": chosen.filter(kind=Article.Kind.FILE).count(),
        "pages_of_sites": chosen.filter(source__kind=Source.Kind.SITE).count(),
    }
    return render(request, "knowledge/articles_delete.html", context)


def _publish(_request: TenantRequest, ids: list[int]) -> str:
    count = services.articles_publish(article_ids=ids)
    return ngettext("%(count)d is published.", "%(count)d are published.", count) % {"count": count}


def _unpublish(_request: TenantRequest, ids: list[int]) -> str:
    count = services.articles_unpublish(article_ids=ids)
    return ngettext("%(count)d is a draft now.", "%(count)d are drafts now.", count) % {"count": count}


def _move(request: TenantRequest, ids: list[int]) -> str:
    wanted = request.POST.get("to", "")
    category = get_object_or_404(Category, pk=wanted) if is_id(wanted) else None
    count = services.articles_move(article_ids=ids, category=category)
    return ngettext("%(count)d is moved.", "%(count)d are moved.", count) % {"count": count}


def _delete(_request: TenantRequest, ids: list[int]) -> str:
    count = services.articles_delete(article_ids=ids)
    return ngettext("%(count)d is deleted.", "%(count)d are deleted.", count) % {"count": count}


_ACTS: dict[str, Callable[[TenantRequest, list[int]], str]] = {
    "publish": _publish,
    "unpublish": _unpublish,
    "move": _move,
    "delete": _delete,
}


def _back(request: TenantRequest) -> str:
    """The list with its page and filters; no address outside."""
    back = request.POST.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else reverse("articles")
