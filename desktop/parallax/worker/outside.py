"""Which IP addresses lie on the public internet: all that are neither this computer nor a network around it."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

_SPECIAL_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
        ),
    )
)
"""Networks that are private, special or reserved (IANA's registry of RFC 6890; all from 224 on)."""
_GIVEN_OUT = IPv6Network("2000::/3")
_SPECIAL_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16")))
_NAT64 = IPv6Network("64:ff9b::/96")


def is_outside(ip: IPv4Address | IPv6Address) -> bool:
    """Whether an address lies on the public internet. An IPv6 address that wraps an IPv4 one for NAT64 does where that
    one does; one that is written for it (IPv4-mapped, or 6to4, which RFC 7526 gave up), or names a part of a device
    (a zone), never does.

    The tables are its own, beside those of Python, which differ between its versions.
    """
    if isinstance(ip, IPv4Address):
        return ip.is_global and not any(ip in network for network in _SPECIAL_4)
    if ip.scope_id is not None:
        return False
    if ip in _NAT64:
        return is_outside(IPv4Address(int(ip) & 0xFFFFFFFF))
    return ip in _GIVEN_OUT and ip.is_global and not any(ip in network for network in _SPECIAL_6)
