"""The second factor: codes of a telephone, kept encrypted, and guessed at five times at most."""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, Final

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import forms as asked
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django import forms
from django.conf import settings
from django.db import transaction
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from weian.base import buckets, clock, qr
from weian.base.buckets import Limit
from weian.org import actions, passkeys, proof
from weian.org.queries import Person
from weian.site.login import device_of, source_of

_TRIES: Final = Limit(5, 900)  # as many as passwords (等保 8.1.4.1 b)
_ONCE: Final = Limit(1, 120)  # longer than a code is good for
_TOO_MANY: Final = (
    "二次验证失败次数过多，请 15 分钟后再试。手机不在身边的，可以请本单位管理员重置二次验证。"
)
_WRONG: Final = (
    "验证码不对。请看手机上最新的 6 位数字；总是不对的，多半是手机时间不准，请打开自动校时。"
)


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Draws the code to scan here, not elsewhere, and keeps keys so that a dump shows none."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": _WRONG}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host name, whatever the port: passkeys belong to one name."""
        return {"id": passkeys.host_of(context.request), "name": settings.MFA_TOTP_ISSUER}

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        """What a passkey is called until its owner says."""
        return f"通行密钥 {len(proof.passkeys_of(user)) + 1}"

    def build_totp_svg(self, url: str) -> str:
        """The picture that a telephone scans."""
        return qr.svg(url)

    def encrypt(self, text: str) -> str:
        """Under a key made of the installation's secret, which is not in the database."""
        return b64encode(_box().encrypt(text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was encrypted; "" if the installation's secret has been lost, so that no code fits."""
        try:
            return str(_box().decrypt(b64decode(encrypted_text)), "ascii")
        except (CryptoError, binascii.Error):
            return ""


@contextmanager
def counted(person: Person, wrong: str) -> Iterator[None]:
    """One try of a person at a second factor, on whatever page and for all processes: too many are not
    even looked at, a wrong one is noted in the log as a wrong password is (``wrong`` says what was)."""
    key, at = f"second-factor {person.pk}", clock.now()
    if buckets.take(key, _TRIES, at):
        _note(person, "二次验证失败次数过多", locked=True)
        raise forms.ValidationError(_TOO_MANY)
    try:
        yield
    except forms.ValidationError:
        _note(person, wrong)
        raise
    buckets.refill(key)


def _note(person: Person, why: str, *, locked: bool = False) -> None:
    request = context.request
    with transaction.atomic():
        actions.login_refused(
            person.login or "", at=clock.now(), source=source_of(request),
            device=device_of(request), why=why, locked=locked,
        )  # fmt: skip


class _Counted(forms.Form):
    """Of every page that takes a code."""

    user: Person

    def clean_code(self) -> str:
        """The code, looked at if there were not too many wrong ones."""
        with counted(self.user, "验证码不对"):
            code: str = super().clean_code()  # type: ignore[misc]  # of the form beside this one
            self._use_up(code)
        return code

    def _use_up(self, code: str) -> None:
        """A code read over somebody's shoulder is of no use any more."""
        found = getattr(self, "authenticator", None)
        if found is None or found.type != Authenticator.Type.TOTP:
            return
        digits = "".join(code.split())
        if buckets.take(f"code {self.user.pk} {digits}"[:200], _ONCE, clock.now()):
            raise forms.ValidationError("这个验证码刚用过，请等手机上出现下一个。")


class AuthenticateForm(_Counted, asked.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The code at logging in."""


class ReauthenticateForm(_Counted, asked.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The code when a page wants to know again who it is."""


class ActivateForm(_Counted, totp.ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code, which shows that the telephone has the key."""


def _box() -> Any:
    return SecretBox(sha256(b"second factor " + settings.SECRET_KEY.encode()).digest())
