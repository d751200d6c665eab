"""Who may write reviews in the app: everybody on this machine, people who log in and are listed, or nobody.

Reading is open where the app listens. Beyond loopback reviews are never open without a login.
"""

from __future__ import annotations

import ipaddress
import tomllib
from collections.abc import Mapping
from pathlib import Path

OPEN, LOGIN, OFF = "open", "login", "off"
AUTH_KEYS = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
REVIEWERS = "CLAIMLINE_REVIEWERS"


class AccessError(ValueError):
    """The app would be open to people it is not meant for; the message says what to do."""


def is_loopback(address: str) -> bool:
    """Tell whether only this machine can reach an address."""
    if address.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def has_login(secrets: Path) -> bool:
    """Tell whether the login of Streamlit is configured completely. Raises AccessError for a half-made one."""
    if not secrets.is_file():
        return False
    try:
        auth = tomllib.loads(secrets.read_text(encoding="utf-8")).get("auth")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AccessError(f"{secrets}: {error}") from error
    if auth is None:
        return False
    missing = [name for name in AUTH_KEYS if not auth.get(name)]
    if missing:
        raise AccessError(f"{secrets}: [auth] lacks {', '.join(missing)}")
    return True


def reviewers(environment: Mapping[str, str]) -> list[str]:
    """Return the mail addresses that may review."""
    return sorted({name.strip().casefold() for name in environment.get(REVIEWERS, "").split(",") if name.strip()})


def review_mode(address: str, environment: Mapping[str, str], secrets: Path, *, read_only: bool = False) -> str:
    """Return who may review. Raises AccessError when that would be everybody beyond this machine."""
    if read_only:
        return OFF
    if has_login(secrets):
        if not reviewers(environment):
            raise AccessError(f"a login is configured; name who may review in {REVIEWERS} (addresses, separated by ,)")
        return LOGIN
    if is_loopback(address):
        return OPEN
    raise AccessError(
        f"will not listen on {address} with reviews open to everybody: configure a login ([auth] in {secrets} and "
        f"{REVIEWERS}), or serve with --read-only"
    )
