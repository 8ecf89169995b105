"""Runs a program to its end, and says what it took."""

import os
import pathlib
import subprocess
import tempfile
import threading
import time

from programs import HERE

# One thread, for all who read one of these.
ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "NUMBA_NUM_THREADS",
        "OPENTURNS_NUM_THREADS",
    ),
    "1",
)


class Failed(Exception):
    """A program ended with an error."""


def run(command, watch=False, **environment):
    """What the program printed, its seconds by the clock and the processor, and with `watch` its peak memory in MiB."""
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        begin = time.perf_counter()
        child = subprocess.Popen(command, cwd=HERE, stdout=out, stderr=err, env=inherited | ONE_THREAD | environment)
        peak = Peak(child.pid) if watch else None
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if child.returncode != 0:
            raise Failed(f"{pathlib.Path(command[0]).name} ended with {child.returncode}: {err.read().strip()[-500:]}")
        memory = peak.mebibytes(usage) if peak else None
        return out.read(), {"wall": seconds, "cpu": usage.ru_utime + usage.ru_stime, "memory": memory}


class Peak(threading.Thread):
    """Reads a process's high-water mark again and again.

    The resource usage of a child would do, were it not at least its parent's: Python takes more memory than Altai.
    """

    def __init__(self, process):
        super().__init__(daemon=True)
        self.status = pathlib.Path(f"/proc/{process}/status")
        self.kibibytes = 0
        self.ended = threading.Event()
        self.start()

    def run(self):
        while not self.ended.is_set():
            try:
                marks = [line.split()[1] for line in self.status.read_text().splitlines() if line.startswith("VmHWM:")]
            except OSError:
                return
            if marks:
                self.kibibytes = int(marks[0])
            self.ended.wait(0.005)

    def mebibytes(self, usage):
        self.ended.set()
        self.join()
        return (self.kibibytes or usage.ru_maxrss) / 1024
