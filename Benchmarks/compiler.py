"""The rows about the compiler: ccplan validate and ccplan build."""

import contextlib
import itertools
import os
import shutil
import tempfile
from pathlib import Path

from inputs import write_call_tests, write_menus
from measure import Row, alternate, mebibytes, median, run, seconds

MENUS = 10_000
TESTS = 1_000


def validate_and_growth(programs, work):
    """ccplan validate against bare libyaml, then ten times the input."""
    small, large = work / "menus", work / "menus-10x"
    size, large_size = write_menus(small, MENUS), write_menus(large, 10 * MENUS)

    def validate(folder):
        return lambda: run([programs.ccplan, "validate", folder])

    def events(folder):
        return lambda: run([programs.yaml_events, folder / "contact-center.yaml"])

    ours, bare = alternate(7, validate(small), events(small))
    cpu, bare_cpu = (median([cost.cpu for cost in costs]) for costs in (ours, bare))
    yield Row(
        f"ccplan validate, {MENUS:,} menus ({mebibytes(size)})",
        "libyaml event loop, CPU",
        f"{seconds(cpu)} : {seconds(bare_cpu)}",
        cpu / bare_cpu,
        4,
    )
    few, many = alternate(3, validate(small), validate(large))
    time, more_time = (median([cost.wall for cost in costs]) for costs in (few, many))
    yield Row(
        f"ccplan validate, {10 * MENUS:,} menus",
        f"{MENUS:,} menus, time",
        f"{seconds(more_time)} : {seconds(time)}",
        more_time / time,
        11,
    )
    memory = median([cost.memory for cost in many])
    yield Row(
        f"ccplan validate, {10 * MENUS:,} menus",
        "bytes of input, memory",
        f"{mebibytes(memory)} : {mebibytes(large_size)}",
        memory / large_size,
        12,
    )


def build(programs, work):
    """ccplan build less validate, against a C program that writes the same files.

    In memory where there is room: on a disk, making 70,000 files takes so long that both look alike.
    """
    with memory_folder(2 << 30) as memory:
        yield build_in(programs, memory or work, "in memory" if memory else "on disk")


def build_in(programs, work, place):
    project, first = work / "menus", work / "bundle"
    write_menus(project, MENUS)
    run([programs.ccplan, "build", project, "--out", first])
    listing, content = work / "files.list", work / "files.content"
    paths = sorted(path for path in first.rglob("*") if path.is_file())
    with listing.open("w") as names, content.open("wb") as joined:
        for path in paths:
            data = path.read_bytes()
            names.write(f"{len(data)} {path.relative_to(first)}\n")
            joined.write(data)
    shutil.rmtree(first)
    numbers = itertools.count()

    def cleared(job):
        """The result of a job that writes a folder, which is gone again before the next begins."""
        out = work / f"out-{next(numbers)}"
        result = job(out)
        shutil.rmtree(out)
        return result

    builds, checks, writes = alternate(
        5,
        lambda: cleared(lambda out: run([programs.ccplan, "build", project, "--out", out]).wall),
        lambda: run([programs.ccplan, "validate", project]).wall,
        lambda: cleared(lambda out: float(run([programs.write_files, listing, content, out]).output)),
    )
    ours, written = median(builds) - median(checks), median(writes)
    return Row(
        f"ccplan build less validate, {len(paths):,} files ({mebibytes(content.stat().st_size)}) {place}",
        "a C program writing them",
        f"{seconds(median(builds))} − {seconds(median(checks))} : {seconds(written)}",
        ours / written,
        2,
    )


@contextlib.contextmanager
def memory_folder(size):
    """A new folder on the file system that is in memory; None where that has not so many bytes free."""
    root = Path("/dev/shm")
    status = os.statvfs(root) if root.is_dir() else None
    if not status or status.f_bavail * status.f_frsize < size:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="ccplan-bench-", dir=root) as folder:
        yield Path(folder)


def start_up(programs, work):
    """The whole process on a small project, against a process that does nothing."""
    ours, nothing = alternate(
        40,
        lambda: run([programs.ccplan, "validate", programs.repository / "examples/quickstart"]).wall,
        lambda: run(["/bin/true"]).wall,
    )
    yield Row(
        "ccplan validate examples/quickstart",
        "/bin/true, more",
        f"{median(ours) * 1000:.1f} ms : {median(nothing) * 1000:.1f} ms",
        (median(ours) - median(nothing)) * 1000,
        25,
        unit=" ms",
    )


def tests(programs, work):
    """ccplan test with 1,000 tests on acme, over the same process that only builds and plays none."""
    project = work / "acme"
    shutil.copytree(programs.repository / "examples/acme", project)
    shutil.rmtree(project / "tests")
    (project / "tests").mkdir()
    write_call_tests(project / "tests/calls.yaml", TESTS)
    few = work / "none"
    shutil.copytree(project, few)
    shutil.rmtree(few / "tests")
    played, nothing = alternate(
        11,
        lambda: run([programs.ccplan, "test", project]).wall,
        lambda: run([programs.ccplan, "test", few]).wall,
    )
    yield Row(
        f"ccplan test examples/acme, {TESTS:,} tests",
        "its start-up and build",
        f"{median(played) * 1000:.1f} ms : {median(nothing) * 1000:.1f} ms",
        median(played) / median(nothing),
        5,
    )


def journeys(programs, work):
    """ccplan diff of two large projects that differ in one option, over building both."""
    with memory_folder(2 << 30) as memory:
        place = memory or work
        before, after = place / "before", place / "after"
        write_menus(before, MENUS)
        write_menus(after, MENUS)
        root = after / "contact-center.yaml"
        text = root.read_text()
        start = text.index("1: {", text.index(f"  m{MENUS * 3 // 4}:"))
        end = text.index("\n", start)
        root.write_text(f"{text[:start]}1: {{say: Changed., voicemail: box}}{text[end:]}")
        out = place / "out"

        def built(project):
            wall = run([programs.ccplan, "build", project, "--out", out]).wall
            shutil.rmtree(out)
            return wall

        told, built_both = alternate(
            5,
            lambda: run([programs.ccplan, "diff", before, after]).wall,
            lambda: built(before) + built(after),
        )
    yield Row(
        f"ccplan diff, {MENUS:,} menus, one option differs",
        "building both",
        f"{seconds(median(told))} : {seconds(median(built_both))}",
        median(told) / median(built_both),
        3,
    )
