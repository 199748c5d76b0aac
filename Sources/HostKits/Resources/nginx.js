// The door between nginx and route.js. Releases are read on each request, below the `root` of the server, or from `$ccplan_origin` by
// way of nginx's cache: njs keeps nothing between requests, and so a release is served as soon as it is published.
import fs from 'fs';
import route from './route.js';
import signing from './signing.js';

// In milliseconds, for all that is asked of a store for one answer: the platform waits for 3 seconds when it is in a hurry.
var PATIENCE = 2500;

function serve(r) {
    var mark = 0;
    var target = r.variables.request_uri;
    if (/[^\x00-\x7f]/.test(target)) target = plain(r.rawVariables.request_uri);
    mark = target.indexOf('?');
    var path = mark < 0 ? target : target.substring(0, mark);
    var query = mark < 0 ? '' : target.substring(mark + 1);
    var wanted = route.begin(r.method, path);
    if (wanted.answer) return send(r, wanted.answer);
    var body = r.method === 'POST' ? bodyText(r) : '';
    if (wanted.kind === 'events') return send(r, route.noteEvent(body));
    var visit = begin(r);
    if (wanted.kind === 'constant') return serveFile(visit, wanted);
    if (wanted.kind === 'fallback') return serveFallback(visit, wanted, query, body);
    answer(visit, wanted, query, body);
}

// MARK: Time

// A request that is to be answered once. Where that depends on a store, it is answered in time, whatever comes of what was asked.
function begin(r) {
    var visit = { r: r, isStored: Boolean(r.variables.ccplan_origin), isOver: false, timer: null };
    if (visit.isStored) {
        visit.timer = setTimeout(function () {
            visit.timer = null;
            r.error('ccplan: release unreadable: the store takes too long');
            finish(visit, route.unavailable());
        }, PATIENCE);
    }
    return visit;
}

// Whether nobody has answered yet; from now on somebody has.
function end(visit) {
    if (visit.isOver) return false;
    visit.isOver = true;
    if (visit.timer !== null) clearTimeout(visit.timer);
    return true;
}

function finish(visit, given) {
    if (end(visit)) send(visit.r, given);
}

// MARK: What is asked for

// A fallback's document, or nothing where a call in progress goes on. nginx serves files to GET and HEAD alone, so the document for a
// POST is read here.
function serveFallback(visit, wanted, query, body) {
    var goesOn = route.goesOn(query, body);
    if (!goesOn && visit.r.method !== 'POST') return serveFile(visit, wanted);
    read(visit, wanted.file, function (document) {
        if (document === null) return finish(visit, route.notFound());
        finish(visit, goesOn ? route.noContent() : { status: 200, headers: wanted.headers, body: document });
    });
}

// A published file. nginx serves it alone, but for what a store has said must be looked at before: documents are read, and of sounds
// only what is said of them.
function serveFile(visit, wanted) {
    if (!visit.isStored) return leave(visit, wanted);
    if (/\.json$/.test(wanted.file)) {
        read(visit, wanted.file, function (document) {
            if (document === null) return finish(visit, route.notFound());
            finish(visit, { status: 200, headers: wanted.headers, body: document });
        });
        return;
    }
    ask(visit, wanted.file, 'HEAD', function (reply) {
        if (isThere(visit, wanted.file, reply)) leave(visit, wanted); else finish(visit, route.notFound());
    });
}

// Leaves a published file to nginx.
function leave(visit, wanted) {
    if (!end(visit)) return;
    visit.r.variables.ccplan_type = wanted.headers['Content-Type'];
    visit.r.internalRedirect('/ccplan-file/' + wanted.file);
}

// Sends the answer of a route.
function answer(visit, wanted, query, body) {
    read(visit, wanted.file, function (table) {
        if (table === null) return finish(visit, route.notFound());
        var outcome = route.decide(wanted, table, query, body, Math.floor(Date.now() / 1000));
        if (outcome.answer) return finish(visit, outcome.answer);
        read(visit, outcome.file, function (document) {
            if (document === null) throw new Error('the document of a decision is missing');
            finish(visit, route.documentAnswer(document, outcome.dialled));
        });
    });
}

// MARK: Files

// Calls `then` with the text of a published file, or with null where there is none; what goes wrong is answered.
function read(visit, path, then) {
    if (visit.isStored) {
        ask(visit, path, 'GET', function (reply) { then(isThere(visit, path, reply) ? textOfReply(path, reply) : null); });
    } else {
        attempt(visit, function () { then(textOfFile(visit.r.variables.document_root + '/' + path)); });
    }
}

// The same with what a store says, unless the request is over by then.
function ask(visit, path, method, then) {
    addressStore(visit.r, path);
    visit.r.subrequest('/ccplan-file/' + path, { method: method }, function (reply) {
        if (!visit.isOver) attempt(visit, function () { then(reply); });
    });
}

function attempt(visit, body) {
    try {
        body();
    } catch (error) {
        visit.r.error('ccplan: release unreadable: ' + error.message);
        finish(visit, error.isPassing ? route.unavailable() : route.unreadable());
    }
}

// That something could not be looked at, which says nothing of what it is.
function passing(reason) {
    var error = new Error(reason);
    error.isPassing = true;
    return error;
}

// The text of a file; null where there is none.
function textOfFile(path) {
    try {
        return fs.readFileSync(path, 'utf8');
    } catch (error) {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
        throw passing(error.message);
    }
}

// Whether a store has a file, by what it has answered.
function isThere(visit, path, reply) {
    if (reply.status === 200) {
        if (/^text\/html/i.test(reply.variables.upstream_http_content_type)) {
            throw passing('the store answers a page instead of ' + path);
        }
        return true;
    }
    if (reply.status !== 404) throw passing('the store answers ' + reply.variables.upstream_status + ' for ' + path);
    // Stores that may not be listed say 403 of what they have not got.
    if (reply.variables.upstream_status === '403') visit.r.error('ccplan: the store has no ' + path + ', or refuses the key');
    return false;
}

// The text of a table or document of a store.
function textOfReply(path, reply) {
    var length = reply.headersOut['Content-Length'];
    var text = reply.responseText;
    // nginx gives what it has got when the store hangs up in the middle.
    if (length !== undefined && Number(length) !== reply.responseBuffer.length) throw passing('the store breaks off ' + path);
    try {
        JSON.parse(text);
    } catch (error) {
        if (length === undefined) throw passing('the store breaks off ' + path);
        throw new Error(path + ' is no JSON');
    }
    return text;
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

// Of what a store says besides a file, only this is a caller's business.
var PASSED_ON = /^(?:accept-ranges|cache-control|content-length|content-range|content-type|etag|last-modified)$/i;

function bareHeaders(r) {
    for (var name in r.headersOut) if (!PASSED_ON.test(name)) delete r.headersOut[name];
}

export default { serve: serve, bareHeaders: bareHeaders };
