"""The workspace's settings; every address is relative to /manage/<slug>/."""

from django.urls import path

from tenants.views import settings

urlpatterns = [
    path("account-settings", settings.workspace, name="settings"),
    path("account-settings/members", settings.members, name="members"),
    path("account-settings/members/invite", settings.invite, name="member-invite"),
    path("account-settings/members/<int:membership_id>/role", settings.member_role, name="member-role"),
    path("account-settings/members/<int:membership_id>/remove", settings.member_remove, name="member-remove"),
    path(
        "account-settings/invitations/<int:invitation_id>/revoke", settings.invitation_revoke, name="invitation-revoke"
    ),
    path("account-settings/api-tokens", settings.api_tokens, name="api-tokens"),
    path("account-settings/api-tokens/<int:token_id>/revoke", settings.api_token_revoke, name="api-token-revoke"),
]
