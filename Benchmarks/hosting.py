"""The rows about the web host: ccserve against nginx, on the same core, under the same load."""

import contextlib
import os
import re
import shutil
import statistics

from inputs import write_menus
from measure import BenchError, Row, median, mebibytes, run
from servers import announced, fetch, nginx_kit, nginx_tree_of, started

CONNECTIONS = 32
SECONDS = 2
ROUNDS = 7

# As the platform sends it (Voice API, webhook reference).
INPUT = (
    '{"speech":{"results":[]},"dtmf":{"digits":"1","timed_out":false},"from":"447700900123","to":"442079460002",'
    '"uuid":"63f61863-4a51-4f6b-86e1-46edebcf9356","conversation_uuid":"CON-63f61863-4a51-4f6b-86e1-46edebio0123",'
    '"timestamp":"2026-11-24T17:05:00.069Z"}'
)


def document(programs, work):
    """A document that is the same for everyone."""
    with hosts(programs, work) as (ours, by_hand, _, release):
        folder = work / f"served/r/{release}/d"
        path = f"/r/{release}/d/{min(folder.iterdir()).name}"
        yield compare("constant document", "nginx, that file", Load(path), ours, by_hand, work, 0.5)


def webhooks(programs, work):
    """An input event that the platform posts, and an outbound call by GET."""
    with hosts(programs, work) as (ours, by_hand, kit, release):
        pressed = Load(f"/r/{release}/e/main~1", body=INPUT)
        yield compare("JSON POST input event", "nginx + njs, ccplan's kit", pressed, ours, kit, work, 1.2)
        yield compare("JSON POST input event", "nginx + njs, a tree by hand", pressed, ours, by_hand, work, 1.2)
        dialled = Load(
            f"/r/{release}/e/answer?to=442079460018&from_user=Jane&conversation_uuid=CON-63f61863-4a51-4f6b-86e1-46edebio0123"
        )
        if b"442079460018" not in fetch(ours + dialled.path):
            raise BenchError("the dialled number is not in the answer")
        yield compare("routed GET, number substituted", "nginx + njs, ccplan's kit", dialled, ours, kit, work, 1.0)
        yield compare("routed GET, number substituted", "nginx's tree, sub_filter", dialled, ours, by_hand, work, 1.0)


def memory(programs, work):
    """A thousand releases on disk, ten of them live with 10,000 documents each, all of them asked for."""
    root = work / "served"
    live = [build_menus(programs, work, root, number) for number in range(10)]
    # The others are never asked for; what a host does not look at costs it nothing, whatever its size.
    example = root / "r" / live[0]
    for number in range(990):
        copy = root / "r" / f"{number:016x}"
        for folder in ["d", "e"]:
            (copy / folder).mkdir(parents=True)
            for file in list(os.scandir(example / folder))[:50]:
                os.link(file.path, copy / folder / file.name)
    paths = [
        f"/r/{release}/{folder}/{file.name.removesuffix('.json') if folder == 'e' else file.name}"
        for release in live
        for folder in ["d", "e"]
        for file in os.scandir(root / "r" / release / folder)
    ]
    (work / "paths").write_text("\n".join(paths) + "\n")
    host = [programs.ccserve, "--releases", root, "--port", 0, "--log-level", "error"]
    with started(host, work / "served.log") as server:
        script = lua(work / "all.lua", f"""
            local paths = {{}}
            for line in io.lines("{work}/paths") do paths[#paths + 1] = line end
            local at = 0
            request = function() at = at % #paths + 1; return wrk.format("GET", paths[at]) end
            """)
        output = run(["wrk", "-t", 1, "-c", 8, "-d", "25s", "-s", script, server.url]).output
        resident = resident_peak(server.pid)
    asked = int(re.search(r"(\d+) requests in", output)[1])
    if "Non-2xx" in output or asked < len(paths):
        raise BenchError(f"not all files were served:\n{output}")
    shutil.rmtree(root)
    yield Row(
        f"ccserve, 1,000 releases, 10 live: {len(paths):,} files asked for again and again",
        "memory at its peak",
        mebibytes(resident),
        resident / (1 << 20),
        200,
        unit=" MiB",
    )


