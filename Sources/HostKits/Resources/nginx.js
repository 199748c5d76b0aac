// The door between nginx and route.js. Releases are read below the `root` of the server, on each request: njs keeps nothing
// between requests, and so a release is served as soon as it is published.
import fs from 'fs';
import route from './route.js';

function serve(r) {
    var mark = 0;
    var target = r.variables.request_uri;
    if (/[^\x00-\x7f]/.test(target)) target = plain(r.rawVariables.request_uri);
    mark = target.indexOf('?');
    var path = mark < 0 ? target : target.substring(0, mark);
    var query = mark < 0 ? '' : target.substring(mark + 1);
    var wanted = route.begin(r.method, path);
    if (wanted.answer) return send(r, wanted.answer);
    if (wanted.kind === 'constant') return r.internalRedirect('/ccplan-file/' + wanted.file);
    var body = r.method === 'POST' ? bodyText(r) : '';
    if (wanted.kind === 'fallback') return serveFallback(r, wanted, query, body);
    if (wanted.kind === 'events') return send(r, route.noteEvent(body));
    send(r, answer(r, wanted, query, body));
}

// nginx serves files to GET and HEAD alone, so the document for a POST is read here.
function serveFallback(r, wanted, query, body) {
    var goesOn = route.goesOn(query, body);
    if (!goesOn && r.method !== 'POST') return r.internalRedirect('/ccplan-file/' + wanted.file);
    var document = textOfFile(r, r.variables.document_root + '/' + wanted.file);
    if (document === null) return send(r, route.notFound());
    send(r, goesOn ? route.noContent() : { status: 200, headers: wanted.headers, body: document });
}

// The answer of a route.
function answer(r, wanted, query, body) {
    var root = r.variables.document_root + '/';
    var table = textOfFile(r, root + wanted.file);
    if (table === null) return route.notFound();
    try {
        var end = route.decide(wanted, table, query, body, Math.floor(Date.now() / 1000));
        if (end.answer) return end.answer;
        var document = textOfFile(r, root + end.file);
        if (document === null) throw new Error('the document of a decision is missing');
        return route.documentAnswer(document, end.dialled);
    } catch (error) {
        r.error('ccplan: release unreadable: ' + error.message);
        return route.unreadable();
    }
}

// The text of a file; null where there is none.
function textOfFile(r, path) {
    try {
        return fs.readFileSync(path, 'utf8');
    } catch (error) {
        if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') r.error('ccplan: ' + error.message);
        return null;
    }
}

// The text of the body, '' for none; null for bytes that are not UTF-8.
function bodyText(r) {
    var bytes = r.requestBuffer;
    if (!bytes || bytes.length === 0) return '';
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (error) {
        return null;
    }
}

// Bytes of a request's target as text, those beyond ASCII percent-encoded.
function plain(bytes) {
    var parts = [];
    for (var i = 0; i < bytes.length; i++) {
        parts.push(bytes[i] < 0x80 ? String.fromCharCode(bytes[i]) : '%' + ('0' + bytes[i].toString(16)).slice(-2));
    }
    return parts.join('');
}

function send(r, answer) {
    for (var name in answer.headers) r.headersOut[name] = answer.headers[name];
    if (answer.body === null) r.return(answer.status); else r.return(answer.status, answer.body);
}

export default { serve: serve };
