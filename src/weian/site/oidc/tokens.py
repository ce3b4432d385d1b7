"""Whether an id token says what it must (OpenID Connect Core 1.0 §3.1.3.7)."""

from secrets import compare_digest
from typing import Any, Final

import jwt
from django.conf import settings
from jwt import PyJWK, PyJWKSet
from jwt.exceptions import PyJWTError

#: Of those with a public key only: with HS256 whoever knows a public key could sign, "none" signs nothing.
_ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")  # fmt: skip
_LEEWAY: Final = 60  # seconds by which two clocks of an intranet may differ
_DEMANDED: Final = ("iss", "sub", "aud", "exp", "iat", "nonce")


class NotValid(Exception):
    """A token that nobody is logged in by; ``str()`` says why, for the log."""


def claims_of(token: str, keys: PyJWKSet, nonce: str) -> dict[str, Any]:
    """What a token says of whom. Raises NotValid: signature, algorithm, issuer, audience, time, nonce."""
    try:
        key = _key_of(jwt.get_unverified_header(token), keys)
        claims: dict[str, Any] = jwt.decode(
            token, key, algorithms=_ALGORITHMS, audience=settings.OIDC_CLIENT,
            issuer=settings.OIDC_ISSUER, leeway=_LEEWAY, options={"require": list(_DEMANDED)},
        )  # fmt: skip
    except (PyJWTError, ValueError, TypeError) as error:
        raise NotValid(type(error).__name__) from error
    if not compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise NotValid("nonce")
    if claims.get("azp", settings.OIDC_CLIENT) != settings.OIDC_CLIENT:
        raise NotValid("azp")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and "azp" not in claims:
        raise NotValid("aud")
    return claims


def _key_of(header: dict[str, Any], keys: PyJWKSet) -> PyJWK:
    if header.get("alg") not in _ALGORITHMS:
        raise NotValid("alg")
    if "kid" not in header and len(keys.keys) == 1:
        return keys.keys[0]
    for key in keys.keys:
        if key.key_id == header.get("kid"):
            return key
    raise NotValid("kid")
