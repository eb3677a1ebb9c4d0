from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response

from mailbox import selectors, services
from mailbox.api.serializers import EmailInput, EmailSerializer, ReplyInput
from mailbox.files import file_response
from mailbox.models import Email
from tenants.api.views import TenantAPIView
from tenants.errors import NotFound
from tenants.models import Role


class EmailPagination(LimitOffsetPagination):
    default_limit = 20
    max_limit = 100


class LeadEmails(TenantAPIView):
    """GET: the mails of a lead, newest first (limit, offset). POST: write one; 202, sent by a job."""

    write_role = Role.OPERATOR

    def get(self, request: Request, lead_id: int) -> Response:
        paginator = EmailPagination()
        page = paginator.paginate_queryset(selectors.emails_of_lead(lead_id), request, view=self)
        return paginator.get_paginated_response(EmailSerializer(page, many=True).data)

    def post(self, request: Request, lead_id: int) -> Response:
        given = EmailInput(data=request.data)
        given.is_valid(raise_exception=True)
        return _accepted(services.send_email_from_lead(lead_id=lead_id, author=str(request.user), **given.written()))


class EmailDetail(TenantAPIView):
    """GET: one mail and its state."""

    def get(self, request: Request, email_id: int) -> Response:
        return Response(EmailSerializer(_email(request, email_id)).data)


class EmailReply(TenantAPIView):
    """POST: answer a mail in its thread; 202, sent by a job."""

    write_role = Role.OPERATOR

    def post(self, request: Request, email_id: int) -> Response:
        given = ReplyInput(data=request.data)
        given.is_valid(raise_exception=True)
        return _accepted(
            services.email_reply(email=_email(request, email_id), author=str(request.user), **given.written())
        )


class EmailFile(TenantAPIView):
    """GET: a file of a mail."""

    def get(self, request: Request, email_id: int, position: int) -> HttpResponse:
        return file_response(email=_email(request, email_id), position=position)


def _accepted(email: Email) -> Response:
    location = reverse("api-email", args=[email.pk])
    return Response(EmailSerializer(email).data, status=202, headers={"Location": location})


def _email(request: Request, email_id: int) -> Email:
    opened = request._request
    # A token never does what only admins do (tenants.permissions).
    role = Role(opened.membership.role) if opened.api_token is None else Role.BUILDER
    email = selectors.email(email_id, role=role)
    if email is None:
        raise NotFound(_("There is no such mail."), code="not_found")
    return email
