"""The only thing that the product asks of another machine but a mail server: the issuer of the settings.

Whatever the issuer says, only its own scheme, host and port are asked; redirects are not followed.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.core.cache import cache
from jwt import PyJWKSet
from jwt.exceptions import PyJWTError

_SECONDS: Final = 5
_MOST: Final = 256 * 1024
_AWAY: Final = "oidc-away"
_AWAY_SECONDS: Final = 30  # so that a provider that hangs does not hold up the whole server
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class Unreachable(Exception):
    """The provider does not answer, or not as the protocol says; ``str()`` says what, for the log."""


@dataclass(frozen=True)
class Provider:
    """Where a provider takes people, codes, and shows its keys."""

    authorize: str
    token: str
    keys: str


def is_on() -> bool:
    """Whether a provider is configured."""
    return bool(settings.OIDC_ISSUER)


def discover() -> Provider:
    """What the issuer says of itself. Raises Unreachable; for half a minute after that at once."""
    if cache.get(_AWAY):
        raise Unreachable("刚才没有应答")
    try:
        said = _ask("GET", settings.OIDC_ISSUER.rstrip("/") + "/.well-known/openid-configuration")
        if said["issuer"] != settings.OIDC_ISSUER:
            raise Unreachable("自称的地址与设置的不一样")
        found = Provider(
            str(said["authorization_endpoint"]), str(said["token_endpoint"]), str(said["jwks_uri"])
        )
        if not _is_safe(found.authorize):
            raise Unreachable("登录页地址不是 https")
    except KeyError as error:
        raise Unreachable(f"没有说明 {error}") from None
    except Unreachable:
        cache.set(_AWAY, "1", _AWAY_SECONDS)
        raise
    return found


def address_for(provider: Provider, *, state: str, nonce: str, verifier: str, back: str) -> str:
    """Where to send somebody to log in."""
    asked = {
        "response_type": "code", "client_id": settings.OIDC_CLIENT, "redirect_uri": back,
        "scope": settings.OIDC_SCOPE, "state": state, "nonce": nonce,
        "code_challenge": _b64(sha256(verifier.encode()).digest()), "code_challenge_method": "S256",
    }  # fmt: skip
    joint = "&" if urlsplit(provider.authorize).query else "?"
    return f"{provider.authorize}{joint}{urlencode(asked)}"


def redeem(provider: Provider, *, code: str, verifier: str, back: str) -> str:
    """The id token for a code. Raises Unreachable."""
    given = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": back,
        "code_verifier": verifier,
    }  # fmt: skip
    who = f"{quote(settings.OIDC_CLIENT, safe='')}:{quote(settings.OIDC_SECRET, safe='')}"
    headers = {
        "Authorization": f"Basic {b64encode(who.encode()).decode()}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    token = _ask("POST", provider.token, urlencode(given), headers).get("id_token")
    if not isinstance(token, str):
        raise Unreachable("没有给出身份令牌")
    return token


def keys_of(provider: Provider) -> PyJWKSet:
    """The keys that the provider signs with now. Raises Unreachable."""
    try:
        return PyJWKSet.from_dict(_ask("GET", provider.keys))
    except PyJWTError as error:
        raise Unreachable(f"公钥不能用：{error}") from None


def _ask(method: str, url: str, body: str = "", headers: dict[str, str] | None = None) -> Any:
    """What one address of the issuer answers, as JSON."""
    parts = urlsplit(url)
    if _origin(url) != _origin(settings.OIDC_ISSUER) or not _is_safe(url):
        raise Unreachable("要求访问设置以外的地址，已拒绝")
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=_SECONDS)
    try:
        target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        given = {"Accept": "application/json", **(headers or {})}
        connection.request(method, target, body or None, given)
        answer = connection.getresponse()
        text = answer.read(_MOST + 1)
        if answer.status != 200 or len(text) > _MOST:
            raise Unreachable(f"应答 {answer.status}")
        said = json.loads(text)
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable(type(error).__name__) from error
    finally:
        connection.close()
    if not isinstance(said, dict):
        raise Unreachable("应答不是 JSON 对象")
    return said


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _is_safe(url: str) -> bool:
    """Encrypted, or on this very machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)


def _b64(data: bytes) -> str:
    from_standard = b64encode(data).decode()
    return from_standard.replace("+", "-").replace("/", "_").rstrip("=")
