from tenants.models.api_token import ApiToken
from tenants.models.inbound_route import InboundRoute
from tenants.models.invitation import Invitation
from tenants.models.job import Job
from tenants.models.membership import Membership, Role
from tenants.models.oauth_state import OAuthState
from tenants.models.tenant import Tenant
from tenants.models.user import User

__all__ = ["ApiToken", "InboundRoute", "Invitation", "Job", "Membership", "OAuthState", "Role", "Tenant", "User"]
