// Tells webhooks of the platform from those of strangers: HS256 with one of the account's signature secrets.
//
// Under the policy `observe` all are served, and a note goes to the log; under `require` those that are not genuine are refused with
// 503, so that the platform, should it have been itself, tries again. Events are required to be genuine once there is a secret.

// In seconds.
const MOST_AGE = 300;
const MOST_SKEW = 60;
const PAUSE = 5;
const MOST_TOKEN_BYTES = 8192;

const encoder = new TextEncoder();

// The reasons are those of ccserve's log.
class Fault extends Error {}

// Who looks at webhooks.
//
// - secrets: the account's secrets, separated by commas or line ends; may be empty.
// - policy: 'observe' or 'require' for all releases; undefined for what each release's manifest says.
// - read: gives the bytes of a published file, or null where there is none for sure; it gets the path, and a signal to stop.
export function signatureDesk(secrets, policy, read) {
    const texts = (secrets ?? '').split(/[,\r\n]/).map((text) => text.trim()).filter((text) => text !== '');
    const usages = ['verify'];
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    const keys = texts.map((text) => crypto.subtle.importKey('raw', encoder.encode(text), algorithm, false, usages));
    const policies = new Map();

    // A release never changes, so what was read once stays true; one without a manifest wants nothing special, and is looked up
    // again after a while. A manifest that cannot be read may want anything, so that is an error.
    async function policyOf(release, now, signal) {
        if (policy) return checked(policy, 'SIGNATURES');
        const known = policies.get(release);
        if (known && known.until > now) return known.policy;
        const path = `manifests/${release}.json`;
        const bytes = await read(path, signal);
        const found = bytes !== null ? { policy: wish(manifestOf(bytes, path), path), until: Infinity }
            : { policy: await policyOfBuild(release, signal), until: now + PAUSE };
        policies.set(release, found);
        return found.policy;
    }

    // The same where `ccplan build` wrote one release, which has its manifest beside `r`.
    async function policyOfBuild(release, signal) {
        const path = 'manifest.json';
        const bytes = await read(path, signal);
        const manifest = bytes === null ? null : manifestOf(bytes, path);
        return manifest?.release === release ? wish(manifest, path) : 'observe';
    }

    // Whether a webhook is to be refused; `release` is null for events.
    return async function refuses(release, authorization, body, now, signal) {
        const isRequired = release === null ? keys.length > 0 || policy === 'require'
            : await policyOf(release, now, signal) === 'require';
        if (!isRequired && keys.length === 0) return false;
        try {
            if (keys.length === 0) throw new Fault('no secret');
            await verify(await Promise.all(keys), authorization, body, now);
            return false;
        } catch (error) {
            if (!(error instanceof Fault)) throw error;
            console.warn(`ccplan: webhook ${isRequired ? 'refused' : 'served though not genuine'}: ${error.message}`);
            return isRequired;
        }
    };
}

function manifestOf(bytes, path) {
    const manifest = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof manifest !== 'object' || manifest === null) throw new Error(`${path} is no manifest`);
    return manifest;
}

function wish(manifest, path) {
    return checked(manifest.signatures ?? 'observe', path);
}

function checked(policy, place) {
    if (policy !== 'observe' && policy !== 'require') throw new Error(`${place} says neither observe nor require`);
    return policy;
}

async function verify(keys, authorization, body, now) {
    const parts = bearerToken(authorization).split('.');
    const signature = parts.length === 3 ? bytesOf(parts[2]) : null;
    const header = parts.length === 3 ? objectOf(parts[0]) : null;
    if (header === null || signature === null) throw new Fault('malformed token');
    // An extension that must be understood is not understood here (RFC 7515, 4.1.11).
    if (header.alg !== 'HS256' || 'crit' in header) throw new Fault('wrong algorithm');
    const signed = encoder.encode(`${parts[0]}.${parts[1]}`);
    const matches = await Promise.all(keys.map((key) => crypto.subtle.verify('HMAC', key, signature, signed)));
    if (!matches.includes(true)) throw new Fault('wrong key');
    const claims = objectOf(parts[1]);
    if (claims === null || !isInstant(claims.iat)) throw new Fault('malformed token');
    if (claims.iss !== 'Vonage') throw new Fault('wrong issuer');
    if (claims.iat > now + MOST_SKEW) throw new Fault('not yet valid');
    if (now - claims.iat > MOST_AGE) throw new Fault('expired');
    if ('exp' in claims) {
        if (!isInstant(claims.exp)) throw new Fault('malformed token');
        if (now >= claims.exp + MOST_SKEW) throw new Fault('expired');
    }
    if ('nbf' in claims) {
        if (!isInstant(claims.nbf)) throw new Fault('malformed token');
        if (claims.nbf > now + MOST_SKEW) throw new Fault('not yet valid');
    }
    if ('payload_hash' in claims && claims.payload_hash !== await hashOf(body)) throw new Fault('changed body');
}

function bearerToken(field) {
    if (field === null || field === undefined) throw new Fault('unsigned');
    if (field.length > MOST_TOKEN_BYTES) throw new Fault('malformed token');
    const words = field.split(' ').filter((word) => word !== '');
    if (words[0]?.toLowerCase() !== 'bearer') throw new Fault('unsigned');
    if (words.length !== 2) throw new Fault('malformed token');
    return words[1];
}

function isInstant(value) {
    return Number.isInteger(value) && value >= 0 && value <= 2 ** 40;
}

function objectOf(part) {
    const bytes = bytesOf(part);
    if (bytes === null) return null;
    try {
        const value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
    } catch {
        return null;
    }
}

// The bytes behind base64url without padding; null for any other text, also for one with stray bits at its end.
function bytesOf(text) {
    if (!/^[A-Za-z0-9_-]*$/.test(text)) return null;
    try {
        const plain = text.replaceAll('-', '+').replaceAll('_', '/');
        const bytes = Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
        const again = btoa(String.fromCharCode(...bytes)).replaceAll('=', '');
        return again === plain ? bytes : null;
    } catch {
        return null;
    }
}

async function hashOf(body) {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
