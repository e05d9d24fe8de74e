"""Back and forward: a reader who goes back finds what was read, where it was left."""

from hypothesis import given
from hypothesis import strategies as st

from kzref.userdata.history import LONGEST, History, ScrollPosition, Visit
from kzref.userdata.location import Location

addresses = st.sampled_from(["", "alpha", "beta", "gamma", "delta/one"])


def at(offset: int) -> ScrollPosition:
    """A page scrolled so that a character of a section stands near the top."""
    return ScrollPosition(Location("alpha", offset), 3)


positions = st.integers(0, 5000).map(at)
moves = st.one_of(
    st.tuples(st.just("visit"), addresses),
    st.tuples(st.just("step"), st.integers(-3, 3)),
    st.tuples(st.just("leave"), positions),
)


def follow(moves_made: list[tuple[str, object]]) -> History:
    history = History()
    for what, value in moves_made:
        method = {"visit": history.visit, "step": history.step, "leave": history.leave_at}[what]
        history = method(value)
    return history


def test_at_the_beginning_there_is_no_way_back_or_forward() -> None:
    history = History()
    assert history.current is None
    assert not history.can_go_back
    assert not history.can_go_forward


def test_stepping_before_anything_was_read_changes_nothing_that_is_shown() -> None:
    history = History().step(-1).step(1)
    assert history.current is None
    assert history.visit("alpha").current == Visit("alpha")


def test_back_and_forward_go_along_what_was_read() -> None:
    history = History().visit("a").visit("b").visit("c")
    assert history.step(-1).current == Visit("b")
    assert history.step(-1).step(-1).current == Visit("a")
    assert history.step(-1).step(1).current == Visit("c")
    assert history.step(-99).current == Visit("a")


def test_a_new_page_after_going_back_forgets_what_lay_ahead() -> None:
    history = History().visit("a").visit("b").visit("c").step(-2).visit("d")
    assert [visit.address for visit in history.visits] == ["a", "d"]
    assert not history.can_go_forward


def test_opening_the_page_that_is_open_adds_nothing() -> None:
    history = History().visit("a").leave_at(at(300))
    assert history.visit("a") == history


def test_a_page_is_found_again_where_it_was_left() -> None:
    history = History().visit("a").leave_at(at(120)).visit("b").leave_at(at(40))
    assert history.step(-1).current == Visit("a", at(120))
    assert history.step(-1).step(1).current == Visit("b", at(40))


def test_a_very_long_way_keeps_its_newest_end() -> None:
    history = follow([("visit", f"page-{n}") for n in range(LONGEST + 25)])
    assert len(history.visits) == LONGEST
    assert history.current == Visit(f"page-{LONGEST + 24}")
    assert not history.can_go_forward


@given(st.lists(moves, max_size=40))
def test_after_any_moves_the_open_page_is_one_of_those_read(made: list[tuple[str, object]]) -> None:
    history = follow(made)
    read = {value for what, value in made if what == "visit"}
    assert (history.current is None) == (not read)
    assert {visit.address for visit in history.visits} <= read
    assert history.can_go_back == (history.step(-1).current is not history.current)
    assert history.can_go_forward == (history.step(1).current is not history.current)


@given(st.lists(moves, max_size=30), addresses)
def test_going_back_after_a_new_page_finds_the_one_before(made: list[tuple[str, object]], address: str) -> None:
    before = follow(made)
    after = before.visit(address)
    assert after.current is not None
    assert after.current.address == address
    if before.current and before.current.address != address:
        assert after.step(-1).current == before.current


@given(st.lists(moves, max_size=30))
def test_forward_undoes_back(made: list[tuple[str, object]]) -> None:
    history = follow(made)
    if history.can_go_back:
        assert history.step(-1).step(1) == history
    if history.can_go_forward:
        assert history.step(1).step(-1) == history


@given(st.lists(moves, max_size=30), positions)
def test_where_a_page_was_left_changes_no_other_page(made: list[tuple[str, object]], scrolled: ScrollPosition) -> None:
    before = follow(made)
    after = before.leave_at(scrolled)
    assert [v.address for v in after.visits] == [v.address for v in before.visits]
    others = [n for n in range(len(before.visits)) if n != before.at]
    assert [after.visits[n] for n in others] == [before.visits[n] for n in others]
    if after.current:
        assert after.current.scrolled == scrolled


def addresses_of(history: History) -> list[str]:
    return [visit.address for visit in history.visits]


def test_a_preview_takes_the_place_of_the_preview_before_it() -> None:
    history = History().visit("a").visit("b", preview=True).visit("c", preview=True).visit("d", preview=True)
    assert addresses_of(history) == ["a", "d"]


def test_a_preview_that_is_opened_to_be_read_is_a_visit() -> None:
    history = History().visit("a").visit("b", preview=True).visit("b").visit("c", preview=True)
    assert addresses_of(history) == ["a", "b", "c"]


def test_what_is_read_after_a_preview_leads_back_to_it() -> None:
    history = History().visit("a").visit("b", preview=True).visit("c")
    assert history.step(-1).current == Visit("b", preview=True)


def test_a_preview_that_was_gone_back_from_stays() -> None:
    history = History().visit("a").visit("b", preview=True).step(-1).step(1).visit("c", preview=True)
    assert addresses_of(history) == ["a", "b", "c"]


def test_passing_over_and_back_adds_nothing() -> None:
    history = History().visit("a").visit("b", preview=True).visit("a", preview=True)
    assert history == History().visit("a")


def test_a_visit_that_leads_nowhere_is_dropped_and_the_open_one_stays() -> None:
    history = History().visit("a").visit("b").visit("c")
    assert addresses_of(history.drop(-1)) == ["a", "c"]
    assert history.drop(-1).current == Visit("c")
    back = history.step(-1)
    assert addresses_of(back.drop(1)) == ["a", "b"]
    assert back.drop(1).current == Visit("b")
    assert history.drop(1) == history
