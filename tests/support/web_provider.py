"""A small OpenID Connect provider on a free port: discovery, a consent page, codes with PKCE, keys that change, logout.

It does what the standards ask of one, over real HTTP; `wrong` makes it do one thing wrongly.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

CLIENT, CLIENT_SECRET = "wissen", "geheimnis-des-klienten-1234"


class LocalProvider:
    """`claims` are those of whoever signs in; None in `wrong` values leaves a claim out."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.claims: dict[str, Any] = {"sub": "u-17", "preferred_username": "imke", "groups": ["wissen-team"]}
        self.wrong: dict[str, Any] = {}
        self.fault = ""
        self.released = threading.Event()
        self.asked: list[str] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.key: RSAKey | ECKey = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
        self.published = KeySet([self.key])

    def rotate(self) -> None:
        """Signs with another key, of another kind, from now on."""
        self.key = ECKey.generate_key("P-256", {"kid": "second", "use": "sig"})
        self.published = KeySet([self.key])

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "end_session_endpoint": f"{self.url}/logout",
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }

    def consented(self, asked: dict[str, str]) -> str:
        """Where a browser goes whose person agreed."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.url})}"

    def token(self, sent: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        expected = base64.b64encode(f"{CLIENT}:{CLIENT_SECRET}".encode()).decode()
        if authorization != f"Basic {expected}":
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_right = asked and asked["code_challenge"] == challenge and asked["redirect_uri"] == sent.get("redirect_uri")
        if not asked or not is_right or sent.get("grant_type") != "authorization_code":
            return 400, {"error": "invalid_grant", "error_description": "<b>verbraucht</b>"}
        return 200, {"access_token": "x", "token_type": "Bearer", "expires_in": 60, "id_token": self.signed(asked)}

    def signed(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": asked["nonce"], **self.claims}
        claims = {name: value for name, value in {**claims, **self.wrong}.items() if value is not None}
        match self.fault:
            case "unsigned":
                parts = ({"alg": "none"}, claims)
                coded = (base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode() for one in parts)
                return ".".join((*coded, ""))
            case "symmetric":  # signed with what everybody knows: the public key
                secret = OctKey.import_key(json.dumps(self.key.as_dict(private=False)))
                return jwt.encode({"alg": "HS256", "kid": self.key.kid}, claims, secret)
            case "forged":
                other = RSAKey.generate_key(2048)
                return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, other)
        algorithm = "RS256" if isinstance(self.key, RSAKey) else "ES256"
        return jwt.encode({"alg": algorithm, "kid": self.key.kid}, claims, self.key)


class _Handler(BaseHTTPRequestHandler):
    provider: LocalProvider
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        provider, parts = self.provider, urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        provider.asked.append(parts.path)
        if provider.fault == "slow":
            provider.released.wait(60)
        if provider.fault == "broken":
            self._send(500, "text/html", "<h1>kaputt</h1>")
        elif provider.fault == "rubbish":
            self._send(200, "application/json", "<script>nichts</script>")
        elif parts.path == "/.well-known/openid-configuration":
            self._send(200, "application/json", json.dumps(provider.discovery()))
        elif parts.path == "/keys":
            self._send(200, "application/json", json.dumps(provider.published.as_dict(private=False)))
        elif parts.path == "/authorize":
            self._consent(asked)
        elif parts.path == "/logout":
            self._redirect(asked["post_logout_redirect_uri"])
        else:
            self._send(404, "text/plain", "?")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        if urlsplit(self.path).path == "/authorize":
            if sent.pop("answer") == "yes":
                self._redirect(self.provider.consented(sent))
            else:
                refused = {"error": "access_denied", "error_description": "<b>nein</b>", "state": sent["state"]}
                self._redirect(f"{sent['redirect_uri']}?{urlencode(refused)}")
            return
        self.provider.asked.append("/token")
        status, answer = self.provider.token(sent, self.headers.get("Authorization", ""))
        self._send(status, "application/json", json.dumps(answer))

    def _consent(self, asked: dict[str, str]) -> None:
        kept = "".join(
            f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
            for name, value in asked.items()
        )
        buttons = '<button name="answer" value="yes">Ja</button><button name="answer" value="no">Nein</button>'
        form = f'<form method="post" action="/authorize">{kept}{buttons}</form>'
        self._send(200, "text/html", f'<!doctype html><html lang="de"><title>Anmeldedienst</title>{form}</html>')

    def _redirect(self, address: str) -> None:
        self.send_response(303)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: int, kind: str, body: str) -> None:
        sent = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def provider() -> Iterator[LocalProvider]:
    class Handler(_Handler):
        pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Handler.provider = LocalProvider(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Handler.provider
    finally:
        Handler.provider.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


def oidc_settings(local: LocalProvider, **values: Any) -> dict[str, Any]:
    """Settings of a server whose people sign in there."""
    roles = {"wissen-leser": "reader", "wissen-team": "staff", "wissen-leitung": "admin"}
    return {
        "oidc_issuer": local.url,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": CLIENT_SECRET,
        "oidc_roles": roles,
        "oidc_name": "Netzwerk-Konto",
        **values,
    }
