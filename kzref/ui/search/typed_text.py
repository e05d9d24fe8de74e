"""What the text in the search box means: an address, the earlier query edited, or a new one."""

from kzref.pack.addresses import SCHEME


def is_written_out(text: str) -> bool:
    """Return whether a text is an address with its scheme, so that it cannot be words to search for."""
    return text.strip().lower().startswith(SCHEME)


def addresses_meant(text: str) -> tuple[str, ...]:
    """Return the addresses that a text may mean, the likeliest first; none if it looks like none.

    Of ADDRESS#PLACE, as links are often copied, it is the section of that name below the address, or the address.
    """
    address, mark, place = text.strip().partition("#")
    if not address or " " in address or not (is_written_out(text) or mark or "/" in address):
        return ()
    return (f"{address.rstrip('/')}/{place}", address) if place else (address,)


def goes_on(before: str, after: str) -> bool:
    """Return whether a query is the one before it, edited: they share a word, or one begins with the other.

    A single letter where several stood is the first one of a new query, typed over the old.
    """
    old, new = before.casefold().strip(), after.casefold().strip()
    if not old or not new or (len(new) == 1 and len(old) > 2):
        return False
    return old.startswith(new) or new.startswith(old) or not set(old.split()).isdisjoint(new.split())
