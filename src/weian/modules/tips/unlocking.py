"""A custodian's opened keys for the length of a sitting: in two halves, useless apart.

The session (in the database) holds them encrypted; what opens that is a cookie of the browser alone.
So neither a dump of the database nor the cookie reveals a key, and a restart loses nothing.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random

MINUTES: Final = 30
_KEPT: Final = "tips_opened"
_PATH: Final = "/tips/"


def _cookie() -> str:
    return "__Secure-weian-tips" if settings.SESSION_COOKIE_SECURE else "weian-tips"


def keep(
    request: HttpRequest, response: HttpResponse, privates: dict[str, bytes], at: datetime
) -> None:
    """Hold these keys for the sitting."""
    key = random(SecretBox.KEY_SIZE)
    plain = json.dumps({k: b64encode(v).decode("ascii") for k, v in privates.items()}).encode()
    box = b64encode(SecretBox(key).encrypt(plain)).decode("ascii")
    request.session[_KEPT] = [box, int(at.timestamp()) + MINUTES * 60]
    response.set_cookie(
        _cookie(), urlsafe_b64encode(key).decode("ascii"), path=_PATH, httponly=True,
        secure=bool(settings.SESSION_COOKIE_SECURE), samesite="Strict",
    )  # fmt: skip


def held(request: HttpRequest, at: datetime) -> dict[str, bytes]:
    """The keys opened in this sitting; none once it is over."""
    box, until = request.session.get(_KEPT, ["", 0])
    if not box or at.timestamp() >= until:
        return {}
    try:
        key = urlsafe_b64decode(request.COOKIES.get(_cookie(), ""))
        plain = SecretBox(key).decrypt(b64decode(box))
    except (CryptoError, ValueError, TypeError):
        return {}
    return {k: b64decode(v) for k, v in json.loads(plain).items()}


def forget(request: HttpRequest, response: HttpResponse) -> None:
    """End the sitting."""
    request.session.pop(_KEPT, None)
    response.delete_cookie(_cookie(), path=_PATH, samesite="Strict")
