from zolal.accounts.models.api_token import ApiToken
from zolal.accounts.models.deputy import Deputy
from zolal.accounts.models.role_rights import RoleRights
from zolal.accounts.models.second_factor import SecondFactor
from zolal.accounts.models.shared_record import SharedRecord
from zolal.accounts.models.team import Team
from zolal.accounts.models.user import Role, User

__all__ = ["ApiToken", "Deputy", "Role", "RoleRights", "SecondFactor", "SharedRecord", "Team", "User"]
