"""Logging in and changing one's password, in our own templates."""

from typing import Any

from allauth.account.views import LoginView, PasswordChangeView, ReauthenticateView
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse

from weian.org import actions
from weian.org.middleware import is_too_old
from weian.org.views.common import asking


class _Login(LoginView):  # type: ignore[misc]  # allauth has no types
    template_name = "org/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        other = settings.OIDC_TITLE if settings.OIDC_ISSUER else ""
        return {**super().get_context_data(**kwargs), "other": other}


login = _Login.as_view()


class _ChangePassword(PasswordChangeView):  # type: ignore[misc]  # the same
    template_name = "org/password.html"
    success_url = "/me/"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, at = asking(self.request)
        aged = settings.PASSWORD_DAYS if is_too_old(person, at) else 0
        return {**super().get_context_data(**kwargs), "aged": aged}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        person, at = asking(self.request)
        response: HttpResponse = super().form_valid(form)
        actions.change_password(person, at=at)
        return response


class _Prove(ReauthenticateView):  # type: ignore[misc]  # the same
    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        person, at = asking(self.request)
        actions.proved(person, at=at, how="密码")
        response: HttpResponse = super().form_valid(form)
        return response


prove = _Prove.as_view()
change_password = _ChangePassword.as_view()
