"""Conversations, for staff. What was said and decided is history."""

from django.contrib import admin
from unfold.admin import TabularInline

from chat.models import ContactFact, Conversation, ConversationSummary, Decision, EpisodeDigest, Feedback, Message
from tenants.admin_sites import ReadOnly, ReadOnlyAdmin, tenant_admin


class MessageInline(ReadOnly, TabularInline):
    model = Message
    fields = ["said_at", "author", "author_name", "text", "state", "state_reason"]
    ordering = ["said_at"]
    extra = 0


@admin.register(Conversation, site=tenant_admin)
class ConversationAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "talk_id", "lead_id", "channel", "answered_by", "last_message_at"]
    list_filter = ["origin", "answered_by", "channel"]
    search_fields = ["contact_name", "talk_id", "lead_id"]
    inlines = [MessageInline]


@admin.register(Message, site=tenant_admin)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ["said_at", "conversation", "author", "text", "state", "state_reason"]
    list_filter = ["author", "state"]
    search_fields = ["text", "external_id"]
    list_select_related = ["conversation"]


@admin.register(Decision, site=tenant_admin)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "message", "reason", "answered", "agent_name"]
    list_filter = ["reason", "answered"]
    search_fields = ["message__text", "reason"]
    list_select_related = ["message"]


@admin.register(Feedback, site=tenant_admin)
class FeedbackAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "message", "is_good", "wanted"]
    list_filter = ["is_good"]
    list_select_related = ["message"]


@admin.register(ConversationSummary, site=tenant_admin)
class ConversationSummaryAdmin(ReadOnlyAdmin):
    list_display = ["conversation", "covers_at", "made_by"]
    list_select_related = ["conversation"]


@admin.register(ContactFact, site=tenant_admin)
class ContactFactAdmin(ReadOnlyAdmin):
    list_display = ["said_at", "contact_id", "kind", "text", "confidence", "created_by"]
    list_filter = ["kind", "confidence", "created_by"]
    search_fields = ["text", "contact_id"]


@admin.register(EpisodeDigest, site=tenant_admin)
class EpisodeDigestAdmin(ReadOnlyAdmin):
    list_display = ["began_at", "contact_id", "topic", "outcome", "is_over"]
    list_filter = ["outcome", "is_over"]
    search_fields = ["topic", "contact_id"]
