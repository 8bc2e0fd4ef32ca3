"""Every change to people, units, absences, grants and tokens."""

from milepost.people.actions.absences import end_deputy as end_deputy
from milepost.people.actions.absences import set_deputy as set_deputy
from milepost.people.actions.grants import grant as grant
from milepost.people.actions.grants import grant_many as grant_many
from milepost.people.actions.grants import revoke_grants as revoke_grants
from milepost.people.actions.members import deactivate as deactivate
from milepost.people.actions.members import edit as edit
from milepost.people.actions.members import erase as erase
from milepost.people.actions.members import invite as invite
from milepost.people.actions.members import reactivate as reactivate
from milepost.people.actions.members import set_password as set_password
from milepost.people.actions.members import set_preferences as set_preferences
from milepost.people.actions.members import set_roles as set_roles
from milepost.people.actions.tokens import make_token as make_token
from milepost.people.actions.tokens import mark_used as mark_used
from milepost.people.actions.tokens import revoke_token as revoke_token
from milepost.people.actions.units import create_unit as create_unit
from milepost.people.actions.units import move_unit as move_unit
from milepost.people.actions.units import rename_unit as rename_unit