@contextlib.contextmanager
def hosts(programs, work):
    """The quickstart on ccserve, on nginx as set up by hand, and on nginx with our kit, one thread each on the first core.

    Gives their URLs, and the release.
    """
    root = work / "served"
    run([programs.ccplan, "build", programs.repository / "examples/quickstart", "--out", root])
    with contextlib.ExitStack() as stack:
        host = [*core(0), programs.ccserve, "--releases", root, "--port", 0, "--threads", 1]
        ours = stack.enter_context(announced(host, work / "served.log"))
        by_hand, release = stack.enter_context(nginx_tree_of(root, work / "nginx", core(0)))
        kit = stack.enter_context(nginx_kit(programs, root, work / "kit", core(0)))
        yield ours, by_hand, kit, release


class Load:
    """One request, again and again."""

    def __init__(self, path, body=None):
        self.path = path
        self.body = body

    def headers(self):
        return {"Content-Type": "application/json"} if self.body else {}

    def answer(self, url):
        return fetch(url + self.path, self.headers(), "POST" if self.body else "GET", self.body)

    def measure(self, url, script):
        """Requests a second that a server answers with success, and the 99th percentile of their latency in milliseconds."""
        arguments = [*core(1), "wrk", "-t", 1, "-c", CONNECTIONS, "-d", f"{SECONDS}s", "--latency"]
        output = run([*arguments, *(["-s", script] if script else []), url + self.path]).output
        rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
        slow = re.search(r"99%\s+([\d.]+)(us|ms|s)", output)
        if not rate or not slow or "Non-2xx" in output or "Socket errors" in output:
            raise BenchError(f"wrk {url}:\n{output}")
        return float(rate[1]), float(slow[1]) * {"us": 0.001, "ms": 1, "s": 1000}[slow[2]]


def compare(what, against, load, ours, theirs, work, goal):
    """Rounds of one after the other, so that what else the machine does hits both; the ratio is the median of the rounds'."""
    if load.answer(ours) != load.answer(theirs):
        raise BenchError(f"{what}: ccserve and nginx answer with different bytes")
    script = None
    if load.body:
        script = lua(work / "post.lua", f"""
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json"
            wrk.body = [=[{load.body}]=]
            """)
    rounds = [(load.measure(ours, script), load.measure(theirs, script)) for _ in range(ROUNDS)]
    rates = [median(side) for side in zip(*[(mine[0], other[0]) for mine, other in rounds])]
    slow = [median(side) for side in zip(*[(mine[1], other[1]) for mine, other in rounds])]
    return Row(
        f"ccserve, {what}",
        against,
        f"{rates[0]:,.0f}/s : {rates[1]:,.0f}/s, p99 {slow[0]:.1f} : {slow[1]:.1f} ms",
        statistics.median(mine[0] / other[0] for mine, other in rounds),
        goal,
        at_least=True,
    )


def core(number):
    """What makes a program run on that core alone; nothing where there is only one."""
    return ["taskset", "-c", str(number)] if (os.cpu_count() or 1) > 1 else []


def lua(file, text):
    file.write_text(text)
    return file


def build_menus(programs, work, root, number):
    """Adds a release of about 10,000 documents to those in `root`; its name."""
    project = work / f"project{number}"
    write_menus(project, 1_480)
    file = project / "contact-center.yaml"
    file.write_text(file.read_text().replace("https://voice.example.com", f"https://voice{number}.example.com"))
    run([programs.ccplan, "build", project, "--out", work / "built"])
    (release,) = (work / "built/r").iterdir()
    (root / "r").mkdir(parents=True, exist_ok=True)
    release.rename(root / "r" / release.name)
    shutil.rmtree(work / "built")
    return release.name


def resident_peak(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1]) * 1024
