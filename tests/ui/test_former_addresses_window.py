"""An entry that was renamed is reached by its former address from everywhere in the window."""

from pathlib import Path

import pytest
from handbook_pack import rewrite
from window_robot import Key, WindowRobot


@pytest.fixture
def renamed(own_tides: Path) -> Path:
    """The handbook, in which the currents were called streams, and one link still says so."""
    rewrite(own_tides, "id: currents\n", "id: currents\nformerly: [streams]\n")
    rewrite(own_tides, "[spring tide](kzref:currents/spring)", "[spring tide](kzref:streams/spring)")
    return own_tides


@pytest.fixture
def robot(open_window, renamed: Path) -> WindowRobot:  # type: ignore[no-untyped-def]
    return open_window(renamed, address="streams/neap", own_cache=True)  # type: ignore[no-any-return]


def test_the_window_opens_at_a_former_address(robot: WindowRobot) -> None:
    robot.until(lambda: robot.address == "currents/neap")


def test_a_link_to_a_former_address_is_followed(robot: WindowRobot) -> None:
    robot.until(lambda: robot.address == "currents/neap")
    robot.navigator.go_to("harbour")
    robot.click_link("spring tide")
    assert robot.address == "currents/spring"


def test_a_former_address_in_the_box_is_gone_to(robot: WindowRobot) -> None:
    robot.until(lambda: robot.address == "currents/neap")
    robot.to_box()
    robot.write("kzref:streams/spring")
    robot.settle()
    robot.press(Key.Key_Return)
    robot.until(lambda: robot.address == "currents/spring")


def test_a_page_that_is_read_while_its_entry_is_renamed_stays_open_and_can_be_gone_back_to(  # type: ignore[no-untyped-def]
    open_window, own_tides: Path
) -> None:
    robot = open_window(own_tides, address="currents/neap", own_cache=True)
    robot.until(lambda: robot.address == "currents/neap")
    robot.navigator.go_to("harbour")
    robot.navigator.go_back()
    rewrite(own_tides, "id: currents\n", "id: streams\nformerly: currents\n")
    robot.press(Key.Key_F5)
    robot.until(lambda: robot.address == "streams/neap")
    robot.navigator.go_forward()
    assert robot.address == "harbour"
    robot.navigator.go_back()
    assert robot.address == "streams/neap"
