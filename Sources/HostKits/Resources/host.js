// From a request to its answer, for hosts that wait for their files: workers, and Node by its adapter.
import route from './route.js';

// Releases never change, so what was read once stays true. What was not found is asked for again.
var MOST_KEPT_BYTES = 32 * 1024 * 1024;

// In milliseconds, for all that is read for one answer: the platform waits for 3 seconds when it is in a hurry.
var PATIENCE = 2500;

// What `read` has given that may lack its end, since nothing said how long it is.
export var perhapsTorn = new WeakSet();

var decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

// Keeps the files of releases that were used last, if they are whole.
export function keeping(read) {
    var kept = new Map();
    var bytes = 0;
    return async function (path, signal) {
        var file = kept.get(path);
        if (file !== undefined) {
            kept.delete(path);
            kept.set(path, file);
            return file;
        }
        file = await read(path, signal);
        if (file === null || file.length > MOST_KEPT_BYTES / 4 || kept.has(path) || !isLasting(path, file)) return file;
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

function isLasting(path, file) {
    if (!path.startsWith('r/') || perhapsTorn.has(file)) return false;
    return !path.endsWith('.json') || isJSON(file);
}

// Whether bytes are a JSON text.
export function isJSON(bytes) {
    try {
        JSON.parse(decoder.decode(bytes));
        return true;
    } catch {
        return false;
    }
}

// That something could not be looked at, which says nothing of what it is.
class Unavailable extends Error {}

// What a promise gives, unless it fails or takes too long.
async function available(promise, signal) {
    var late = new Promise(function (_, reject) {
        signal.addEventListener('abort', function () { reject(new Error('it takes too long')); }, { once: true });
    });
    try {
        return await Promise.race([promise, late]);
    } catch (error) {
        throw new Unavailable(error.message);
    }
}

// The answer to a request: a status, headers, and bytes or a text or null.
//
// - request: `method`, and `path` and `query` as they came, percent-encoded, the query without its mark; `body`, the bytes, of GET
//   none; `authorization`, the field of that name or null; `receivedAt` in Unix seconds.
// - read: gives the bytes of a published file, or null where it is not there; it gets the path, and a signal to stop.
// - refuses: tells whether a webhook is refused: `signatureDesk`.
export async function answer(request, read, refuses) {
    var wanted = route.begin(request.method, request.path);
    if (wanted.answer) return wanted.answer;
    var said = request.method === 'POST' ? textOf(request.body) : '';
    var signal = AbortSignal.timeout(PATIENCE);
    function isRefused(release) {
        return available(refuses(release, request.authorization, request.body, request.receivedAt, signal), signal);
    }
    function found(path) {
        return available(read(path, signal), signal);
    }
    try {
        if (wanted.kind === 'events') {
            var noted = route.noteEvent(said);
            return noted.status === 204 && await isRefused(null) ? refusal() : noted;
        }
        var file = await found(wanted.file);
        if (file === null) return route.notFound();
        if (wanted.kind === 'fallback' && route.goesOn(request.query, said)) return route.noContent();
        if (wanted.kind !== 'route') return { status: 200, headers: wanted.headers, body: file };
        var end = route.decide(wanted, decoder.decode(file), request.query, said, request.receivedAt);
        if (end.answer && end.answer.status !== 204) return end.answer;
        if (await isRefused(wanted.folder.split('/')[1])) return refusal();
        if (end.answer) return end.answer;
        var document = await found(end.file);
        if (document === null) throw new Error('the document of a decision is missing');
        return route.documentAnswer(decoder.decode(document), end.dialled);
    } catch (error) {
        console.error('ccplan: release unreadable: ' + error.message);
        return error instanceof Unavailable ? route.unavailable() : route.unreadable();
    }
}

// The platform tries again.
function refusal() {
    return route.problem(503, 'the webhook is not signed as it must be');
}

// The text of a body, '' for none; null for bytes that are not UTF-8.
function textOf(bytes) {
    try {
        return bytes.length === 0 ? '' : decoder.decode(bytes);
    } catch {
        return null;
    }
}
