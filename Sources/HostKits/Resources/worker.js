// ccplan's host as a worker: an ES module with `fetch(request, env)`, as Cloudflare, Deno, Bun and Netlify run it.
//
// Releases come from the first of these that `env` has:
// - RELEASES: something with `get(path)`, such as a KV namespace or an R2 bucket, whose keys are `r/<release>/...`;
// - ORIGIN: the URL of a folder on any web server or object storage, without a slash at its end; what may be read there is
//   `manifests/` as well as `r/`, unless SIGNATURES is set.
//
// With the account's signature secrets in VONAGE_SIGNATURE_SECRET, separated by commas, webhooks are looked at: signature.js.
// SIGNATURES says 'observe' or 'require' for all releases, where it is not for each of them to say.
import { answer, isJSON, keeping, perhapsTorn } from './host.js';
import route from './route.js';
import { signatureDesk } from './signature.js';

var NO_BODY = new Uint8Array(0);

// The bytes of a body; null when there are too many.
async function bodyOf(request) {
    if (request.body === null) return NO_BODY;
    if (Number(request.headers.get('content-length')) > route.MOST_BODY_BYTES) return null;
    var parts = [];
    var length = 0;
    var reader = request.body.getReader();
    for (;;) {
        var part = await reader.read();
        if (part.done) break;
        length += part.value.length;
        if (length > route.MOST_BODY_BYTES) {
            await reader.cancel();
            return null;
        }
        parts.push(part.value);
    }
    var bytes = new Uint8Array(length);
    var place = 0;
    for (var each of parts) {
        bytes.set(each, place);
        place += each.length;
    }
    return bytes;
}

// MARK: Where releases are

function reader(env) {
    if (env.RELEASES) return async function (path) { return stored(env.RELEASES, path); };
    if (env.ORIGIN) return async function (path, signal) { return fetched(env.ORIGIN, path, signal); };
    return async function () { throw new Error('neither RELEASES nor ORIGIN is set'); };
}

async function stored(releases, path) {
    // A KV namespace gives texts unless told otherwise; a bucket gives objects.
    var found = await (typeof releases.getWithMetadata === 'function'
        ? releases.get(path, 'arrayBuffer') : releases.get(path));
    if (found === null || found === undefined) return null;
    if (typeof found === 'string') return new TextEncoder().encode(found);
    if (found instanceof Uint8Array) return found;
    return new Uint8Array(found instanceof ArrayBuffer ? found : await found.arrayBuffer());
}

async function fetched(origin, path, signal) {
    // A redirect leads to a page about the file, as a rule.
    var response = await fetch(origin + '/' + path, { redirect: 'manual', signal: signal });
    if (response.status === 404) return null;
    // Storage that may not be listed says 403 of what it has not got. Of a manifest that must not be believed: it may want
    // signatures.
    if (response.status === 403 && path.startsWith('r/')) return null;
    if (response.status !== 200) throw new Error('the origin answers ' + response.status + ' for ' + path);
    if (/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) {
        throw new Error('the origin answers a page instead of ' + path);
    }
    var file = new Uint8Array(await response.arrayBuffer());
    if (path.endsWith('.json')) {
        if (!isJSON(file)) throw new Error('the origin answers no JSON for ' + path);
    } else if (!response.headers.has('content-length')) {
        perhapsTorn.add(file);
    }
    return file;
}

// `env` is the same for all requests of a worker, as a rule.
var desks = new WeakMap();

function deskOf(env) {
    var desk = desks.get(env);
    if (!desk) {
        var read = keeping(reader(env));
        desk = { read: read, refuses: signatureDesk(env.VONAGE_SIGNATURE_SECRET, env.SIGNATURES, read) };
        desks.set(env, desk);
    }
    return desk;
}

export default {
    async fetch(request, env) {
        var url = new URL(request.url);
        var body = await bodyOf(request);
        var desk = deskOf(env);
        var given = body === null ? route.tooLarge() : await answer({
            method: request.method,
            path: url.pathname,
            query: url.search.substring(1),
            body: body,
            authorization: request.headers.get('authorization'),
            receivedAt: Math.floor(Date.now() / 1000)
        }, desk.read, desk.refuses);
        return new Response(request.method === 'HEAD' ? null : given.body, { status: given.status, headers: given.headers });
    }
};
