"""The rows about the account: ccplan plan and ccapply against the sandbox."""

import base64
import contextlib
import json
import re
import time
import uuid

from inputs import write_users
from measure import BenchError, Row, alternate, median, run, seconds
from servers import announced, fetch, fetch_json

LIVE_USERS = 10_000
NEW_USERS = 1_000
LATENCY = 0.020

# How many users ccapply makes at a time (`stepWidth` of Applying), and what it allows itself by default.
CONCURRENCY = 8
APPLICATION_RATE = 5

BASIC = {
    "Accept": "application/json",
    "Authorization": "Basic " + base64.b64encode(b"sandbox:sandbox-secret").decode(),
}


def plan(programs, work):
    """ccplan plan, all of it, against one curl that fetches the same pages over one connection.

    Once the project names few of the users, and once all of them: then its YAML is as large as the account.
    """
    for count in [10, LIVE_USERS]:
        yield plan_of(programs, work / str(count), count)


def plan_of(programs, work, named):
    folder = work / "users"
    write_users(folder, named, "https://voice.example.com", "public")
    key = make_key(programs, folder, work)
    sandbox = [programs.ccsandbox, "serve", "--seed-users", LIVE_USERS, "--seed-public-key", folder / "app.pub"]
    with announced(sandbox, work / "plan-sandbox.log") as url:
        groups = pages(url, key, work)
        config = work / "curl.config"
        config.write_text("next\n".join(curl_section(urls, headers) for urls, headers in groups))
        count = sum(len(urls) for urls, _ in groups)

        def make_plan():
            return run([programs.ccplan, "plan", folder, "--rate", "off"], environment(url, key)).wall

        fetch(f"{url}/_sandbox/requests", method="DELETE")
        make_plan()
        asked = len(fetch_json(f"{url}/_sandbox/requests")["requests"])
        if asked != count:
            raise BenchError(f"ccplan plan sent {asked} requests, curl is to send {count}")
        ours, curls = alternate(7, make_plan, lambda: run(["curl", "--config", config]).wall)
    return Row(
        f"ccplan plan, {LIVE_USERS:,} live users, {named:,} in the project",
        f"curl, the same {count} pages",
        f"{seconds(median(ours))} : {seconds(median(curls))}",
        median(ours) / median(curls),
        1.5,
    )


def apply(programs, work):
    """ccapply against the least that its requests can take with that latency and those limits."""
    results = [apply_once(programs, work / f"apply-{number}") for number in range(3)]
    taken, least, count = (median([result[index] for result in results]) for index in range(3))
    yield Row(
        f"ccapply, {NEW_USERS:,} users at {LATENCY * 1000:.0f} ms, --rate users=off",
        f"{count:.0f} requests, {CONCURRENCY} at a time",
        f"{seconds(taken)} : {seconds(least)}",
        taken / least,
        1.15,
    )


def apply_once(programs, work):
    """Seconds taken, the least seconds possible, and the number of requests."""
    folder, public = work / "project", work / "public"
    public.mkdir(parents=True)
    sandbox = [programs.ccsandbox, "serve", "--latency", int(LATENCY * 1000)]
    host = [programs.ccserve, "--releases", public, "--port", 0]
    with contextlib.ExitStack() as stack:
        api = stack.enter_context(announced(sandbox, work / "sandbox.log"))
        web = stack.enter_context(announced(host, work / "host.log"))
        write_users(folder, NEW_USERS, web, public)
        key = make_key(programs, folder, work)
        arguments = [programs.ccapply, folder, "--auto-approve", "--rate", "users=off"]
        taken = run(arguments, environment(api, key)).wall
        requests = fetch_json(f"{api}/_sandbox/requests")["requests"]
    made = sum(request["method"] == "POST" and request["path"] == "/v1/users" for request in requests)
    if made != NEW_USERS:
        raise BenchError(f"ccapply made {made} users instead of {NEW_USERS}")
    paced = sum(request["path"].startswith("/v2/applications") for request in requests)
    return taken, max(paced / APPLICATION_RATE, len(requests) * LATENCY / CONCURRENCY), len(requests)


def environment(url, key):
    return {
        "VONAGE_API_KEY": "sandbox",
        "VONAGE_API_SECRET": "sandbox-secret",
        "VONAGE_API_URL": url,
        "VONAGE_PRIVATE_KEY": str(key),
    }


def make_key(programs, folder, work):
    """Makes the key pair that the project names; gives the path of the private one."""
    key = work / f"{folder.name}.pem"
    run([programs.ccplan, "keygen", folder, "--private-key", key])
    return key


def pages(url, key, work):
    """The pages that a plan reads, in groups of the same headers: the application and the numbers, then the users."""
    lists = [f"{url}/v2/applications?page_size=100&page=1", f"{url}/account/numbers?size=100&index=1"]
    application = fetch_json(lists[0], BASIC)["_embedded"]["applications"][0]["id"]
    bearer = {"Accept": "application/json", "Authorization": f"Bearer {token(application, key, work)}"}
    first = f"{url}/v1/users?page_size=100"
    users = [first]
    while True:
        links = fetch_json(users[-1], bearer)["_links"]
        following = re.search(r"[?&]cursor=([^&]+)", links.get("next", {}).get("href", ""))
        if not following:
            return [(lists, BASIC), (users, bearer)]
        users.append(f"{first}&cursor={following[1]}")


def curl_section(urls, headers):
    lines = ["silent", "show-error", "fail", 'noproxy = "*"']
    lines += [f'header = "{name}: {value}"' for name, value in headers.items()]
    for url in urls:
        lines += [f'url = "{url}"', 'output = "/dev/null"']
    return "\n".join(lines) + "\n"


def token(application, key, work):
    """A token for the Users API, signed by the application's key."""
    now = int(time.time())
    claims = {"application_id": application, "iat": now, "exp": now + 3600, "jti": str(uuid.uuid4())}
    signed = b".".join(base64url(json.dumps(part).encode()) for part in ({"alg": "RS256", "typ": "JWT"}, claims))
    (work / "token.signed").write_bytes(signed)
    run(["openssl", "dgst", "-sha256", "-sign", key, "-out", work / "token.signature", work / "token.signed"])
    return (signed + b"." + base64url((work / "token.signature").read_bytes())).decode()


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")
