"""Former addresses: an entry that was renamed names them in its front matter, and they lead to it."""

from collections.abc import Callable

from kzref.pack.addresses import Address


def present_address(
    address: Address, entry_of: Callable[[Address], Address | None], exists: Callable[[Address], bool]
) -> Address | None:
    """Return the present address of what had an address formerly; None if no entry had it.

    An address below a former one leads to the section of the same name in the entry, or else to the entry itself:
    with `new` formerly `old`, `old/goal` leads to `new/goal` if there is such a section, and to `new` if not.

    entry_of: the present address of the entry that names exactly this former address. exists: whether an address is
    a present one.
    """
    parts = address.split("/")
    beginnings = [(Address("/".join(parts[:n])), "/".join(parts[n:])) for n in range(len(parts), 0, -1)]
    named = [(entry, rest) for former, rest in beginnings if (entry := entry_of(former))]
    if not named:
        return None
    nearest = named[0][0]
    sections = [Address(f"{entry}/{rest}") for entry, rest in named if rest and entry == nearest]
    return next((section for section in sections if exists(section)), nearest)
