"""The root of all addresses; each part adds its own."""

from allauth.account import views as allauth
from django.urls import URLPattern, URLResolver, include, path

from weian.org.views import account, passkeys, second_factor
from weian.site import csp, search, unlocking
from weian.site.login import closed
from weian.site.oidc import views as oidc

handler500 = "weian.site.refusals.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("login", account.login, name="account_login"),
    path("logout", allauth.logout, name="account_logout"),
    path("account/password", account.change_password, name="account_change_password"),
    path("account/inactive", allauth.account_inactive, name="account_inactive"),
    path("account/reauthenticate", account.prove, name="account_reauthenticate"),
    path("account/pin", unlocking.mine, name="account_pin"),
    path("account/pin/off", unlocking.off, name="account_pin_off"),
    path("account/unlock", unlocking.unlock, name="account_unlock"),
    path("account/second/", second_factor.index, name="mfa_index"),
    path("account/second/app", second_factor.activate, name="mfa_activate_totp"),
    path("account/second/app/off", second_factor.deactivate, name="mfa_deactivate_totp"),
    path("account/second/codes", second_factor.codes, name="mfa_view_recovery_codes"),
    path("account/second/codes/new", second_factor.new_codes, name="mfa_generate_recovery_codes"),
    path("account/second/ask", second_factor.ask, name="mfa_authenticate"),
    path("account/second/prove", second_factor.prove, name="mfa_reauthenticate"),
    path("account/second/keys/new", passkeys.add, name="mfa_add_webauthn"),
    path("account/second/keys/<int:pk>/off", passkeys.remove, name="mfa_remove_webauthn"),
    path("account/second/keys/prove", passkeys.prove, name="mfa_reauthenticate_webauthn"),
    path("account/oidc/start", oidc.start, name="oidc_start"),
    path("account/oidc/back", oidc.callback, name="oidc_callback"),
    # Names that the login library reverses; accounts are appointed and reset by an administrator.
    path("account/signup", closed, name="account_signup"),
    path("account/reset", closed, name="account_reset_password"),
    path("account/set", closed, name="account_set_password"),
    path("account/email", closed, name="account_email"),
    path("csp-report", csp.report, name="csp_report"),
    path("search/", search.show, name="search"),
    path("", include("weian.org.urls")),
    path("", include("weian.notify.urls")),
    path("", include("weian.report.urls")),
    path("", include("weian.modules.urls")),
    path("", include("weian.duty.urls")),
    path("", include("weian.case.urls")),
    path("", include("weian.record.urls")),
    path("", include("weian.subject.urls")),
    path("", include("weian.policy.urls")),
    path("", include("weian.site.importing.urls")),
    path("", include("weian.site.api.urls")),
    path("", include("weian.ui.urls")),
]
