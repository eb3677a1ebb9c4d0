from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from mailbox.compose import Upload
from mailbox.drafts import SUBJECT_MOST
from mailbox.models import Account
from mailbox.services import servers_refused

PORT = [MinValueValidator(1), MaxValueValidator(65535)]


class AccountForm(forms.ModelForm):
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "Often an app password, made in the settings of the mail account. Kept encrypted and never shown again."
        ),
    )
    smtp_port = forms.IntegerField(label=_("SMTP port"), initial=465, validators=PORT)
    imap_port = forms.IntegerField(label=_("IMAP port"), initial=993, validators=PORT)
    first_days = forms.IntegerField(
        label=_("Days to read at first"),
        initial=14,
        min_value=1,
        max_value=365,
        help_text=_("Older mails in the inbox are left alone."),
    )

    class Meta:
        model = Account
        fields = [
            "name", "from_name", "address", "username", "password", "smtp_host", "smtp_port", "smtp_security",
            "imap_host", "imap_port", "imap_security", "first_days", "signature",
        ]  # fmt: skip
        widgets = {"signature": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "name": _("For your team, for example “Sales”."),
            "from_name": _("What customers see beside the address."),
            "username": _("Most providers take the address."),
            "imap_host": _("Empty: mail is only sent from this account, and answers are not read."),
            "signature": _("Put under every mail."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["password"].help_text = _("Leave it empty to keep the one there is.")

    def clean(self) -> dict:
        """Both servers are looked at, so that what is wrong with either is said at once."""
        cleaned = super().clean()
        if not self.errors:
            for field, why in servers_refused(cleaned).items():
                self.add_error(field, why)
        return cleaned

    def validate_unique(self) -> None:
        """The service looks, in words of its own: it knows how addresses are written alike."""

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The form in three parts, as it is shown."""
        parts = [
            (_("Account"), ["name", "from_name", "address", "signature"]),
            (_("Login"), ["username", "password"]),
            (_("Sending (SMTP)"), ["smtp_host", "smtp_port", "smtp_security"]),
            (_("Reading (IMAP)"), ["imap_host", "imap_port", "imap_security", "first_days"]),
        ]
        return [(title, [self[name] for name in names]) for title, names in parts]


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files."""

    widget = Files

    def clean(self, data: list, initial: object = None) -> list[Upload]:
        files = [super(FilesField, self).clean(each, initial) for each in data or []]
        return [Upload(name=file.name, content=file.read(), type=file.content_type or "") for file in files]


class ReplyForm(forms.Form):
    to = forms.CharField(label=_("To"), max_length=2000, help_text=_("Several addresses are parted by commas."))
    cc = forms.CharField(label=_("Copy"), max_length=2000, required=False)
    bcc = forms.CharField(label=_("Blind copy"), max_length=2000, required=False)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 8}))
    attachments = FilesField(label=_("Files"), required=False, help_text=_("20 MB together at most."))

    def written(self) -> dict:
        """What the services take."""
        people = {name: [self.cleaned_data[name]] for name in ("to", "cc", "bcc")}
        return people | {name: self.cleaned_data[name] for name in ("text", "attachments")}


class EmailForm(ReplyForm):
    account = forms.ModelChoiceField(label=_("From"), queryset=Account.objects.none(), empty_label=None)
    subject = forms.CharField(label=_("Subject"), max_length=SUBJECT_MOST)
    field_order = ["account", "to", "cc", "bcc", "subject", "text", "attachments"]

    def __init__(self, *args, accounts, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = accounts

    def written(self) -> dict:
        return super().written() | {name: self.cleaned_data[name] for name in ("account", "subject")}
