"""The root of all addresses; each part adds its own."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, path

from weian.site.login import closed

urlpatterns: list[URLPattern | URLResolver] = [
    path("login", account.login, name="account_login"),
    path("logout", account.logout, name="account_logout"),
    path("account/inactive", account.account_inactive, name="account_inactive"),
    path("account/password", account.password_change, name="account_change_password"),
    path("account/reauthenticate", account.reauthenticate, name="account_reauthenticate"),
    # Names that the login library reverses; accounts are appointed and reset by an administrator.
    path("account/signup", closed, name="account_signup"),
    path("account/reset", closed, name="account_reset_password"),
    path("account/set", closed, name="account_set_password"),
    path("account/email", closed, name="account_email"),
]
