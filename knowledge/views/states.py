"""How far articles are on their way into the search; the pages ask again while there is something on its way."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from knowledge import selectors
from knowledge.article_state import article_state
from knowledge.views.lists import ids_asked
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_GET
@tenant_role_required(Role.VIEWER)
def article_states(request: TenantRequest) -> HttpResponse:
    """The chips of the articles `ids`, each to be put in its place, and what asks again for those on their way."""
    wanted = ids_asked(request.GET)
    states = [(one, article_state(one)) for one in selectors.articles().filter(pk__in=wanted)]
    working = [article.pk for article, state in states if state.is_working]
    return render(request, "knowledge/states.html", {"states": states, "working_ids": working})
