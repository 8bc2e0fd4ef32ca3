"""Routes of people: signing in, one's own settings, looking after people and units."""

from allauth.account import views as account
from django.urls import include, path
from django.views.decorators.cache import never_cache

from milepost.people.web.me import views as me
from milepost.people.web.people import units as units
from milepost.people.web.people import views as people
from milepost.people.web.sign_in import views as sign_in

urlpatterns = [
    path("sign-in/login/", never_cache(sign_in.SignInView.as_view()), name="account_login"),
    path("sign-in/logout/", account.logout, name="account_logout"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-in/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/2fa/", include("allauth.mfa.urls")),
    path("sign-in/welcome/<str:person>/<str:key>/", sign_in.welcome, name="welcome"),
    path("try/<str:role>/", sign_in.try_role, name="try_role"),
    path("settings/me/", me.me, name="me"),
    path("settings/me/preferences/", me.preferences, name="my_preferences"),
    path("settings/me/password/", me.password, name="my_password"),
    path("settings/me/deputy/", me.deputy, name="my_deputy"),
    path("settings/me/deputy/<int:absence_pk>/end/", me.end_deputy, name="end_my_deputy"),
    path("settings/me/tokens/", me.make_token, name="make_my_token"),
    path("settings/me/tokens/<int:token_pk>/revoke/", me.revoke_token, name="revoke_my_token"),
    path("settings/people/", people.users, name="users"),
    path("settings/people/invite/", people.invite, name="invite_people"),
    path("settings/people/units/", units.units, name="units"),
    path("settings/people/units/<int:unit_pk>/", units.unit, name="unit"),
    path("settings/people/<int:user_pk>/", people.person, name="person"),
    path("settings/people/<int:user_pk>/roles/", people.roles, name="person_roles"),
    path("settings/people/<int:user_pk>/leave/", people.leave, name="person_leave"),
    path("settings/people/<int:user_pk>/erase/", people.erase, name="person_erase"),
    path("settings/people/<int:user_pk>/link/", people.new_link, name="person_link"),
]
ACCESS = {
    "account_login": "open GET POST",
    "account_logout": "open GET POST",
    "account_inactive": "open",
    "account_reauthenticate": "signed-in GET POST",
    "mfa_index": "signed-in",
    "mfa_authenticate": "open GET POST",
    "mfa_reauthenticate": "signed-in GET POST",
    "mfa_activate_totp": "signed-in GET POST",
    "mfa_deactivate_totp": "own GET POST",
    "mfa_view_recovery_codes": "own",
    "mfa_generate_recovery_codes": "signed-in GET POST",
    "mfa_download_recovery_codes": "own",
    "welcome": "secret-link GET POST",
    "try_role": "loopback POST",
    "me": "signed-in",
    "my_preferences": "signed-in POST",
    "my_password": "signed-in POST",
    "my_deputy": "signed-in POST",
    "end_my_deputy": "own POST",
    "make_my_token": "signed-in POST",
    "revoke_my_token": "own POST",
    "users": "roles:admin",
    "invite_people": "roles:admin GET POST",
    "units": "roles:admin GET POST",
    "unit": "roles:admin GET POST",
    "person": "roles:admin GET POST",
    "person_roles": "roles:admin POST",
    "person_leave": "roles:admin POST",
    "person_erase": "roles:admin POST",
    "person_link": "roles:admin POST",
}
