"""Reviews are never open beyond this machine without a login."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs.access import AccessError, is_loopback, review_mode

AUTH = "\n".join(
    [
        "[auth]",
        'redirect_uri = "https://claimline.example/oauth2callback"',
        'cookie_secret = "x"',
        'client_id = "claimline"',
        'client_secret = "x"',
        'server_metadata_url = "https://id.example/.well-known/openid-configuration"',
    ]
)
LISTED = {"CLAIMLINE_REVIEWERS": "Ada@x.example, bo@x.example"}


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """Return where the secrets of a server are kept; nothing is there yet."""
    return tmp_path / "secrets.toml"


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8", "LOCALHOST"])
def test_loopback_is_open(address: str, secrets: Path) -> None:
    """Who sits at the machine may review."""
    assert is_loopback(address) and review_mode(address, {}, secrets) == "open"


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.7", "claimline.example", "127.0.0.1.evil.example", ""])
def test_elsewhere_is_refused(address: str, secrets: Path) -> None:
    """In one line that says what to do; read only is fine."""
    with pytest.raises(AccessError, match="--read-only"):
        review_mode(address, LISTED, secrets)
    assert review_mode(address, {}, secrets, read_only=True) == "off"


def test_a_login_with_a_list_opens_it_to_the_listed(secrets: Path) -> None:
    """Anywhere; and on loopback too once it is configured."""
    secrets.write_text(AUTH, encoding="utf-8")
    assert review_mode("0.0.0.0", LISTED, secrets) == "login"
    assert review_mode("127.0.0.1", LISTED, secrets) == "login"


def test_a_login_without_a_list_is_refused(secrets: Path) -> None:
    """Everybody with an account somewhere is not everybody who may review."""
    secrets.write_text(AUTH, encoding="utf-8")
    with pytest.raises(AccessError, match="CLAIMLINE_REVIEWERS"):
        review_mode("0.0.0.0", {"CLAIMLINE_REVIEWERS": " , "}, secrets)


@pytest.mark.parametrize(("text", "reason"), [("[auth]\nclient_id = 'x'", "lacks redirect_uri"), ("[auth", "secrets")])
def test_a_half_made_login_is_refused(text: str, reason: str, secrets: Path) -> None:
    """It would not let anybody in."""
    secrets.write_text(text, encoding="utf-8")
    with pytest.raises(AccessError, match=reason):
        review_mode("0.0.0.0", LISTED, secrets)
