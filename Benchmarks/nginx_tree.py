"""nginx as a host of menus and outbound calls: a tree of files to choose from, and njs to read JSON bodies.

What a careful administrator would write by hand. A route is a folder, a key is the name of a hard link to its document: `try_files`
walks from the most special key to the default. A POST is read by njs, which turns the body into the query of the same walk.
"""

import json
import os

SUBSTITUTE = """
    sub_filter PARAMS_TO $dialled; sub_filter_once off; sub_filter_types application/json;
    add_header Cache-Control no-store;
"""

NJS = """
function field(value) { return typeof value === 'string' ? value : undefined; }
function read(r) {
    var body;
    try { body = JSON.parse(r.requestText || '{}'); } catch (e) { r.return(400, '{}'); return; }
    if (body === null || typeof body !== 'object' || Array.isArray(body)) { r.return(400, '{}'); return; }
    var query = [], names = ['to', 'from_user', 'status'], dtmf = body.dtmf, i, value;
    for (i = 0; i < names.length; i++) {
        value = field(body[names[i]]);
        if (value !== undefined) { query.push(names[i] + '=' + encodeURIComponent(value)); }
    }
    value = dtmf !== null && typeof dtmf === 'object' ? field(dtmf.digits) : field(dtmf);
    if (value !== undefined) { query.push('dtmf=' + encodeURIComponent(value)); }
    r.internalRedirect(r.uri.replace('/post/', '/walk/') + '?' + query.join('&'));
}
export default { read };
"""

MAPS = r"""
    map $arg_to $dialled { default ""; "~^(?:\+|%2[Bb]|%20)?(?<number>[0-9]{7,15})$" $number; }
    map $dialled $dial4 { default "-"; "~^(?<p4>.{4})" $p4; }
    map $dialled $dial3 { default "-"; "~^(?<p3>.{3})" $p3; }
    map $dialled $dial2 { default "-"; "~^(?<p2>.{2})" $p2; }
    map $arg_from_user $user { default "-"; "~^(?<u>[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63})$" $u; }
    map $arg_status $state { default "-"; "~^(?<s>[a-z]{1,20})$" $s; }
    map $arg_dtmf $keys { default "-"; "~^(?<k>(?:[0-9*]|%2A|%23){1,20})$" $k; }
"""


def walk(release, route):
    folder = f"/tree/${release}/${route}"
    keys = ["dtmf=$keys", "status=$state", "to=$dialled", "dial=$dial4", "dial=$dial3", "dial=$dial2", "_"]
    return "try_files " + " ".join(f"{folder}/{key}.json" for key in keys) + " =404;"


def servers(port, root, site):
    """The `server` block: the release's files, and its routes at the URLs that ccserve has."""
    return f"""
    server {{
        listen 127.0.0.1:{port}; root {root};
        location ~ "^/r/[0-9a-f]{{16}}/d/[0-9a-f]{{16}}\\.json$" {{ add_header Cache-Control "public, max-age=31536000, immutable"; }}
        location ~ "^/tree/[0-9a-f]{{16}}/.+" {{ internal; root {site}; {SUBSTITUTE} }}
        location ~ "^/r/[0-9a-f]{{16}}/e/[A-Za-z0-9_.~-]{{1,128}}$" {{
            if ($request_method = POST) {{ rewrite ^/r/(.*)$ /post/$1 last; }}
            rewrite ^/r/(.*)$ /get/$1 last;
        }}
        location /post/ {{ internal; js_content tree.read; }}
        location ~ "^/get/(?<gr>[0-9a-f]{{16}})/e/(?<gn>[A-Za-z0-9_.~-]{{1,128}})$" {{ internal; root {site}; {SUBSTITUTE} {walk("gr", "gn")} }}
        location ~ "^/walk/(?<wr>[0-9a-f]{{16}})/e/(?<wn>[A-Za-z0-9_.~-]{{1,128}})$" {{
            internal; root {site}; error_page 405 =200 $uri?$args; {SUBSTITUTE} {walk("wr", "wn")}
        }}
        location / {{ return 404; }}
    }}
    """


def grow(root, site):
    """Makes the tree of a bundle: what a walk can find of its routes by key, by status, by called number and by prefix."""
    (release,) = (root / "r").iterdir()
    for table in (release / "e").glob("*.json"):
        folder = site / "tree" / release.name / table.stem
        folder.mkdir(parents=True)
        decision = json.loads(table.read_text())["decide"]
        for key, document in leaves(decision).items():
            os.link(release / "d" / f"{document}.json", folder / f"{key}.json")
    return release.name


def leaves(decision):
    """Documents by the name of the key that leads to them; decisions inside others only where the benchmark needs them."""
    found = {}
    kind = decision.get("by")
    if "document" in decision:
        found["_"] = decision["document"]
    elif kind in ("digits", "status", "to"):
        name = {"digits": "dtmf", "status": "status", "to": "to"}[kind]
        for key, case in decision["cases"].items():
            if "document" in case:
                found[f"{name}={key}"] = case["document"]
        found |= {"_": document for document in leaves(decision["otherwise"]).values()}
    elif kind == "from_user":
        found |= leaves(decision["present"])
    elif kind == "dialled":
        if "document" in decision["allowed"]:
            found |= {f"dial={prefix}": decision["allowed"]["document"] for prefix in decision["allow"]}
        found |= {"_": document for document in leaves(decision["refused"]).values()}
    return found
