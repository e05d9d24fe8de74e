"""Where the reader has been: back and forward."""

from typing import NamedTuple

LONGEST = 500


class Visit(NamedTuple):
    """A place that was read: an address (empty for the start page) and how far the page was scrolled, in pixels."""

    address: str
    place: int = 0
    preview: bool = False
    """Only passed over so far, as by the arrow keys in a list: the next preview takes its place."""


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

    def visit(self, address: str, preview: bool = False) -> "History":
        """Goes on to an address; what lay ahead is forgotten. Opening the same again adds nothing.

        A preview takes the place of the preview before it; one that is opened again to be read is none any more.
        """
        now = self.current
        if now and now.address == address:
            return self._at_current(now._replace(preview=now.preview and preview))
        passed_over = now is not None and now.preview and preview
        before = self.visits[: self.at + (0 if passed_over else 1)]
        if passed_over and before and before[-1].address == address:
            # Back on the way that was come: nothing was passed over in the end.
            return History(before, len(before) - 1)
        kept = (*before, Visit(address, preview=preview))[-LONGEST:]
        return History(kept, len(kept) - 1)

    def _at_current(self, visit: Visit) -> "History":
        """With another visit in place of the one that is open."""
        return History((*self.visits[: self.at], visit, *self.visits[self.at + 1 :]), self.at)

    def drop(self, by: int) -> "History":
        """Without the visit that lies one step back (-1) or forward (1), because it leads nowhere any more."""
        gone = self.at + by
        if not 0 <= gone < len(self.visits):
            return self
        return History((*self.visits[:gone], *self.visits[gone + 1 :]), self.at - (gone < self.at))

    def leave_at(self, place: int) -> "History":
        """Remembers how far the open page was scrolled."""
        if not self.current:
            return self
        return self._at_current(self.current._replace(place=place))

    def step(self, by: int) -> "History":
        """Goes back (-1) or forward (1) as far as there is something. What is left so has been read."""
        now = self.current
        left = self._at_current(now._replace(preview=False)) if now and now.preview else self
        return History(left.visits, min(max(self.at + by, 0), len(self.visits) - 1))
