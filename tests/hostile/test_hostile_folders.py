"""Folders that strangers and accidents make: nothing crashes, nothing hangs, and the good page beside them is read.

The folders are made of seeds, the same each time: a few in every run, more in 'make test-slow', where KZREF_HOSTILE=1000
tries a thousand and KZREF_HOSTILE_FROM begins elsewhere. A failure names its seed: python tests/hostile/folders.py SEED FOLDER makes that folder.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LONGEST = 10.0
"""Seconds of processor time that one step may take."""
PATIENCE = 120
"""Seconds of the clock after which a step that neither ends nor works is taken to wait forever."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pipes, sockets and names as Linux has them")


def processor_time(pid: int) -> float:
    """Return the seconds that a process has worked, all threads together; 0 where it has gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass
class Trials:
    """What came of trying folders: processes that are killed where a step hangs, and started again after it."""

    folder: Path
    failures: list[str] = field(default_factory=list)
    slowest: float = 0.0
    steps: int = 0

    def run(self, wanted: list[int]) -> None:
        while wanted:
            wanted = self._try(wanted)

    def _try(self, wanted: list[int]) -> list[int]:
        """Return the seeds that are left when a process has ended, or was killed."""
        with (
            (self.folder / "records").open("w+", encoding="utf-8") as records,
            (self.folder / "errors").open("w+") as errors,
        ):
            process = subprocess.Popen(
                [sys.executable, HERE / "trial.py", self.folder / "folders", *map(str, wanted)],
                stdin=subprocess.DEVNULL, stdout=records, stderr=errors, env=self._environment(),
            )  # fmt: skip
            seed, step, why = self._follow(process, (self.folder / "records"))
            process.kill()
            process.wait()
            errors.seek(0)
            error_output = errors.read()[-3000:]
        if step:
            self.failures.append(
                f"seed {seed}: {step}: {why or f'the process ended with {process.returncode}: {error_output}'}"
            )
            return wanted[wanted.index(seed) + 1 :]
        if process.returncode != 0:
            self.failures.append(f"the process ended with {process.returncode}: {error_output}")
        return []

    def _environment(self) -> dict[str, str]:
        home = self.folder / "home"
        return os.environ | {
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_DATA_HOME": str(home / "data"),
        }

    def _follow(self, process: "subprocess.Popen[bytes]", file: Path) -> tuple[int, str, str]:
        """Return the seed and the step that was not ended, and why it was given up; no step where all have ended."""
        seed, step, cpu_before, since = -1, "", 0.0, time.monotonic()
        for line in following(process, file):
            if line:
                record = json.loads(line)
                seed, since, cpu_before = record["seed"], time.monotonic(), processor_time(process.pid)
                step = record.get("begins", "")
                if not step:
                    self._add_record(record)
            elif step and processor_time(process.pid) - cpu_before > 2 * LONGEST:
                return seed, step, f"more than {2 * LONGEST:.0f} s of processor time"
            elif step and time.monotonic() - since > PATIENCE:
                return seed, step, "it waits forever"
        return seed, step, ""

    def _add_record(self, record: "dict[str, object]") -> None:
        taken = float(str(record["cpu"]))
        self.steps += 1
        self.slowest = max(self.slowest, taken)
        if record["failure"]:
            self.failures.append(f"seed {record['seed']}: {record['ends']}: {record['failure']}")
        elif taken > LONGEST:
            self.failures.append(f"seed {record['seed']}: {record['ends']}: {taken:.1f} s of processor time")


def following(process: "subprocess.Popen[bytes]", file: Path) -> Iterator[str]:
    """Yield the lines that a process writes, and an empty one whenever it has written none for a while."""
    with file.open(encoding="utf-8") as lines:
        line = ""
        while True:
            ended = process.poll() is not None
            line += lines.readline()
            if line.endswith("\n"):
                yield line
                line = ""
            elif ended:
                return
            else:
                time.sleep(0.1)
                yield ""


def assert_read(folder: Path, seeds: range) -> None:
    trials = Trials(folder)
    trials.run(list(seeds))
    print(f"{len(seeds)} folders, {trials.steps} steps, the slowest took {trials.slowest:.1f} s of processor time")
    assert not trials.failures, "\n".join(trials.failures)
    assert trials.steps >= 7 * len(seeds)


def test_the_good_page_is_read_whatever_stands_beside_it(tmp_path: Path) -> None:
    assert_read(tmp_path, range(3))


@pytest.mark.slow
def test_the_good_page_is_read_in_many_folders(tmp_path: Path) -> None:
    first, count = int(os.environ.get("KZREF_HOSTILE_FROM", "3")), int(os.environ.get("KZREF_HOSTILE", "40"))
    assert_read(tmp_path, range(first, first + count))
