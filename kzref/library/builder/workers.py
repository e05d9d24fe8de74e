"""Render on all processors: batches of documents in worker processes, their rows returned in order."""

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from pathlib import Path

from kzref.errors import PackError
from kzref.library.builder.batch import BatchCompiler, NumberedDocument, SectionRow
from kzref.library.builder.render_context import RenderContext
from kzref.messages.message import message
from kzref.system.processes import can_fork, restore_default_signals

LARGEST_BATCH, _SMALLEST_BATCH = 3_000_000, 20_000
"""Characters of Markdown that are rendered at a time: many, so that runs are few, but so that work can be cancelled."""
_WORTH_FORKING, _WORTH_SPAWNING = 200_000, 4_000_000
"""Bytes of Markdown from which more processes save time: forked ones, and spawned ones."""

_batch: BatchCompiler | None = None
"""Of a worker process, which compiles for one pack and ends with it."""


def _start_worker(render_context: RenderContext) -> None:
    global _batch  # noqa: PLW0603  # a worker's only way to keep what it was started with
    # A signal to the whole group ends a worker silently; its parent reports what happened.
    restore_default_signals()
    threading.Thread(target=_end_with_parent, name="end with parent", daemon=True).start()
    _batch = BatchCompiler(render_context)


def _end_with_parent() -> None:
    """End this process when its parent does, however that ends.

    A worker waits at a queue whose writing end it holds itself, so that it would wait for ever.
    """
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _compile_batch(documents: list[NumberedDocument], run: Path) -> list[SectionRow]:
    if _batch is None:
        raise RuntimeError("this worker has no compiler yet")
    rows = [row for numbered in documents for row in _batch.compile(numbered)]
    _batch.write(run)
    return rows


def should_use_processes(size: int) -> bool:
    """Return whether so many bytes of Markdown are rendered sooner by several processes."""
    return (os.cpu_count() or 1) > 1 and size >= (_WORTH_FORKING if can_fork() else _WORTH_SPAWNING)


def render_in_processes(
    render_context: RenderContext, documents: Iterable[NumberedDocument], size: int, name_run: Callable[[], Path]
) -> Generator[tuple[int, list[SectionRow]], None, None]:
    """Yield the rows of documents in order, batch by batch, with how many documents a batch had.

    size: bytes of Markdown in all. Closing the iterator cancels the work. Raise PackError when a process was killed.
    """
    count = os.cpu_count() or 1
    context = get_context("fork" if can_fork() else "spawn")
    pool = ProcessPoolExecutor(count, context, _start_worker, (render_context,))
    waiting: deque[tuple[int, Future[list[SectionRow]]]] = deque()
    try:
        batches = _batches(documents, max(_SMALLEST_BATCH, min(LARGEST_BATCH, size // (4 * count))))
        if size <= LARGEST_BATCH:
            # All is read soon, and a long batch that is submitted last would keep the others waiting.
            runs = [(batch, name_run()) for batch in batches]
            submitted = {
                run: pool.submit(_compile_batch, batch, run) for batch, run in sorted(runs, key=_length, reverse=True)
            }
            waiting.extend((len(batch), submitted[run]) for batch, run in runs)
        for batch in batches:
            waiting.append((len(batch), pool.submit(_compile_batch, batch, name_run())))
            while len(waiting) > count + 1 or (waiting and waiting[0][1].done()):
                size, rows = waiting.popleft()
                yield size, rows.result()
        while waiting:
            size, rows = waiting.popleft()
            yield size, rows.result()
    except BrokenProcessPool as error:
        raise PackError(message("library.worker_ended")) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _batches(documents: Iterable[NumberedDocument], wanted: int) -> Iterator[list[NumberedDocument]]:
    batch: list[NumberedDocument] = []
    size = 0
    for numbered in documents:
        batch.append(numbered)
        size += _characters(numbered)
        if size >= wanted:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _length(run: tuple[list[NumberedDocument], Path]) -> int:
    return sum(map(_characters, run[0]))


def _characters(numbered: NumberedDocument) -> int:
    return sum(len(section.text) for section in numbered.document.sections)
