"""Executes notebooks without losing output.

Deno's kernel does not order its messages: `idle` can arrive before the results of a cell. This client therefore reads
on until no message has arrived for 150 ms after `idle`.

    python execute.py [--in-place] [--timeout SECONDS] NOTEBOOK ...

Prints one line of JSON for each notebook: its path, the seconds it took, and its problems.
"""

import argparse
import asyncio
import json
import os
import time
from queue import Empty

import nbformat
from jupyter_client.utils import ensure_async
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete, CellExecutionError

SILENCE = 0.15


class PatientClient(NotebookClient):
    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
        idle = False
        while True:
            try:
                message = await ensure_async(self.kc.iopub_channel.get_msg(timeout=SILENCE if idle else None))
            except Empty:
                return
            if message["parent_header"].get("msg_id") == parent_msg_id:
                try:
                    self.process_message(message, cell, cell_index)
                except CellExecutionComplete:
                    idle = True


def problems_of(before, after):
    """Errors of an executed notebook, and cells that lost their outputs."""
    problems = []
    for i, (old, new) in enumerate(zip(before.cells, after.cells)):
        if new.cell_type != "code":
            continue
        for output in new.outputs:
            if output.output_type == "error":
                problems.append(f"cell {i + 1}: {output.ename}: {output.evalue}")
        if old.outputs and not new.outputs:
            problems.append(f"cell {i + 1}: it had outputs and now has none:\n{new.source}")
    return problems


def execute(path, timeout, in_place):
    before = nbformat.read(path, as_version=4)
    after = nbformat.from_dict(json.loads(json.dumps(before)))
    for cell in after.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = PatientClient(
        after,
        timeout=timeout,
        iopub_timeout=60,
        kernel_name="deno",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": os.path.dirname(os.path.abspath(path))}},
    )
    problems = []
    try:
        client.execute()
    except CellExecutionError as error:
        problems.append(str(error).strip())
    except Exception as error:  # for example a kernel that died, or a cell that took too long
        problems.append(f"{type(error).__name__}: {error}")
    problems = problems or problems_of(before, after)
    if in_place and not problems:
        partial = f"{path}.{os.getpid()}.tmp"
        nbformat.write(after, partial)
        os.replace(partial, path)
    return problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("notebooks", nargs="+")
    parser.add_argument("--in-place", action="store_true")
    parser.add_argument("--timeout", type=int, default=600, help="seconds a cell may take; 0: no limit")
    options = parser.parse_args()
    for path in options.notebooks:
        started = time.monotonic()
        problems = execute(path, options.timeout or None, options.in_place)
        seconds = round(time.monotonic() - started, 1)
        print(json.dumps({"notebook": path, "seconds": seconds, "problems": problems}), flush=True)


if __name__ == "__main__":
    if os.name == "nt":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    main()
