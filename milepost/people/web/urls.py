"""Routes of people: signing in, one's own settings, looking after people and units."""

from allauth.account import views as account
from django.urls import include, path
from django.views.decorators.cache import never_cache

from milepost.people.web.sign_in import views as sign_in

urlpatterns = [
    path("sign-in/login/", never_cache(sign_in.SignInView.as_view()), name="account_login"),
    path("sign-in/logout/", account.logout, name="account_logout"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-in/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/2fa/", include("allauth.mfa.urls")),
    path("sign-in/welcome/<str:person>/<str:key>/", sign_in.welcome, name="welcome"),
    path("try/<str:role>/", sign_in.try_role, name="try_role"),
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
}
