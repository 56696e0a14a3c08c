"""The committed example of nginx, run as it is: only ports, folders and the server's address are put in."""

from __future__ import annotations

import contextlib
import datetime
import ipaddress
import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from free_ports import free_port

NAME = "assistent.example"
EXAMPLE = Path(__file__).parents[2] / "deploy/nginx/assistant.conf"
UPSTREAM = EXAMPLE.with_name("upstream.conf")
# Beside the ordinary programs, where a user may not look for it.
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
# What the package's own nginx.conf brings around it.
AROUND = """
daemon off; pid {folder}/pid; worker_processes 1; {user}
events {{ worker_connections 128; }}
http {{
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  gzip on;
  include {folder}/conf.d/*.conf;
}}
"""


class Proxied(NamedTuple):
    """A running nginx: clients for it, the folder of its logs, and the port without TLS."""

    client: httpx.Client
    folder: Path
    plain_port: int
    tls_port: int
    trust: ssl.SSLContext

    def from_address(self, address: str) -> httpx.Client:
        """A visitor whose connection comes from this address of the loopback network."""
        transport = httpx.HTTPTransport(verify=self.trust, local_address=address)
        return httpx.Client(base_url=f"https://127.0.0.1:{self.tls_port}", transport=transport, timeout=60)


@contextlib.contextmanager
def behind_example(target: str, folder: Path, replaced: dict[str, str] | None = None) -> Iterator[Proxied]:
    """The example before the server at `target` ("http://host:port"); `replaced` changes what stands in it."""
    if NGINX is None:
        pytest.fail("nginx is missing; the tests of its example need it: apt-get install nginx")
    trust = _certificate(folder)
    plain_port, tls_port = free_port(), free_port()
    _write(folder, target, plain_port, tls_port, replaced or {})
    command = [NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, timeout=60)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr, checked.stderr
    with subprocess.Popen(command) as process:
        try:
            _await(plain_port, process)
            with httpx.Client(base_url=f"https://127.0.0.1:{tls_port}", verify=trust, timeout=60) as client:
                yield Proxied(client, folder, plain_port, tls_port, trust)
        finally:
            process.terminate()


def _write(folder: Path, target: str, plain_port: int, tls_port: int, replaced: dict[str, str]) -> None:
    (folder / "conf.d").mkdir()
    changes = {
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl;\n": "",
        "listen 80;": f"listen 127.0.0.1:{plain_port};",
        "listen 443 ssl;": f"listen 127.0.0.1:{tls_port} ssl;",
        "/etc/nginx/certs/": f"{folder}/",
        "/var/log/nginx/": f"{folder}/",
        "/var/cache/nginx": f"{folder}/cache",
        "/var/www/html": f"{folder}/www",
        **replaced,
    }
    (folder / "conf.d/assistant.conf").write_text(_changed(EXAMPLE, changes), encoding="utf-8")
    upstream = _changed(UPSTREAM, {"127.0.0.1:8000": target.removeprefix("http://")})
    (folder / "conf.d/upstream.conf").write_text(upstream, encoding="utf-8")
    user = "user root root;" if os.geteuid() == 0 else ""  # the folder of a test is its user's alone
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user), encoding="utf-8")


def _changed(file: Path, changes: dict[str, str]) -> str:
    text = file.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text, f"{file.name} holds no {old!r} any more"
        text = text.replace(old, new)
    return text


def _certificate(folder: Path) -> ssl.SSLContext:
    """Makes a certificate of the name and of 127.0.0.1, valid for a day; returns what trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName(NAME), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    kind = serialization.PrivateFormat.PKCS8
    (folder / "privkey.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, kind, plain))
    return ssl.create_default_context(cafile=folder / "fullchain.pem")


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    """Waits until the proxy says that it is alive, half a minute at most."""
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"http://127.0.0.1:{port}/-/alive").status_code == 204:
                return
        time.sleep(0.02)
    raise AssertionError("nginx did not start")
