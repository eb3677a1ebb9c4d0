import base64
import binascii

from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework import serializers

from mailbox.compose import Upload
from mailbox.drafts import ATTACHED_BYTES_MOST
from mailbox.models import Account, Email

# Base64 makes four letters of three bytes.
CONTENT_MOST = ATTACHED_BYTES_MOST * 4 // 3 + 4


class FileSerializer(serializers.Serializer):
    """`content` is base64."""

    name = serializers.CharField(max_length=255)
    content = serializers.CharField(max_length=CONTENT_MOST, trim_whitespace=False)
    type = serializers.CharField(max_length=100, required=False, default="")

    def validate_content(self, value: str) -> bytes:
        try:
            return base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError) as error:
            raise serializers.ValidationError(_("This is not base64.")) from error


class ReplyInput(serializers.Serializer):
    """`to` left out: whoever wrote. Each address as `anna@shop.test` or `Anna <anna@shop.test>`."""

    to = serializers.ListField(child=serializers.CharField(max_length=400), required=False)
    cc = serializers.ListField(child=serializers.CharField(max_length=400), required=False, default=list)
    bcc = serializers.ListField(child=serializers.CharField(max_length=400), required=False, default=list)
    text = serializers.CharField(required=False, allow_blank=True, default="")
    html = serializers.CharField(required=False, allow_blank=True, default="")
    attachments = FileSerializer(many=True, required=False, default=list)
    account = serializers.PrimaryKeyRelatedField(queryset=Account.objects.all(), required=False, default=None)

    def written(self) -> dict:
        """What the services take."""
        data = dict(self.validated_data)
        return data | {"attachments": [Upload(**file) for file in data["attachments"]]}


class EmailInput(ReplyInput):
    """`to` left out: the address of the lead's contact."""

    subject = serializers.CharField(allow_blank=True)


class EmailSerializer(serializers.ModelSerializer):
    state_text = serializers.CharField(source="get_state_display")
    state_reason_text = serializers.CharField(source="get_state_reason_display")
    sender = serializers.SerializerMethodField()
    attachments = serializers.SerializerMethodField()

    class Meta:
        model = Email
        fields = [
            "id", "thread", "account", "direction", "kind", "state", "state_text", "state_reason", "state_reason_text",
            "state_detail", "message_id", "sender", "to", "cc", "bcc", "subject", "text", "html", "attachments",
            "is_broken", "is_cut", "at", "lead_id", "contact_id", "author_name", "noted_at",
        ]  # fmt: skip

    def get_sender(self, email: Email) -> dict:
        return {"name": email.from_name, "address": email.from_address}

    def get_attachments(self, email: Email) -> list[dict]:
        return [
            file | {"url": reverse("api-email-attachment", args=[email.pk, file["position"]])}
            for file in email.attachments
        ]
