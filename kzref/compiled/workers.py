"""Rendering on all processors: whole batches of documents in processes of their own, their rows back in order."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from kzref.compiled.rendering import Batch, Numbered, Row, Surroundings
from kzref.errors import PackError

BATCH_CHARACTERS = 3_000_000
"""Markdown that is rendered at a time: enough that runs are few, and little enough that the work can be stopped."""

_batch: Batch | None = None
"""Of a worker process, which renders for one pack and ends with it."""


def _begin(surroundings: Surroundings) -> None:
    global _batch  # noqa: PLW0603  # a worker's only way to keep what it was begun with
    _batch = Batch(surroundings)


def _work(documents: list[Numbered], run: Path) -> list[Row]:
    assert _batch is not None
    rows = [row for numbered in documents for row in _batch.document(numbered)]
    _batch.write(run)
    return rows


def render_in_processes(
    surroundings: Surroundings, documents: Iterable[Numbered], name_run: Callable[[], Path]
) -> Iterator[tuple[int, list[Row]]]:
    """The rows of documents in order, batch by batch, with how many documents a batch had.

    Closing the iterator stops the work. Raises PackError when a process was killed.
    """
    # Forking a program with threads of Qt is not safe: each worker begins afresh.
    count = os.cpu_count() or 1
    pool = ProcessPoolExecutor(count, get_context("spawn"), _begin, (surroundings,))
    waiting: deque[tuple[int, Future[list[Row]]]] = deque()
    try:
        for batch in _batches(documents):
            waiting.append((len(batch), pool.submit(_work, batch, name_run())))
            while len(waiting) > count + 1 or (waiting and waiting[0][1].done()):
                size, rows = waiting.popleft()
                yield size, rows.result()
        while waiting:
            size, rows = waiting.popleft()
            yield size, rows.result()
    except BrokenProcessPool as error:
        raise PackError("The work was ended from outside, perhaps for want of memory. Try again.") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _batches(documents: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    batch: list[Numbered] = []
    size = 0
    for numbered in documents:
        batch.append(numbered)
        size += sum(len(section.text) for section in numbered.document.sections)
        if size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
