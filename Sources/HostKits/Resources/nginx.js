// The door between nginx and route.js. Releases are read on each request, below the `root` of the server, or from `$ccplan_origin` by
// way of nginx's cache: njs keeps nothing between requests, and so a release is served as soon as it is published.
import fs from 'fs';
import route from './route.js';
import signing from './signing.js';

function serve(r) {
    var mark = 0;
    var target = r.variables.request_uri;
    if (/[^\x00-\x7f]/.test(target)) target = plain(r.rawVariables.request_uri);
    mark = target.indexOf('?');
    var path = mark < 0 ? target : target.substring(0, mark);
    var query = mark < 0 ? '' : target.substring(mark + 1);
    var wanted = route.begin(r.method, path);
    if (wanted.answer) return send(r, wanted.answer);
    if (wanted.kind === 'constant') return sendFile(r, wanted);
    var body = r.method === 'POST' ? bodyText(r) : '';
    if (wanted.kind === 'fallback') return serveFallback(r, wanted, query, body);
    if (wanted.kind === 'events') return send(r, route.noteEvent(body));
    answer(r, wanted, query, body);
}

// A fallback's document, or nothing where a call in progress goes on. nginx serves files to GET and HEAD alone, so the document for a
// POST is read here.
function serveFallback(r, wanted, query, body) {
    var goesOn = route.goesOn(query, body);
    if (!goesOn && r.method !== 'POST') return sendFile(r, wanted);
    read(r, wanted.file, function (document) {
        if (document === null) return send(r, route.notFound());
        send(r, goesOn ? route.noContent() : { status: 200, headers: wanted.headers, body: document });
    });
}

// Leaves a published file to nginx.
function sendFile(r, wanted) {
    if (r.variables.ccplan_origin) addressStore(r, wanted.file);
    r.variables.ccplan_type = wanted.headers['Content-Type'];
    r.internalRedirect('/ccplan-file/' + wanted.file);
}

// Sends the answer of a route.
function answer(r, wanted, query, body) {
    read(r, wanted.file, function (table) {
        if (table === null) return send(r, route.notFound());
        var end = route.decide(wanted, table, query, body, Math.floor(Date.now() / 1000));
        if (end.answer) return send(r, end.answer);
        read(r, end.file, function (document) {
            if (document === null) throw new Error('the document of a decision is missing');
            send(r, route.documentAnswer(document, end.dialled));
        });
    });
}

// Calls `then` with the text of a published file, or with null where there is none; what goes wrong is answered.
function read(r, path, then) {
    function go(text) {
        try {
            then(text());
        } catch (error) {
            r.error('ccplan: release unreadable: ' + error.message);
            send(r, route.unreadable());
        }
    }
    if (!r.variables.ccplan_origin) {
        go(function () { return textOfFile(r, r.variables.document_root + '/' + path); });
        return;
    }
    addressStore(r, path);
    r.subrequest('/ccplan-file/' + path, function (reply) {
        go(function () { return textOfReply(r, path, reply); });
    });
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

// The same of what a store has answered.
function textOfReply(r, path, reply) {
    if (reply.status === 200) {
        // nginx gives what it has got when the store hangs up in the middle.
        if (Number(reply.headersOut['Content-Length']) !== reply.responseBuffer.length) {
            throw new Error('the store breaks off, or does not say the length, of ' + path);
        }
        return reply.responseText;
    }
    if (reply.status !== 404) throw new Error('the store answers ' + reply.variables.upstream_status + ' for ' + path);
    // Stores that may not be listed say 403 of what they have not got.
    if (reply.variables.upstream_status === '403') r.error('ccplan: the store has no ' + path + ', or refuses the key');
    return null;
}

// Says to store.conf how the store is to be asked for a file.
function addressStore(r, path) {
    var fields = signing.fields(r.variables.ccplan_origin + '/' + path, process.env, new Date());
    r.variables.ccplan_store_host = fields.host;
    r.variables.ccplan_store_date = fields.date;
    r.variables.ccplan_store_hash = fields.hash;
    r.variables.ccplan_store_token = fields.token;
    r.variables.ccplan_store_authorization = fields.authorization;
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
