"""Servers on loopback that are always stopped: they end with the `with` that began them."""

import contextlib
import json
import os
import select
import socket
import subprocess
import time
import urllib.request
from dataclasses import dataclass

import nginx_tree
from measure import BenchError, run


@dataclass
class Server:
    url: str
    pid: int


@contextlib.contextmanager
def announced(arguments, log):
    """The same as `started`; gives the URL alone."""
    with started(arguments, log) as server:
        yield server.url


@contextlib.contextmanager
def started(arguments, log, patience=60):
    """Starts a server that prints 'NAME listening on URL' when it is ready."""
    with open(log, "wb") as errors:
        child = subprocess.Popen(
            [str(argument) for argument in arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"},
        )
    try:
        ready, _, _ = select.select([child.stdout], [], [], patience)
        line = child.stdout.readline().decode() if ready else ""
        if " listening on " not in line:
            raise BenchError(f"{arguments[0]} did not start; see {log}")
        yield Server(line.split(" listening on ")[1].strip(), child.pid)
    finally:
        stop(child)
        child.stdout.close()


@contextlib.contextmanager
def nginx_tree_of(root, work, prefix=()):
    """nginx as a careful administrator sets it up by hand for the bundle in `root`; gives its URL and the release."""
    work.mkdir()
    site = work / "site"
    release = nginx_tree.grow(root, site)
    (work / "tree.js").write_text(nginx_tree.NJS)

    def blocks(port):
        return f"js_path {work}; js_import tree from tree.js; {nginx_tree.MAPS} {nginx_tree.servers(port, root, site)}"

    with nginx(blocks, work, prefix) as url:
        yield url, release


@contextlib.contextmanager
def nginx_kit(programs, root, work, prefix=()):
    """nginx with the files that `ccplan host nginx` writes, as a host of the bundle in `root`; gives its URL."""
    run([programs.ccplan, "host", "nginx", "--out", work])

    def blocks(port):
        server = f"server {{ listen 127.0.0.1:{port}; root {root}; include ccplan/server.conf; }}"
        return f"include ccplan/http.conf; {server}"

    with nginx(blocks, work, prefix) as url:
        yield url


@contextlib.contextmanager
def nginx(blocks, work, prefix=()):
    """nginx with one worker, and with the blocks for its `http` that a function of the port gives; gives its URL.

    It logs as ccserve does: to a file, in batches.
    """
    port = free_port()
    (work / "nginx.conf").write_text(
        f"""
        daemon off; worker_processes 1; pid {work}/pid; error_log {work}/error.log;
        {"user root;" if os.geteuid() == 0 else ""}
        load_module /usr/lib/nginx/modules/ngx_http_js_module.so;
        events {{ worker_connections 1024; }}
        http {{
            types {{ application/json json; }}
            access_log {work}/access.log combined buffer=64k flush=1s;
            client_body_temp_path {work}/b; proxy_temp_path {work}/p; fastcgi_temp_path {work}/f;
            uwsgi_temp_path {work}/u; scgi_temp_path {work}/s;
            client_max_body_size 64k; client_body_buffer_size 64k; client_body_in_single_buffer on;
            # Small files: reading them is faster here than sendfile and its further calls.
            sendfile off; keepalive_requests 1000000; open_file_cache max=1000;
            {blocks(port)}
        }}
        """
    )
    child = subprocess.Popen(
        [*prefix, "nginx", "-p", str(work), "-c", str(work / "nginx.conf")],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port, child)
        yield f"http://127.0.0.1:{port}"
    finally:
        stop(child)


def stop(child):
    child.terminate()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port, child, patience=20):
    deadline = time.monotonic() + patience
    while child.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise BenchError(f"nothing answers on port {port}")


def fetch(url, headers=None, method="GET", body=None):
    """The body of a response; anything but a success is an error."""
    data = body.encode() if body else None
    request = urllib.request.Request(url, data=data, headers=headers or {}, method=method)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as response:
        return response.read()


def fetch_json(url, headers=None):
    return json.loads(fetch(url, headers))
