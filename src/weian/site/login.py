"""What logging in means here: accounts are appointed, never applied for; failures are counted."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

_NEEDLESS = frozenset({"account/messages/logged_in.txt", "account/messages/logged_out.txt"})


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Closes self-registration."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Says nothing of logging in and out: the page that opens says it already."""
        if message_template not in _NEEDLESS:
            super().add_message(request, level, message_template, *args, **kwargs)


@login_not_required
def closed(request: HttpRequest) -> HttpResponse:
    """A door of the login library that this house does not have."""
    raise Http404


def typed_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The account a login attempt was for: one spelling per account, so that each is counted once."""
    name = (credentials or {}).get("username") or (request.POST.get("login") if request else "")
    return str(name or "").strip().casefold()[:150]


def locked_out(
    request: HttpRequest, credentials: dict[str, Any] | None = None, *args: Any, **kwargs: Any
) -> HttpResponse:
    """The same answer whether the account exists or not."""
    return render(request, "account/locked.html", status=429)
