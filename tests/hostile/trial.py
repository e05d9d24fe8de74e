"""Every entry point of the program, tried on hostile folders in a process of its own: a line of JSON before and after each step.

python tests/hostile/trial.py WORK SEED [SEED …]    tries the folders of these seeds; prints what it does
"""

import contextlib
import io
import json
import os
import re
import resource
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from folders import GOOD_PAGE, WORD, make_folder
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from kzref.cli import main

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What may drive or deceive a terminal; the tab separates the columns of a list."""
MOST_SHOWN = 6
"""Pages of one folder that are opened beside the good one."""


class Failed(Exception):
    """A promise was broken; the text says which."""


def cpu() -> float:
    """Seconds of processor time of this process and of those it has waited for."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


class Trial:
    """The steps on one folder."""

    def __init__(self, seed: int, work: Path, application: QApplication) -> None:
        self.seed, self._application = seed, application
        self.folder = work / f"folder-{seed}"
        make_folder(seed, self.folder)

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Announce a step and what it took, so that the parent process can tell what hangs."""
        print(json.dumps({"seed": self.seed, "begins": name}), flush=True)
        before, failure = cpu(), ""
        try:
            yield
        except Failed as error:
            failure = str(error)
        except BaseException as error:  # noqa: BLE001  # whatever it is, it is what is looked for
            import traceback

            failure = "".join(traceback.format_exception(error))
        print(json.dumps({"seed": self.seed, "ends": name, "cpu": cpu() - before, "failure": failure}), flush=True)

    def command(self, *words: str, good: bool = True) -> str:
        """Return what a command prints. good: it has to succeed."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([*words])
        output = out.getvalue() + err.getvalue()
        if "Traceback" in output:
            raise Failed(f"{words}: {output[-3000:]}")
        if found := UNPRINTABLE.search(output):
            raise Failed(f"{words} prints {found[0]!r}: {output[max(found.start() - 60, 0) : found.end() + 60]!r}")
        if good and code != 0:
            raise Failed(f"{words} answers {code}: {output[-1000:]}")
        return out.getvalue()

    def run(self) -> None:
        """Try every entry point."""
        library = ("--library", str(self.folder))
        with self.step("check"):
            self.command("check", str(self.folder), good=False)
        with self.step("build"):
            self.command("build", str(self.folder))
        rows: list[list[str]] = []
        with self.step("list"):
            rows = [row.split("\t") for row in self.command(*library, "list").splitlines()]
            if odd := [row for row in rows if len(row) != 3]:
                raise Failed(f"a row of the list is split: {odd[:3]}")
        addresses = [row[0] for row in rows]
        good = next((row[0] for row in rows if row[1] == "The good page"), "")
        with self.step("search"):
            if "The good page" not in self.command(*library, "search", WORD):
                raise Failed("the good page is not found")
            self.command(*library, "search", "word OR text OR title", good=False)
        with self.step("show the good page"):
            if GOOD_PAGE.split("\n")[-2] not in self.command(*library, "show", good):
                raise Failed("the good page is not shown")
        some = addresses[:: max(len(addresses) // MOST_SHOWN, 1)][:MOST_SHOWN]
        for address in some:
            for form in ("text", "html", "markdown"):
                with self.step(f"show {address} --format {form}"):
                    self.command(*library, "show", "--format", form, "--", address)
        paper = self.folder.with_suffix(".pdf")
        with self.step("print --all"):
            self.command(*library, "print", "--all", "-o", str(paper))
            if not paper.read_bytes().startswith(b"%PDF"):
                raise Failed("no PDF was written")
        with self.step("window"):
            self._window([good, *some])
        shutil.rmtree(self.folder)
        paper.unlink(missing_ok=True)

    def _window(self, addresses: list[str]) -> None:
        from windows import open_window

        crashes: list[object] = []
        composed = open_window(self.folder, crashes)
        window = composed.window
        try:
            if not window.area.navigator.library:
                raise Failed("the folder does not open in the window")
            for address in addresses:
                window.area.navigator.go_to(address)
                for width in (1000, 500):
                    window.resize(width, 700)
                    self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 200)
                window.grab()
        finally:
            window.close()
            composed.lanes.opening.finish()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if crashes:
            raise Failed("\n".join(map(repr, crashes)))


def main_of_trial(work: Path, seeds: list[int]) -> None:
    """Try the folders of these seeds, one after another."""
    application = QApplication(["kzref", "-style", "fusion"])
    for seed in seeds:
        Trial(seed, work, application).run()


if __name__ == "__main__":
    main_of_trial(Path(sys.argv[1]), [int(word) for word in sys.argv[2:]])
