"""How django-allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from tenants.models import User


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: HttpRequest, user: User, form, commit: bool = True) -> User:
        """Keep the company's name with the person: the workspace is made once the address is confirmed."""
        user.company = form.cleaned_data.get("company", "")
        user.language = request.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)
