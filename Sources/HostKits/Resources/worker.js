// ccplan's host as a worker: an ES module with `fetch(request, env)`, as Cloudflare, Deno, Bun and Netlify run it.
//
// Releases come from the first of these that `env` has:
// - RELEASES: something with `get(path)`, such as a KV namespace or an R2 bucket, whose keys are `r/<release>/...`;
// - ORIGIN: the URL of a folder on any web server or object storage, without a slash at its end.
import route from './route.js';

// Releases never change, so what was read once stays true. What was not found is asked for again.
var MOST_KEPT_BYTES = 32 * 1024 * 1024;

var NULL_BODY = new Uint8Array(0);
var decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

// Keeps the files that were used last.
export function keeping(read) {
    var kept = new Map();
    var bytes = 0;
    return async function (path) {
        var file = kept.get(path);
        if (file !== undefined) {
            kept.delete(path);
            kept.set(path, file);
            return file;
        }
        file = await read(path);
        if (file === null || file.length > MOST_KEPT_BYTES / 4 || kept.has(path)) return file;
        kept.set(path, file);
        bytes += file.length;
        for (var [oldest, old] of kept) {
            if (bytes <= MOST_KEPT_BYTES) break;
            kept.delete(oldest);
            bytes -= old.length;
        }
        return file;
    };
}

// The answer to a request: a status, headers, and bytes or a text or null.
//
// - path, query: as they came, percent-encoded, the query without its mark.
// - body: the bytes, of GET none.
// - read: gives the bytes of a file of the releases, or null where it is not there.
export async function answer(method, path, query, body, read, unixSeconds) {
    var wanted = route.begin(method, path);
    if (wanted.answer) return wanted.answer;
    var said = method === 'POST' ? textOf(body) : '';
    if (wanted.kind === 'events') return route.noteEvent(said);
    try {
        var file = await read(wanted.file);
        if (file === null) return route.notFound();
        if (wanted.kind === 'constant') return { status: 200, headers: wanted.headers, body: file };
        var end = route.decide(wanted, decoder.decode(file), query, said, unixSeconds);
        if (end.answer) return end.answer;
        var document = await read(end.file);
        if (document === null) throw new Error('the document of a decision is missing');
        return route.documentAnswer(decoder.decode(document), end.dialled);
    } catch (error) {
        console.error('ccplan: release unreadable: ' + error.message);
        return route.unreadable();
    }
}

// The text of a body, '' for none; null for bytes that are not UTF-8.
function textOf(bytes) {
    try {
        return bytes.length === 0 ? '' : decoder.decode(bytes);
    } catch {
        return null;
    }
}

// The bytes of a body; null when there are too many.
async function bodyOf(request) {
    if (request.body === null) return NULL_BODY;
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
    if (env.ORIGIN) return async function (path) { return fetched(env.ORIGIN + '/' + path); };
    throw new Error('neither RELEASES nor ORIGIN is set');
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

async function fetched(url) {
    var response = await fetch(url);
    // Storage that may not be listed says 403 of what it has not got.
    if (response.status === 404 || response.status === 403) return null;
    if (response.status !== 200) throw new Error('the origin answers ' + response.status);
    return new Uint8Array(await response.arrayBuffer());
}

// `env` is the same for all requests of a worker, as a rule.
var readers = new WeakMap();

function keptReader(env) {
    var read = readers.get(env);
    if (!read) {
        read = keeping(reader(env));
        readers.set(env, read);
    }
    return read;
}

export default {
    async fetch(request, env) {
        var url = new URL(request.url);
        var body = request.method === 'POST' ? await bodyOf(request) : NULL_BODY;
        var now = Math.floor(Date.now() / 1000);
        var given = body === null ? route.tooLarge()
            : await answer(request.method, url.pathname, url.search.substring(1), body, keptReader(env), now);
        return new Response(request.method === 'HEAD' ? null : given.body, { status: given.status, headers: given.headers });
    }
};
