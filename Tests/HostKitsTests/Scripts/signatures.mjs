// Signs webhooks well and badly, and looks what the worker's desk makes of them. Run in a folder that has the kit's files and a copy
// of this one. Prints a line for each failure, then how many there were.
import { createHash, createHmac, webcrypto } from 'node:crypto';

import worker from './worker.js';
import { signatureDesk } from './signature.js';

// Node 18 has it under this name alone.
globalThis.crypto ??= webcrypto;

const now = 1_790_000_000;
const body = Buffer.from('{"dtmf":{"digits":"1"}}');
const good = { iat: now, jti: 'a', iss: 'Vonage', payload_hash: createHash('sha256').update(body).digest('hex') };
const encoded = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

function token(claims = good, secret = 'one', header = { alg: 'HS256', typ: 'JWT' }, hash = 'sha256') {
    const signed = `${encoded(header)}.${encoded(claims)}`;
    return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
}

let checked = 0;
let failed = 0;
let warning = null;
console.warn = (text) => { warning = text; };
function check(given, wanted, about) {
    checked++;
    if (given === wanted) return;
    failed++;
    console.log(`failed: ${about}: ${given} instead of ${wanted}`);
}

const none = async () => null;
const desk = (secrets, policy) => signatureDesk(secrets, policy, none);
const required = desk('one, two\nthree', 'require');

async function fault(authorization, wanted) {
    warning = null;
    const isRefused = await required('0123456789abcdef', authorization, body, now);
    check(isRefused, wanted !== null, `${authorization}: refused`);
    check(warning, wanted === null ? null : `ccplan: webhook refused: ${wanted}`, `${authorization}: reason`);
}

await fault(`Bearer ${token()}`, null);
await fault(`bearer   ${token()}`, null);
for (const secret of ['two', 'three']) await fault(`Bearer ${token(good, secret)}`, null);
await fault(`Bearer ${token({ iat: now, iss: 'Vonage' })}`, null);
for (const iat of [now - 300, now + 60]) await fault(`Bearer ${token({ ...good, iat })}`, null);
await fault(`Bearer ${token({ ...good, exp: now - 59 })}`, null);
await fault(`Bearer ${token({ ...good, nbf: now + 60 })}`, null);
await fault(null, 'unsigned');
await fault('', 'unsigned');
await fault(`Basic ${token()}`, 'unsigned');
for (const text of ['Bearer', `Bearer ${token()} x`, 'Bearer x', 'Bearer a.b', `Bearer ${token()}.x`, `Bearer ${token()}=`,
    `Bearer ${'x'.repeat(9_000)}`, `Bearer ${encoded('[]')}.${encoded(good)}.AAAA`, 'Bearer ..', 'Bearer é.é.é']) {
    await fault(text, 'malformed token');
}
await fault(`Bearer ${token(good, 'one', { alg: 'none' })}`, 'wrong algorithm');
await fault(`Bearer ${encoded({ alg: 'none' })}.${encoded(good)}.`, 'wrong algorithm');
await fault(`Bearer ${token(good, 'one', { alg: 'HS512' }, 'sha512')}`, 'wrong algorithm');
await fault(`Bearer ${token(good, 'one', { alg: 'HS256', crit: ['x'] })}`, 'wrong algorithm');
await fault(`Bearer ${token(good, 'four')}`, 'wrong key');
await fault(`Bearer ${token(good, '')}`, 'wrong key');
await fault(`Bearer ${encoded({ alg: 'HS256' })}.${encoded(good)}.`, 'wrong key');
await fault(`Bearer ${token('[]')}`, 'malformed token');
for (const iat of [undefined, 'x', 1.5, -1, 2 ** 41]) await fault(`Bearer ${token({ ...good, iat })}`, 'malformed token');
for (const iss of [undefined, 'vonage', 'Nexmo', ['Vonage']]) await fault(`Bearer ${token({ ...good, iss })}`, 'wrong issuer');
await fault(`Bearer ${token({ ...good, iat: now - 301 })}`, 'expired');
await fault(`Bearer ${token({ ...good, exp: now - 60 })}`, 'expired');
await fault(`Bearer ${token({ ...good, iat: now + 61 })}`, 'not yet valid');
await fault(`Bearer ${token({ ...good, nbf: now + 61 })}`, 'not yet valid');
await fault(`Bearer ${token({ ...good, payload_hash: good.payload_hash.toUpperCase() })}`, 'changed body');
await fault(`Bearer ${token({ ...good, payload_hash: null })}`, 'changed body');

// Policies: without a secret nothing is looked at, unless signatures are required.
const id = '0123456789abcdef';
check(await desk('', undefined)(id, null, body, now), false, 'no secret');
check(await desk(undefined, undefined)(null, null, body, now), false, 'no secret, an event');
check(await desk('', 'require')(id, null, body, now), true, 'required, no secret');
check(await desk('one', undefined)(id, null, body, now), false, 'observed');
check(await desk('one', 'observe')(null, null, body, now), true, 'events are required to be genuine');
const manifest = (signatures) => async () => Buffer.from(JSON.stringify({ format: 1, signatures }));
check(await signatureDesk('one', undefined, manifest('require'))(id, null, body, now), true, 'the release requires');
check(await signatureDesk('one', undefined, manifest('observe'))(id, null, body, now), false, 'the release observes');
check(await signatureDesk('one', undefined, manifest(undefined))(id, null, body, now), false, 'an older release');

// As a worker.
const texts = new Map([[`r/${id}/e/answer.json`, '{"format":1,"decide":{"proceed":true}}']]);
const env = { RELEASES: { get: (path) => texts.get(path) }, VONAGE_SIGNATURE_SECRET: 'one', SIGNATURES: 'require' };
const ask = (path, authorization, text = '{}') => worker.fetch(
    new Request(`https://voice.example.com${path}`, { method: 'POST', body: text, headers: authorization ? { authorization } : {} }), env
);
const fresh = () => `Bearer ${token({ iat: Math.floor(Date.now() / 1000), iss: 'Vonage' })}`;
for (const path of [`/r/${id}/e/answer`, '/events', `/r/${id}/events`]) {
    check((await ask(path, fresh())).status, 204, path);
    const refused = await ask(path, null);
    check(refused.status, 503, path);
    check(await refused.text(), '{"error":"the webhook is not signed as it must be"}', path);
    check((await ask(path, null, '[')).status, 400, path);
}
console.log(`${checked} checked, ${failed} failed`);
