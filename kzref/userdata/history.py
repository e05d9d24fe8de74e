"""The way of a reader through a library: back and forward."""

from typing import NamedTuple

from kzref.userdata.location import Location

LONGEST = 500
"""Visits that are remembered."""


class ScrollPosition(NamedTuple):
    """How far a page is scrolled."""

    location: Location | None = None
    """Of the line at the top of the view; None at the very top of the page."""
    line_top: int = 0
    """Where that line begins, in pixels below the top of the view."""


class Visit(NamedTuple):
    """A section that was read (empty for the start page) and how far its page was scrolled when it was left."""

    address: str
    scrolled: ScrollPosition = ScrollPosition()
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
        """Return the history with an address opened; what lay ahead is dropped. Opening the same again adds nothing.

        A preview takes the place of the preview before it; one that is opened again to be read is none any more.
        """
        now = self.current
        if now and now.address == address:
            return self._with_current(now._replace(preview=now.preview and preview))
        passed_over = now is not None and now.preview and preview
        before = self.visits[: self.at + (0 if passed_over else 1)]
        if passed_over and before and before[-1].address == address:
            # Back at the visit before: nothing was passed over in the end.
            return History(before, len(before) - 1)
        visits = (*before, Visit(address, preview=preview))[-LONGEST:]
        return History(visits, len(visits) - 1)

    def _with_current(self, visit: Visit) -> "History":
        """Return the history with another visit in place of the one that is open."""
        return History((*self.visits[: self.at], visit, *self.visits[self.at + 1 :]), self.at)

    def drop(self, by: int) -> "History":
        """Return the history without the visit one step back (-1) or forward (1), which leads nowhere any more."""
        gone = self.at + by
        if not 0 <= gone < len(self.visits):
            return self
        return History((*self.visits[:gone], *self.visits[gone + 1 :]), self.at - (gone < self.at))

    def leave_at(self, scrolled: ScrollPosition) -> "History":
        """Return the history with how far the open page was scrolled."""
        if not self.current:
            return self
        return self._with_current(self.current._replace(scrolled=scrolled))

    def step(self, by: int) -> "History":
        """Return the history one step back (-1) or forward (1), as far as there is one. What is left was read."""
        now = self.current
        left = self._with_current(now._replace(preview=False)) if now and now.preview else self
        return History(left.visits, min(max(self.at + by, 0), len(self.visits) - 1))
