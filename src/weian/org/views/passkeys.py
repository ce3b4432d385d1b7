"""One's passkeys: one more, one less, and showing one before something secret."""

from typing import Any

from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from weian.base.errors import Forbidden
from weian.org import actions, passkeys, proof
from weian.org.views.common import asking
from weian.org.views.second_factor import HOME, LAST
from weian.ui.shapes import Action, ConfirmShape, MessageShape

_WAY = "通行密钥"


class _Add(AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    template_name = "org/passkey_new.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        why = passkeys.why_not(request)
        if why:
            page = MessageShape(
                title="这个网址不能用通行密钥",
                text=why,
                actions=(Action("改用手机验证器", f"{HOME}app"), Action("返回", HOME)),
            )
            return render(request, "ui/message.html", {"page": page})
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {**super().get_context_data(**kwargs), **kwargs}  # the form that was looked at
        return {**found, "options": passkeys.told(found["js_data"]["creation_options"])}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        person, at = asking(self.request)
        response: HttpResponse = super().form_valid(form)
        actions.add_second_factor(person, at=at, way=_WAY, name=form.cleaned_data["name"])
        return response


class _Remove(RemoveWebAuthnView):  # type: ignore[misc]  # the same
    template_name = "ui/confirm.html"
    success_url = HOME

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shape = ConfirmShape(
            title="删除通行密钥",
            text=f"删除后不能再用“{self.object}”登录。设备丢失或不再使用的，应当删除。",
            submit="删除",
            danger=True,
            cancel_url=HOME,
        )
        return {**super().get_context_data(**kwargs), "page": shape}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        person, at = asking(self.request)
        others = len(proof.passkeys_of(person)) > 1 or proof.has_app(person)
        if proof.must_have_second_factor(person, at) and not others:
            raise Forbidden("account.second_factor", LAST)
        name = str(self.get_object())
        actions.remove_second_factor(person, at=at, way=_WAY, name=name)
        response: HttpResponse = super().form_valid(form)
        return response


class _Prove(ReauthenticateWebAuthnView):  # type: ignore[misc]  # the same
    template_name = "org/passkey_prove.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        form = kwargs.get("form") or self.get_form()
        return {
            **found,
            "form": form,
            "options": passkeys.told(found["js_data"]["request_options"]),
        }

    def form_invalid(self, form: Any) -> HttpResponse:
        """Stays here: whoever cancels or takes the wrong key tries again."""
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return response

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        person, at = asking(self.request)
        form.count_up()
        actions.proved(person, at=at, how=_WAY)
        response: HttpResponse = super().form_valid(form)
        return response


add = never_cache(_Add.as_view())
remove = _Remove.as_view()
prove = never_cache(_Prove.as_view())
