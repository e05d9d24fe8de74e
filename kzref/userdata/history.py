"""Where the reader has been: back and forward."""

from typing import NamedTuple

LONGEST = 500


class Visit(NamedTuple):
    """A place that was read: an address (empty for the start page) and how far the page was scrolled, in pixels."""

    address: str
    place: int = 0


class History(NamedTuple):
    """Visits and which of them is open. Each change is a new value."""

    visits: tuple[Visit, ...] = ()
    at: int = -1

    @property
    def current(self) -> Visit | None:
        """The visit that is open."""
        return self.visits[self.at] if self.visits else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a visit before."""
        return self.at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a visit after."""
        return self.at < len(self.visits) - 1

    def visit(self, address: str) -> "History":
        """Goes on to an address; what lay ahead is forgotten. Opening the same again adds nothing."""
        if self.current and self.current.address == address:
            return self
        kept = (*self.visits[: self.at + 1], Visit(address))[-LONGEST:]
        return History(kept, len(kept) - 1)

    def leave_at(self, place: int) -> "History":
        """Remembers how far the open page was scrolled."""
        if not self.current:
            return self
        visits = list(self.visits)
        visits[self.at] = self.current._replace(place=place)
        return History(tuple(visits), self.at)

    def step(self, by: int) -> "History":
        """Goes back (-1) or forward (1) as far as there is something."""
        return History(self.visits, min(max(self.at + by, 0), len(self.visits) - 1))
