"""A security key in software: the real protocol, with everything that can be done wrong to order."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


@dataclass
class SoftKey:
    """One key of one host. ``counter`` goes up with each use unless ``still``."""

    host: str = "testserver"
    id: bytes = b"k" * 16
    counter: int = 0
    still: bool = False
    pair: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any], **wrong: Any) -> str:
        """The answer to being registered."""
        key = ES256.from_cryptography_key(self.pair.public_key())
        kept = AttestedCredentialData.create(b"\0" * 16, self.id, key)
        told = self._told("webauthn.create", options, wrong)
        data = self._data(wrong, PRESENT | VERIFIED | ATTESTED, kept)
        made = AttestationObject.create("none", data, {})
        return self._answer({"clientDataJSON": told, "attestationObject": made}, wrong)

    def show(self, options: dict[str, Any], **wrong: Any) -> str:
        """The answer to being asked for."""
        self.counter += 0 if self.still else 1
        told = self._told("webauthn.get", options, wrong)
        data = self._data(wrong, PRESENT | VERIFIED, None)
        signed = self.pair.sign(data + sha256(told).digest(), ec.ECDSA(SHA256()))
        given = {"clientDataJSON": told, "authenticatorData": data, "signature": signed}
        return self._answer({**given, **wrong.get("response", {})}, wrong)

    def _told(self, sort: str, options: dict[str, Any], wrong: dict[str, Any]) -> bytes:
        challenge = wrong.get("challenge", options["challenge"])
        origin = wrong.get("origin", f"https://{self.host}")
        return bytes(CollectedClientData.create(wrong.get("type", sort), challenge, origin))

    def _data(self, wrong: dict[str, Any], flags: int, kept: Any) -> AuthenticatorData:
        host = wrong.get("host", self.host)
        counter = wrong.get("counter", self.counter)
        flags = wrong.get("flags", flags)
        return AuthenticatorData.create(
            sha256(host.encode()).digest(), flags, counter, bytes(kept) if kept else b""
        )

    def _answer(self, response: dict[str, bytes], wrong: dict[str, Any]) -> str:
        name = websafe_encode(wrong.get("id", self.id))
        packed = {key: websafe_encode(bytes(value)) for key, value in response.items()}
        said = {"id": name, "rawId": name, "type": "public-key", "response": packed}
        return json.dumps({**said, "clientExtensionResults": {}})
