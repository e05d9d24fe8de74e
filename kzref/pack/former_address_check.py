"""Check of the former addresses that the entries of a pack name."""

from collections.abc import Collection, Iterable, Iterator

from kzref.messages.message import message
from kzref.pack.addresses import Address
from kzref.pack.documents import Document
from kzref.pack.former_addresses import present_address
from kzref.pack.problems import Problem


class FormerAddressCheck:
    """The former addresses of a whole pack: where they lead, and what is wrong with them."""

    def __init__(self, documents: Iterable[Document], present: Collection[Address]) -> None:
        """present: the addresses of all sections."""
        self._present = present
        self._documents = [document for document in documents if document.formerly]
        self._entries: dict[Address, Address] = {}
        for document in self._documents:
            for former in document.formerly:
                self._entries.setdefault(former, document.root.address)

    def present_address(self, address: Address) -> Address | None:
        """Return the present address of what had an address formerly; None if no entry had it."""
        return present_address(address, self._entries.get, self._present.__contains__)

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for each former address that is used otherwise too."""
        users: dict[Address, str] = {}
        for document in self._documents:
            line = document.front.line("formerly")
            for former in document.formerly:
                if former in users:
                    problem = message("former.named_twice", address=former, file=users[former])
                    yield Problem(document.path, line, problem)
                    continue
                users[former] = document.path
                if circle := self._circle(former):
                    problem = message("former.circle", address=former, addresses=" -> ".join(circle))
                    yield Problem(document.path, line, problem)
                elif former in self._present:
                    yield Problem(document.path, line, message("former.present", address=former))

    def _circle(self, former: Address) -> list[Address]:
        """Return the way from a former address back to itself, by what entries name; empty if there is none."""
        way = [former]
        while (entry := self._entries.get(way[-1])) and entry not in way[1:]:
            way.append(entry)
            if entry == former:
                return way
        return []
