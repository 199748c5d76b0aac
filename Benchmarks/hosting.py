"""The row about the web host: ccserve against nginx."""

import contextlib
import re

from measure import BenchError, Row, alternate, median, run
from servers import announced, fetch, nginx

CONNECTIONS = 32
SECONDS = 3


def document(programs, work):
    """A document that is the same for everyone: requests a second, one thread each, logs on."""
    root = work / "served"
    run([programs.ccplan, "build", programs.repository / "examples/quickstart", "--out", root])
    path = min(root.glob("r/*/d/*.json")).relative_to(root)
    with contextlib.ExitStack() as stack:
        host = [programs.ccserve, "--releases", root, "--port", 0, "--threads", 1]
        ours = stack.enter_context(announced(host, work / "served.log"))
        theirs = stack.enter_context(nginx(root, work / "nginx"))
        if fetch(f"{ours}/{path}") != fetch(f"{theirs}/{path}"):
            raise BenchError("ccserve and nginx serve different bytes")
        rate, nginx_rate = map(median, alternate(5, lambda: load(f"{ours}/{path}"), lambda: load(f"{theirs}/{path}")))
    yield Row(
        "ccserve, constant document, one thread",
        "nginx, that file, one worker",
        f"{rate:,.0f}/s : {nginx_rate:,.0f}/s",
        rate / nginx_rate,
        0.5,
        at_least=True,
    )


def load(url):
    """Requests a second that a server answers with success."""
    output = run(["wrk", "-t", 1, "-c", CONNECTIONS, "-d", f"{SECONDS}s", url]).output
    rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
    if not rate or "Non-2xx" in output or "Socket errors" in output:
        raise BenchError(f"wrk {url}:\n{output}")
    return float(rate[1])
