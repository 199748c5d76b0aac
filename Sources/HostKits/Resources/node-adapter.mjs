// Serves a folder of releases as a worker does, on Node 18 or later:
//
//     node node-adapter.mjs --releases /srv/voice [--address 127.0.0.1] [--port 8080] [--signatures observe|require]
//
// The account's signature secrets stand in VONAGE_SIGNATURE_SECRET.
import { webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

import { answer, keeping } from './host.js';
import route from './route.js';
import { signatureDesk } from './signature.js';

// Node 18 has it under this name alone.
globalThis.crypto ??= webcrypto;

const { values: options } = parseArgs({
    options: {
        releases: { type: 'string' },
        address: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: '8080' },
        signatures: { type: 'string' }
    }
});
if (!options.releases || ![undefined, 'observe', 'require'].includes(options.signatures)) {
    console.error(
        'usage: node node-adapter.mjs --releases DIR [--address 127.0.0.1] [--port 8080] [--signatures observe|require]'
    );
    process.exit(64);
}

// The names in `path` have been checked by route.js.
const read = keeping(async (path) => {
    try {
        return await readFile(`${options.releases}/${path}`);
    } catch (error) {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
        throw error;
    }
});

const refuses = signatureDesk(process.env.VONAGE_SIGNATURE_SECRET, options.signatures, read);

async function serve(request, response) {
    // Node reads a request line without a version, too.
    if (request.httpVersionMajor < 1) return send(request, response, route.problem(400, 'not an HTTP request'), true);
    const body = await bodyOf(request);
    if (body === null) return send(request, response, route.tooLarge(), true);
    // Proxies may send the absolute form.
    const target = plain(request.url).replace(/^https?:\/\/[^/?]*/, '');
    const mark = target.indexOf('?');
    const path = mark < 0 ? target : target.substring(0, mark);
    const query = mark < 0 ? '' : target.substring(mark + 1);
    const given = await answer({
        method: request.method,
        path,
        query,
        body,
        authorization: request.headers.authorization ?? null,
        receivedAt: Math.floor(Date.now() / 1000)
    }, read, refuses);
    send(request, response, given);
}

// The bytes of the body; null when there are too many.
async function bodyOf(request) {
    if (Number(request.headers['content-length']) > route.MOST_BODY_BYTES) return null;
    const parts = [];
    let length = 0;
    for await (const part of request) {
        length += part.length;
        if (length > route.MOST_BODY_BYTES) return null;
        parts.push(part);
    }
    return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}

// Node has a character for each byte of the target; those beyond ASCII are percent-encoded.
function plain(text) {
    return text.replace(/[\x80-\xff]/g, (byte) => '%' + byte.charCodeAt(0).toString(16));
}

function send(request, response, given, isLast = false) {
    const body = given.body === null ? null : Buffer.from(given.body);
    if (body !== null) response.setHeader('Content-Length', body.length);
    if (isLast) response.setHeader('Connection', 'close');
    response.writeHead(given.status, given.headers);
    response.end(request.method === 'HEAD' ? null : body);
}

const server = createServer(
    { maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 10_000, keepAliveTimeout: 75_000 },
    (request, response) => {
        serve(request, response).catch((error) => {
            // A client that went away in mid-request gets no answer.
            if (!response.headersSent && !request.destroyed) send(request, response, route.unreadable());
            else response.destroy();
            if (error.code !== 'ECONNRESET') console.error(`ccplan: ${error.message}`);
        });
    }
);
server.on('clientError', (error, socket) => {
    if (!socket.writable) return socket.destroy();
    const status = { HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large', ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout' };
    socket.end(`HTTP/1.1 ${status[error.code] ?? '400 Bad Request'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
});
server.listen(Number(options.port), options.address, () => {
    const { address, port } = server.address();
    console.log(`ccplan worker listening on http://${address.includes(':') ? `[${address}]` : address}:${port}`);
});
for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
        // Requests in progress are finished; then nothing keeps the process.
        server.close();
        server.closeIdleConnections();
    });
}
