"""What a passkey answers: tries are counted, an answer is good once, and a copied key is found out.

The ceremony itself (challenge, origin, signature) is checked by ``fido2`` through allauth; what they
leave to the product is here. See https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as asked
from django import forms
from fido2.webauthn import AuthenticationResponse

from weian.base import buckets, clock
from weian.base.buckets import Limit
from weian.org.queries import Person
from weian.site.second_factor import counted

_ONCE: Final = Limit(1, 24 * 3600)  # longer than any session, which holds the challenge
_LONGEST_NAME: Final = 40
_REFUSED: Final = "这把通行密钥没有通过验证。请再试一次，或者改用验证码、备用码。"
_NOT_KEPT: Final = "这把通行密钥没有登记成功。请刷新本页再试一次。"
_KNOWN: Final = "这把通行密钥已经登记过了，不用再登记。"
_COPIED: Final = (
    "这把通行密钥的使用次数对不上，可能被复制过，已经拒绝。请改用别的方式登录，再删除这把密钥，"
    "并告诉本单位管理员。"
)
#: What reading a made-up answer may raise; fido2 promises no one class.
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError)


@contextmanager
def _said(text: str) -> Iterator[None]:
    """Whatever is wrong with an answer is said in our words."""
    try:
        yield
    except (forms.ValidationError, *_UNREADABLE) as error:
        raise forms.ValidationError(text) from error


class AddForm(asked.AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new passkey, with the name that its owner gives it."""

    name = forms.CharField(required=False, max_length=_LONGEST_NAME)

    def clean(self) -> dict[str, Any]:
        """The answer of the browser; a key that is somebody's already is not taken."""
        with _said(_NOT_KEPT):
            cleaned: dict[str, Any] = super().clean()
            known = Authenticator.objects.filter(
                type=Authenticator.Type.WEBAUTHN, data__credential__id=_id_of(cleaned)
            ).exists()
        if known:
            raise forms.ValidationError(_KNOWN)
        return cleaned


def _id_of(cleaned: dict[str, Any]) -> str:
    return str(cleaned["credential"]["id"]) if cleaned.get("credential") else ""


class _Checked(forms.Form):
    """Of every page that asks for a passkey."""

    user: Person

    def clean_credential(self) -> Authenticator:
        """The key that answered."""
        with counted(self.user, "通行密钥不对"):
            with _said(_REFUSED):
                answer = AuthenticationResponse.from_dict(self.cleaned_data["credential"]).response
                challenge = answer.client_data.challenge.hex()
                if buckets.take(f"challenge {challenge}"[:200], _ONCE, clock.now()):
                    raise forms.ValidationError(_REFUSED)
                found: Authenticator = super().clean_credential()  # type: ignore[misc]  # beside
            self.counter = answer.authenticator_data.counter
            # Keys that do not count always say nought.
            if self.counter <= _counter_of(found) and (self.counter or _counter_of(found)):
                raise forms.ValidationError(_COPIED)
        return found

    def count_up(self) -> None:
        """Remember how often the key was used."""
        found = self.cleaned_data["credential"]
        found.data["counter"] = self.counter
        found.save(update_fields=["data"])


class AuthenticateForm(_Checked, asked.AuthenticateWebAuthnForm):  # type: ignore[misc]  # the same
    """The passkey at logging in."""

    def save(self) -> None:
        """Go on with the login."""
        self.count_up()
        super().save()


class ReauthenticateForm(_Checked, asked.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # the same
    """The passkey when a page wants to know again who it is."""


def _counter_of(found: Authenticator) -> int:
    kept = found.data.get("counter")
    return int(found.wrap().authenticator_data.counter if kept is None else kept)
