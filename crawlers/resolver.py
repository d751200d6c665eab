"""The resolver of a crawl: names are looked up as ever, and refused where they lead into a private network."""

from __future__ import annotations

from typing import Any

from scrapy.resolver import CachingThreadedResolver

from crawlers.addresses import check


class GuardedResolver(CachingThreadedResolver):
    """Resolves names and refuses those that lead to a private address, unless a source asked for that name."""

    def getHostByName(self, name: str, timeout: Any = ()) -> Any:  # noqa: N802 - Twisted's name
        """Resolve `name`; fails with ForbiddenAddressError where it leads into a private network."""
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    @staticmethod
    def _checked(address: str, name: str) -> str:
        check(name, address)
        return address
