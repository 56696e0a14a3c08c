"""A small S3: lists (version 2, with delimiter and pages), heads and gives objects, and checks every signature.

Source: AWS, "Authenticating Requests (AWS Signature Version 4)" and "ListObjectsV2".
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import threading
from collections.abc import Iterator, Mapping
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.sax.saxutils import escape

KEY, SECRET = "schluessel", "geheimes-wort-des-speichers"
PAGE = 2
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'


class _Requests(BaseHTTPRequestHandler):
    objects: Mapping[str, bytes]

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        bucket, _, key = unquote(address.path).lstrip("/").partition("/")
        if not self._is_signed():
            self._send(403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>")
        elif "list-type" in query:
            self._send(200, self._list(bucket, query))
        elif (content := self.objects.get(key)) is None:
            self._send(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            self._give(content)

    do_HEAD = do_GET  # noqa: N815

    def _give(self, content: bytes) -> None:
        asked = self.headers.get("Range", "")
        headers = {"ETag": f'"{hashlib.md5(content).hexdigest()}"', "Last-Modified": formatdate(0, usegmt=True)}
        if not asked:
            self._send(200, content, headers)
            return
        first, _, last = asked.removeprefix("bytes=").partition("-")
        end = min(int(last) + 1 if last else len(content), len(content))
        headers["Content-Range"] = f"bytes {first}-{end - 1}/{len(content)}"
        self._send(206, content[int(first) : end], headers)

    def _list(self, bucket: str, query: Mapping[str, str]) -> bytes:
        prefix, delimiter = query.get("prefix", ""), query.get("delimiter", "")
        entries: dict[str, str] = {}
        for key, content in sorted(self.objects.items()):
            if not key.startswith(prefix):
                continue
            rest = key[len(prefix) :]
            if delimiter and delimiter in rest:
                folder = prefix + rest.partition(delimiter)[0] + delimiter
                entries[folder] = f"<CommonPrefixes><Prefix>{escape(folder)}</Prefix></CommonPrefixes>"
            else:
                tag = hashlib.md5(content).hexdigest()
                entries[key] = (
                    f"<Contents><Key>{escape(key)}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>"
                    f"<ETag>&quot;{tag}&quot;</ETag><Size>{len(content)}</Size></Contents>"
                )
        names = sorted(entries)
        start = int(query.get("continuation-token", "0"))
        more = start + PAGE < len(names)
        following = f"<NextContinuationToken>{start + PAGE}</NextContinuationToken>" if more else ""
        body = "".join(entries[name] for name in names[start : start + PAGE])
        tail = f"<IsTruncated>{str(more).lower()}</IsTruncated>{following}</ListBucketResult>"
        return f"{_HEAD}<Name>{bucket}</Name><Prefix>{escape(prefix)}</Prefix>{body}{tail}".encode()

    def _is_signed(self) -> bool:
        method, _, rest = self.headers.get("Authorization", "").partition(" ")
        fields = dict(part.strip().partition("=")[::2] for part in rest.split(","))
        if method != "AWS4-HMAC-SHA256" or not fields.get("Credential", "").startswith(f"{KEY}/"):
            return False
        address = urlsplit(self.path)
        pairs = sorted(parse_qsl(address.query, keep_blank_values=True))
        query = "&".join(f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}" for name, value in pairs)
        names = fields["SignedHeaders"].split(";")
        headers = "".join(f"{name}:{' '.join(self.headers.get(name, '').split())}\n" for name in names)
        payload = self.headers.get("x-amz-content-sha256", "")
        canonical = "\n".join([self.command, address.path, query, headers, fields["SignedHeaders"], payload])
        scope = fields["Credential"].partition("/")[2]
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        signed = "\n".join(["AWS4-HMAC-SHA256", self.headers["x-amz-date"], scope, digest])
        key = f"AWS4{SECRET}".encode()
        for part in scope.split("/"):
            key = hmac.new(key, part.encode(), "sha256").digest()
        return hmac.compare_digest(hmac.new(key, signed.encode(), "sha256").hexdigest(), fields["Signature"])

    def _send(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def s3(objects: Mapping[str, bytes]) -> Iterator[str]:
    """The address of a server with one bucket, whatever its name, that ends with the block."""
    handler = type("Requests", (_Requests,), {"objects": objects, "protocol_version": "HTTP/1.1"})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
