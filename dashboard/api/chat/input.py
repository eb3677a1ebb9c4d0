"""What callers of the chat API send."""

from django.db.models import BigIntegerField
from django.utils.translation import gettext as _
from rest_framework import serializers

from chat.models import Conversation
from tenants.errors import InvalidInput

TEXT_MOST = 4_000
# As whom a customer is seen is a test's matter; elsewhere the customer is who they are.
OF_EVERYBODY = {"language", "contact_name", "channel"}


class IdField(serializers.IntegerField):
    def __init__(self, **more: object) -> None:
        super().__init__(min_value=1, max_value=BigIntegerField.MAX_BIGINT, **more)


class ChatSerializer(serializers.Serializer):
    """`agent` begins a conversation, `conversation` goes on with one. `test`: nothing is written or counted."""

    text = serializers.CharField(max_length=TEXT_MOST)
    agent = IdField(required=False)
    conversation = IdField(required=False)
    stream = serializers.BooleanField(default=False)
    test = serializers.BooleanField(default=False)
    persona = serializers.DictField(default=dict)
    lead_id = IdField(required=False, allow_null=True, default=None)
    at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    key = serializers.CharField(max_length=200, required=False, default="")

    def validate(self, given: dict) -> dict:
        if "conversation" not in given and "agent" not in given:
            raise InvalidInput(_("Name the agent that is to answer, or the conversation to go on with."), field="agent")
        if "conversation" in given:
            _refuse_of_beginnings(given)
        elif not given["test"]:
            _refuse_of_tests(given)
        return given


class ConversationFilterSerializer(serializers.Serializer):
    q = serializers.CharField(required=False, default="", allow_blank=True)
    origin = serializers.ChoiceField(choices=Conversation.Origin.choices, required=False, default="")
    answered_by = serializers.ChoiceField(choices=Conversation.AnsweredBy.choices, required=False, default="")
    agent = IdField(required=False)
    lead_id = IdField(required=False)
    since = serializers.DateTimeField(required=False)


class FeedbackSerializer(serializers.Serializer):
    verdict = serializers.ChoiceField(choices=["up", "down"])
    wanted = serializers.CharField(max_length=TEXT_MOST, required=False, default="", allow_blank=True)


def _refuse_of_beginnings(given: dict) -> None:
    for name in ("persona", "lead_id", "at"):
        if given[name]:
            text = _("This is said when a conversation begins. Leave it out, or begin a new one.")
            raise InvalidInput(text, field=name, code="begun_already")


def _refuse_of_tests(given: dict) -> None:
    only = _("This is for tests: send “test”: true as well.")
    if given["at"] is not None:
        raise InvalidInput(only, field="at", code="only_in_tests")
    for name in given["persona"]:
        if name not in OF_EVERYBODY:
            raise InvalidInput(only, field=f"persona.{name}", code="only_in_tests")
