// Where a decision table leads a request: docs/bundle-format.md, "Decisions".
import encoding from './encoding.js';
import schedule from './schedule.js';
import words from './words.js';

// Of a result, in code points and in words.
var MOST_LETTERS = 1000;
var MOST_WORDS = 200;

function has(object, key) {
    return Object.prototype.hasOwnProperty.call(object, key);
}

// Where a decision leads: a document with the digits to put into it, or null for 204.
function outcome(decision, request, unixSeconds) {
    var dialled = null;
    for (;;) {
        if (has(decision, 'document')) {
            if (!has(decision, 'substitute')) return { document: decision.document, dialled: null };
            if (decision.substitute !== 'dialled') throw new Error('unknown substitute');
            return dialled === null ? null : { document: decision.document, dialled: dialled };
        }
        if (decision.proceed === true) return null;
        switch (decision.by) {
        case 'to':
            decision = chosen(decision.cases, request.to === null ? null : calledDigits(request.to))
                || decision.otherwise;
            break;
        case 'from_user':
            decision = request.fromUser ? decision.present : decision.otherwise;
            break;
        case 'digits':
            decision = request.digits !== null ? chosen(decision.cases, request.digits) || decision.otherwise
                : decision.words && request.speech.length > 0 ? spoken(decision, request.speech) : decision.none;
            break;
        case 'status':
            decision = chosen(decision.cases, request.status) || decision.otherwise;
            break;
        case 'from':
            decision = caller(decision, request.from);
            break;
        case 'call':
            decision = share(decision.shares, request.conversation || '');
            if (decision === null) return null;
            break;
        case 'schedule':
            decision = schedule.isOpen(decision.schedule, unixSeconds) ? decision.open : decision.closed;
            break;
        case 'dialled':
            var extension = chosen(decision.extensions, request.to);
            if (extension !== null) {
                decision = extension;
            } else {
                dialled = request.to === null ? null : callableNumber(decision, request.to);
                decision = dialled === null ? decision.refused : decision.allowed;
            }
            break;
        default:
            throw new Error('a decision this version does not know');
        }
    }
}

function chosen(cases, key) {
    return key !== null && has(cases, key) ? cases[key] : null;
}

function isDigits(text, least, most) {
    return text.length >= least && text.length <= most && !/[^0-9]/.test(text);
}

// Without the one `+` or blank that may stand before a number.
function calledDigits(text) {
    return text.charAt(0) === '+' || text.charAt(0) === ' ' ? text.substring(1) : text;
}

function caller(decision, from) {
    var digits = from === null ? '' : calledDigits(from);
    if (!isDigits(digits, 3, 15)) return decision.withheld;
    for (var i = 0; i < decision.lists.length; i++) {
        if (decision.lists[i].numbers.indexOf(digits) >= 0) return decision.lists[i].then;
    }
    for (var length = digits.length; length > 0; length--) {
        var prefix = chosen(decision.prefixes, digits.substring(0, length));
        if (prefix !== null) return prefix;
    }
    return decision.otherwise;
}

// The result in which a phrase is found that stands first decides; one without a word counts for nothing.
function spoken(decision, results) {
    var hasWords = false;
    for (var i = 0; i < results.length; i++) {
        var said = words.wordsOf(encoding.beginning(results[i], MOST_LETTERS), MOST_WORDS);
        if (said.length === 0) continue;
        hasWords = true;
        var text = ' ' + said.join(' ') + ' ';
        for (var j = 0; j < decision.words.length; j++) {
            if (text.indexOf(' ' + decision.words[j].phrase + ' ') >= 0) return decision.words[j].then;
        }
    }
    return hasWords ? decision.otherwise : decision.none;
}

function share(shares, conversation) {
    var sum = 0;
    for (var i = 0; i < shares.length; i++) sum += shares[i].weight;
    if (!(sum > 0)) return null;
    var place = callHash(conversation) % sum;
    for (var j = 0; j < shares.length; j++) {
        if (place < shares[j].weight) return shares[j].then;
        place -= shares[j].weight;
    }
    return null;
}

// MurmurHash2 of 32 bits, seed 0.
function callHash(conversation) {
    var bytes = encoding.utf8Bytes(conversation);
    var factor = 0x5BD1E995;
    var hash = bytes.length;
    var place = 0;
    for (; bytes.length - place >= 4; place += 4) {
        var word = bytes[place] | bytes[place + 1] << 8 | bytes[place + 2] << 16 | bytes[place + 3] << 24;
        word = Math.imul(word, factor);
        word = Math.imul(word ^ word >>> 24, factor);
        hash = Math.imul(hash, factor) ^ word;
    }
    if (place < bytes.length) {
        for (var i = 0; place + i < bytes.length; i++) hash ^= bytes[place + i] << 8 * i;
        hash = Math.imul(hash, factor);
    }
    hash = Math.imul(hash ^ hash >>> 13, factor);
    return (hash ^ hash >>> 15) >>> 0;
}

// The international digits of what was dialled, when they may be called; null else.
function callableNumber(rules, text) {
    if (text.length > 64) return null;
    var digits = text.replace(/[ ()-]/g, '');
    var national = rules.national;
    if (digits.charAt(0) === '+') {
        digits = digits.substring(1);
    } else if (digits.substring(0, 2) === '00') {
        digits = digits.substring(2);
    } else if (national && has(national, 'trunk')) {
        if (digits.substring(0, national.trunk.length) === national.trunk) {
            digits = national.code + digits.substring(national.trunk.length);
        }
    } else if (national && digits.length === national.digits) {
        digits = national.code + digits;
    }
    if (!isDigits(digits, 7, 15) || digits.charAt(0) === '0') return null;
    var allowed = longestPrefix(digits, rules.allow);
    return allowed >= 0 && allowed > Math.max(0, longestPrefix(digits, rules.deny)) ? digits : null;
}

// The length of the longest of the prefixes that a number begins with; -1 for none.
function longestPrefix(digits, prefixes) {
    var longest = -1;
    for (var i = 0; i < prefixes.length; i++) {
        var length = prefixes[i].length;
        if (length > longest && digits.substring(0, length) === prefixes[i]) longest = length;
    }
    return longest;
}

export default { outcome: outcome, callHash: callHash };
