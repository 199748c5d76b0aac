// From a request to its answer, for hosts that wait for their files: workers, and Node by its adapter.
import route from './route.js';

// Releases never change, so what was read once stays true. What was not found is asked for again.
var MOST_KEPT_BYTES = 32 * 1024 * 1024;

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
// - request: `method`, and `path` and `query` as they came, percent-encoded, the query without its mark; `body`, the bytes, of GET
//   none; `authorization`, the field of that name or null; `receivedAt` in Unix seconds.
// - read: gives the bytes of a published file, or null where it is not there.
// - refuses: tells whether a webhook is refused: `signatureDesk`.
export async function answer(request, read, refuses) {
    var wanted = route.begin(request.method, request.path);
    if (wanted.answer) return wanted.answer;
    var said = request.method === 'POST' ? textOf(request.body) : '';
    function isRefused(release) {
        return refuses(release, request.authorization, request.body, request.receivedAt);
    }
    try {
        if (wanted.kind === 'events') {
            var noted = route.noteEvent(said);
            return noted.status === 204 && await isRefused(null) ? refusal() : noted;
        }
        var file = await read(wanted.file);
        if (file === null) return route.notFound();
        if (wanted.kind === 'fallback' && route.goesOn(request.query, said)) return route.noContent();
        if (wanted.kind !== 'route') return { status: 200, headers: wanted.headers, body: file };
        var end = route.decide(wanted, decoder.decode(file), request.query, said, request.receivedAt);
        if (end.answer && end.answer.status !== 204) return end.answer;
        if (await isRefused(wanted.folder.split('/')[1])) return refusal();
        if (end.answer) return end.answer;
        var document = await read(end.file);
        if (document === null) throw new Error('the document of a decision is missing');
        return route.documentAnswer(decoder.decode(document), end.dialled);
    } catch (error) {
        console.error('ccplan: release unreadable: ' + error.message);
        return route.unreadable();
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
