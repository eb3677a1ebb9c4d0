from tenants.services.api_tokens import api_token_create, api_token_revoke, api_token_touch
from tenants.services.inbound_routes import (
    inbound_route_create,
    inbound_route_deactivate,
    inbound_route_rotate,
    inbound_secret_matches,
)
from tenants.services.jobs import job_retry
from tenants.services.members import (
    invitation_accept,
    invitation_create,
    invitation_revoke,
    member_remove,
    member_role_set,
)
from tenants.services.oauth_states import oauth_state_consume, oauth_state_create
from tenants.services.workspaces import workspace_create, workspace_provision, workspace_update

__all__ = [
    "api_token_create",
    "api_token_revoke",
    "api_token_touch",
    "inbound_route_create",
    "inbound_route_deactivate",
    "inbound_route_rotate",
    "inbound_secret_matches",
    "invitation_accept",
    "invitation_create",
    "invitation_revoke",
    "job_retry",
    "member_remove",
    "member_role_set",
    "oauth_state_consume",
    "oauth_state_create",
    "workspace_create",
    "workspace_provision",
    "workspace_update",
]
