"""Which addresses are taken, and that what is said of the others repeats nothing of them."""

from __future__ import annotations

import pytest

from assistant.settings.addresses import is_safe_address, parts

EXAMPLE = '"http://host:9000"'


@pytest.mark.parametrize("address", ["http://minio:9000", "https://[::1]:9000/pfad", "https://host", "http://host:/"])
def test_an_address_is_scheme_and_host_with_a_port_and_a_path_or_none(address: str) -> None:
    assert parts(address, EXAMPLE).scheme in ("http", "https")


@pytest.mark.parametrize(
    "address",
    [
        *("", "geheim", "host:9000", "ftp://geheim", "http://", "http://:9000", "http://[geheim", "file:///geheim"),
        *("http://minio:geheim", "http://geheim:90000", "http://geheim:0", "http://ge heim", "http://ge\nheim"),
        *("http://ge..heim", f"http://{'geheim' * 11}.de"),
        *("http://name:geheim@host", "http://geheim@host", "http://@host", "http://host?geheim", "http://host#geheim"),
        *("http://host?", "http://host/#"),
    ],
)
def test_what_is_none_or_may_hold_a_secret_is_refused_without_being_repeated(address: str) -> None:
    with pytest.raises(ValueError, match="http://host:9000") as refused:
        parts(address, EXAMPLE)
    assert "heim" not in str(refused.value)


def test_other_schemes_are_taken_where_they_are_named_and_a_file_has_no_host() -> None:
    assert parts("s3://bucket/ordner", EXAMPLE, ("s3", "file")).netloc == "bucket"
    assert parts("file:///ordner", EXAMPLE, ("s3", "file")).path == "/ordner"
    for address in ("s3:///ordner", "http://host"):
        with pytest.raises(ValueError, match="no address"):
            parts(address, EXAMPLE, ("s3", "file"))


def test_an_address_is_safe_over_tls_or_on_this_host() -> None:
    assert is_safe_address("https://login.example.org/authorize?tenant=netz")
    assert is_safe_address("http://127.0.0.1:8080/realms/netz")
    for address in ("http://login.example.org", "https://login.example.org/#x", "https://x@login.example.org", "login"):
        assert not is_safe_address(address)
