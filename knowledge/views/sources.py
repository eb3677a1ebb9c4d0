from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from knowledge import services
from knowledge.category_tree import category_tree
from knowledge.models import Source
from knowledge.reading.troubles import trouble_text
from knowledge.source_forms import SourceForm
from knowledge.source_list import sources, sources_matching, standing, web_pages
from tenants.errors import InvalidInput
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

PAGE_SIZE = 25
FILTERS = ("text", "kind", "state", "category")


@require_GET
@tenant_role_required(Role.VIEWER)
def source_list(request: TenantRequest) -> HttpResponse:
    """All sources; a request of htmx is answered with the rows only."""
    filters = {name: request.GET.get(name, "").strip() for name in FILTERS}
    page = Paginator(sources_matching(**filters), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(source, standing(source)) for source in page.object_list]
    context = {"page": page, "rows": rows, "filters": filters, "is_busy": any(how.is_busy for _source, how in rows)}
    if request.htmx:
        return render(request, "knowledge/source_rows.html", context)
    choices = {
        "shelves": category_tree(),
        "kinds": Source.Kind.choices,
        "states": [("busy", _("Being read")), *Source.State.choices[4:]],
    }
    return render(request, "knowledge/sources.html", context | choices)


@require_GET
@tenant_role_required(Role.VIEWER)
def source(request: TenantRequest, source_id: int) -> HttpResponse:
    return _page(request, _source(source_id))


@require_GET
@tenant_role_required(Role.VIEWER)
def source_state(request: TenantRequest, source_id: int) -> HttpResponse:
    """How far it is; asks for itself while it is being read. When that has ended, the whole page is another."""
    shown = _source(source_id)
    how = standing(shown)
    answer = render(request, "knowledge/source_state.html", {"source": shown, "how": how})
    if request.htmx and not how.is_busy:
        answer.headers["HX-Refresh"] = "true"
    return answer


@require_POST
@tenant_role_required(Role.BUILDER)
def source_save(request: TenantRequest, source_id: int) -> HttpResponse:
    saved = _source(source_id)
    form = SourceForm(request.POST, source=saved)
    if form.is_valid():
        try:
            services.source_update(source=saved, changes=form.cleaned_data)
        except InvalidInput as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("source", source_id)
    return _page(request, saved, form=form)


@require_POST
@tenant_role_required(Role.BUILDER)
def source_read(request: TenantRequest, source_id: int) -> HttpResponse:
    services.source_read_again(source=_source(source_id))
    return redirect("source", source_id)


@require_POST
@tenant_role_required(Role.BUILDER)
def source_cancel(request: TenantRequest, source_id: int) -> HttpResponse:
    services.source_cancel(source=_source(source_id))
    return redirect("source", source_id)


@require_POST
@tenant_role_required(Role.BUILDER)
def source_delete(request: TenantRequest, source_id: int) -> HttpResponse:
    deleted = _source(source_id)
    services.source_delete(source=deleted)
    messages.success(request, _("“%(name)s” is deleted, with all that was read of it.") % {"name": deleted.name})
    return redirect("sources")


def _source(source_id: int) -> Source:
    return get_object_or_404(sources(), pk=source_id)


def _page(request: TenantRequest, shown: Source, *, form: SourceForm | None = None) -> HttpResponse:
    may_write = Role(request.membership.role).includes(Role.BUILDER)
    pages = Paginator(web_pages(shown), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "source": shown,
        "how": standing(shown),
        "form": form or SourceForm(source=shown, read_only=not may_write),
        "page": pages,
        "rows": [(each, trouble_text(each.trouble, each.trouble_facts)) for each in pages.object_list],
        "file_article": shown.articles.defer("body").first() if shown.kind == Source.Kind.FILE else None,
    }
    return render(request, "knowledge/source.html", context)
