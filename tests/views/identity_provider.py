"""An OpenID Connect provider on loopback: it asks for an address, and signs that it is whose it is."""

from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey


class Provider(ThreadingHTTPServer):
    """A provider whose every visitor is `address`."""

    def __init__(self, address: str) -> None:
        super().__init__(("127.0.0.1", 0), ProviderRequest)
        self.address = address
        self.key = RSAKey.generate_key(2048, {"kid": "test", "use": "sig", "alg": "RS256"})
        self.nonces: dict[str, str] = {}

    @property
    def base(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def metadata(self) -> dict[str, Any]:
        """Return what a client must know."""
        return {
            "issuer": self.base,
            "authorization_endpoint": f"{self.base}/authorize",
            "token_endpoint": f"{self.base}/token",
            "jwks_uri": f"{self.base}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def token(self, code: str) -> str:
        """Return the signed word on who logged in."""
        now = int(time.time())
        claims = {
            "iss": self.base,
            "aud": "claimline",
            "sub": "1",
            "iat": now,
            "exp": now + 600,
            "nonce": self.nonces[code],
            "email": self.address,
            "email_verified": True,
        }
        return jwt.encode({"alg": "RS256", "kid": "test"}, claims, self.key)


class ProviderRequest(BaseHTTPRequestHandler):
    """One request to the provider."""

    server: Provider

    def answer(self, value: dict[str, Any]) -> None:
        """Answer with JSON."""
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        """Metadata, keys, and the login, which sends the visitor straight back."""
        parts = urlsplit(self.path)
        if parts.path == "/.well-known/openid-configuration":
            self.answer(self.server.metadata())
        elif parts.path == "/keys":
            self.answer({"keys": [self.server.key.as_dict(private=False)]})
        else:
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            code = f"code-{len(self.server.nonces)}"
            self.server.nonces[code] = asked["nonce"]
            self.send_response(302)
            back = urlencode({"code": code, "state": asked["state"]})
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()

    def do_POST(self) -> None:
        """Give the token of a code."""
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.answer(
            {
                "access_token": "x",
                "token_type": "Bearer",
                "expires_in": 600,
                "id_token": self.server.token(body["code"][0]),
            }
        )

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
