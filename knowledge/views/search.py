from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from knowledge.embeddings import EmbeddingsUnavailable
from knowledge.forms import SearchForm
from knowledge.search import SearchResult, search
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_GET
@tenant_role_required(Role.VIEWER)
def search_test(request: TenantRequest) -> HttpResponse:
    """Ask as a customer would, and see which passages an agent would be given."""
    form = SearchForm(request.GET if "query" in request.GET else None)
    context = {"form": form}
    if form.is_valid():
        try:
            context["result"] = _search(form)
        except EmbeddingsUnavailable as error:
            context["unavailable"] = error.message
    return render(request, "knowledge/search.html", context)


def _search(form: SearchForm) -> SearchResult:
    category = form.cleaned_data["category"]
    return search(query=form.cleaned_data["query"], category_ids=[category.pk] if category else None)
