"""Running children one at a time, what they cost, and the rows of the table."""

import os
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass


class BenchError(Exception):
    """Something that has to work for a measurement did not."""


@dataclass
class Cost:
    """What one run of a child took."""

    wall: float  # seconds
    cpu: float  # seconds, user and system
    memory: int  # bytes, the most that was resident
    output: str


def run(arguments, environment=None, limit=300):
    """Runs a program to its end; a status other than 0 ends the benchmark."""
    arguments = [str(argument) for argument in arguments]
    begin = time.perf_counter()
    child = subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **(environment or {})},
    )
    watch = alarm(child, limit)
    output = child.stdout.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begin
    watch.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stdout.close()
    if child.returncode != 0:
        raise BenchError(f"{' '.join(arguments)} ended with {child.returncode}:\n{output[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, output)


def alarm(child, limit):
    """Kills a child that takes too long, unless it is cancelled."""
    timer = threading.Timer(limit, child.kill)
    timer.daemon = True
    timer.start()
    return timer


def alternate(times, *jobs):
    """Runs the jobs in turn, so that what else the machine does hits all of them; a list of results for each."""
    results = [[] for _ in jobs]
    for _ in range(times):
        for job, into in zip(jobs, results):
            into.append(job())
    return results


def median(values):
    return statistics.median(values)


@dataclass
class Row:
    """A line of the table: a ratio, or a difference, of two things measured side by side, and its goal."""

    what: str
    against: str
    measured: str
    value: float
    goal: float
    unit: str = "×"
    at_least: bool = False

    @property
    def is_reached(self):
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    @property
    def cells(self):
        digits = 1 if self.unit != "×" or self.value >= 10 else 2
        sign = "≥" if self.at_least else "≤"
        return [
            self.what,
            self.against,
            self.measured,
            f"{self.value:.{digits}f}{self.unit}",
            f"{sign} {self.goal:g}{self.unit}",
            "yes" if self.is_reached else "NO",
        ]


def print_table(rows):
    table = [["what", "against", "measured (medians)", "ratio", "goal", "reached"]] + [row.cells for row in rows]
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]

    def show(cells):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths)) + " |")

    show(table[0])
    show(["-" * width for width in widths])
    for line in table[1:]:
        show(line)


def seconds(value):
    return f"{value * 1000:.0f} ms" if value < 10 else f"{value:.1f} s"


def mebibytes(value):
    return f"{value / (1 << 20):.1f} MiB"


def note(text):
    """Progress; standard output carries the table and nothing else."""
    print(text, file=sys.stderr, flush=True)
