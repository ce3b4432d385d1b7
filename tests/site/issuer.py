"""A small OpenID provider that really listens, with everything it may do wrong to order.

It keeps to the protocol where it is not told otherwise: codes are good once, for one client, one address to go
back to and one verifier; tokens are signed; keys are published.
"""

import json
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CLIENT, SECRET = "weian", "a secret of the test"


def new_key() -> Any:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Issuer:
    """``wrong`` names what is off: see ``_token`` and ``answer``."""

    url: str = ""
    subject: str = "u-1001"
    wrong: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    key: Any = field(default_factory=new_key)

    def log_in(self, address: str) -> str:
        """Somebody logs in at the page they were sent to; where they are sent back to."""
        asked = {k: v[0] for k, v in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(f"{self.url}/authorize?")
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def answer(self, path: str, form: dict[str, str], secret: str) -> tuple[int, Any]:
        """Status and body for one address."""
        self.asked.append(path)
        if path in self.wrong:
            return self.wrong[path]  # type: ignore[no-any-return]  # any JSON
        if path == "/.well-known/openid-configuration":
            said = {
                "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token", "jwks_uri": f"{self.url}/keys",
            }  # fmt: skip
            return 200, {**said, **self.wrong.get("says", {})}
        if path == "/keys":
            return 200, {"keys": [self._published()]}
        if path == "/token":
            return self._redeem(form, secret)
        return 404, {}

    def _redeem(self, form: dict[str, str], secret: str) -> tuple[int, Any]:
        asked = self.codes.pop(form.get("code", ""), None)
        if secret != f"{CLIENT}:{SECRET.replace(' ', '%20')}":
            return 401, {"error": "invalid_client"}
        shown = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest())
        if (
            asked is None
            or shown.rstrip(b"=").decode() != asked["code_challenge"]
            or form["redirect_uri"] != asked["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        return 200, {"token_type": "Bearer", "id_token": self._token(asked["nonce"])}

    def _token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.url, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": nonce, **self.wrong.get("claims", {}),
        }  # fmt: skip
        claims = {k: v for k, v in claims.items() if v is not None}
        how = self.wrong.get("signed", "RS256")
        headers = {"kid": self.wrong.get("kid", "one")}
        if how == "none":
            return jwt.encode(claims, None, "none", headers)
        if how == "HS256":  # with the public key, which everybody knows
            return _by_hand(claims, headers, self.key)
        signer = new_key() if how == "another key" else self.key
        return jwt.encode(claims, signer, "RS256", headers)

    def _published(self) -> dict[str, Any]:
        said = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {**said, "kid": "one", "use": "sig"}


def _by_hand(claims: dict[str, Any], headers: dict[str, str], key: Any) -> str:
    """What PyJWT refuses to make."""
    signing = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    parts = [{"alg": "HS256", "typ": "JWT", **headers}, claims]
    text = b".".join(urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=") for p in parts)
    signed = urlsafe_b64encode(signing.sign(text, pem)).rstrip(b"=")
    return (text + b"." + signed).decode()


@contextmanager
def listening() -> Iterator[Issuer]:
    """A provider of one's own on a free port."""
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer({k: v[0] for k, v in parse_qs(text).items()})

        def _answer(self, form: dict[str, str]) -> None:
            secret = self.headers.get("Authorization", "").removeprefix("Basic ")
            path = urlsplit(self.path).path
            status, said = issuer.answer(path, form, b64decode(secret).decode())
            body = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", f"{issuer.url}/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        issuer.url = f"http://127.0.0.1:{server.server_port}"
        yield issuer
        server.shutdown()
        thread.join()
