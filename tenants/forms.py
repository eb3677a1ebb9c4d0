from datetime import timedelta
from zoneinfo import available_timezones

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models import ApiToken, Role, Tenant

EXPIRIES = [("30", _("30 days")), ("90", _("90 days")), ("365", _("One year")), ("", _("Never"))]


class SignupForm(AllauthSignupForm):
    company = forms.CharField(
        label=_("Company or team"),
        max_length=100,
        required=False,
        help_text=_("Your workspace is named after it. Leave it empty if you were invited to one."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


class WorkspaceForm(forms.ModelForm):
    class Meta:
        model = Tenant
        fields = ["name", "language", "time_zone"]

    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Invitations are written in it.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=sorted((name, name) for name in available_timezones() if "/" in name or name == "UTC"),
    )


class InvitationForm(forms.Form):
    """`role`: of who invites; roles above it are not offered."""

    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.BUILDER)

    def __init__(self, *args, role: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offered = [choice for choice in Role.choices if Role(role).includes(Role(choice[0]))]
        self.fields["role"].choices = offered


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class ApiTokenForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("What uses it, for example “Reporting”."))
    scope = forms.ChoiceField(label=_("Rights"), choices=ApiToken.Scope.choices, initial=ApiToken.Scope.READ)
    days = forms.ChoiceField(label=_("Expires"), choices=EXPIRIES, required=False, initial="90")

    def expires_at(self):
        """The moment the token ends, or None."""
        days = self.cleaned_data["days"]
        return timezone.now() + timedelta(days=int(days)) if days else None
