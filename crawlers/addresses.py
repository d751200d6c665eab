"""Which addresses may be asked: http and https only, and no private, loopback or link-local place, also by name."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

_private_names: set[str] = set()
_refused_names: set[str] = set()


class ForbiddenAddressError(OSError):
    """A name or address that leads into a private network."""


def allow_private(host: str) -> None:
    """Let one host name of a source with `loopback = true` lead to a private address."""
    _private_names.add(host.lower())


def check(name: str, address: str) -> None:
    """Raise ForbiddenAddressError where a name leads to a private address, unless a source asked for that name."""
    if name.lower() not in _private_names and is_private(address):
        _refused_names.add(name.lower())
        raise ForbiddenAddressError(f"{name} leads to the private address {address}")


def was_refused(host: str) -> bool:
    """Tell whether a name was refused by the resolver of this process: the asker only hears that it is unknown."""
    return host.lower() in _refused_names


def is_private(address: str) -> bool:
    """Tell whether a numeric address is not one of the public internet."""
    try:
        number = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return True
    mapped = getattr(number, "ipv4_mapped", None)
    return not (mapped or number).is_global or (mapped or number).is_multicast


def numeric(host: str) -> str | None:
    """Return the address a numeric host stands for, in any spelling a resolver takes (127.1, 2130706433, 0x7f.1)."""
    bare = host.strip("[]")
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        pass
    if bare and all(character in "0123456789abcdefABCDEFxX." for character in bare) and bare[0].isdigit():
        try:
            return socket.inet_ntoa(socket.inet_aton(bare))
        except OSError:
            return None
    return None


def refusal(url: str, *, private_host: str | None = None) -> str | None:
    """Return why an address may not be asked, None where it may; names are checked again when they are resolved.

    `private_host` is the one host of a source with `loopback = true`: it alone may be private.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return "malformed_address"
    if parts.scheme not in {"http", "https"}:
        return "forbidden_scheme"
    if not host:
        return "malformed_address"
    if private_host is not None and host == private_host:
        return None
    if (
        host in _private_names
        or host in {"localhost", "localhost.localdomain"}
        or host.endswith((".localhost", ".internal", ".local"))
    ):
        return "private_address"
    address = numeric(host)
    return "private_address" if address is not None and is_private(address) else None
