"""Pages outside any workspace."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tenants import selectors, services
from tenants.dev_mail import kept_mails
from tenants.errors import ApplicationError

LOCAL_ADDRESSES = {"127.0.0.1", "::1"}
LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]"}


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    return render(request, "landing/landing.html")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 while this process can reach its database; Kommo's hooks could be stored."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@login_required
@require_safe
def workspaces(request: HttpRequest) -> HttpResponse:
    """The chooser; who is in one workspace only goes straight there."""
    memberships = list(selectors.memberships_of(request.user))
    for membership in memberships:
        membership.url = f"/manage/{membership.tenant.slug}/"
    if len(memberships) == 1 and "all" not in request.GET:
        return redirect(memberships[0].url)
    return render(request, "landing/workspaces.html", {"memberships": memberships})


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What a link of an invitation opens: who is logged in may accept, everybody else logs in or signs up first."""
    found = selectors.invitation_by_token(token)
    if found is None:
        raise Http404
    if request.method == "POST" and request.user.is_authenticated:
        try:
            services.invitation_accept(invitation=found, user=request.user)
        except ApplicationError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Welcome to %(workspace)s.") % {"workspace": found.tenant.name})
            return redirect(f"/manage/{found.tenant.slug}/")
    return render(request, "landing/invitation.html", {"invitation": found})


@require_safe
def dev_mail(request: HttpRequest) -> HttpResponse:
    """The mails that would have been sent. Only without mail settings, and only for who sits at this machine."""
    host = request.get_host().rsplit(":", 1)[0]
    if settings.DEV_MAIL_DIR is None or request.META["REMOTE_ADDR"] not in LOCAL_ADDRESSES or host not in LOCAL_HOSTS:
        raise Http404
    return render(request, "landing/dev_mail.html", {"mails": kept_mails()})
