// JSON of strangers, read as docs/bundle-format.md says, which is stricter than `JSON.parse` and the same in every engine.

var MOST_DEPTH = 32;

// No key twice in an object, no lone surrogate, at most 32 levels; `undefined` for anything else.
// The members of an object stand under their key with a `$` before it, so that none is taken for a property that all objects
// have. Numbers are 0: nothing is decided by them.
function parsedJSON(text) {
    try {
        // `escape`: where the next backslash stands, when that is not before `place`.
        var reader = { text: text, place: 0, escape: -1 };
        skipBlanks(reader);
        var value = readValue(reader, 0);
        skipBlanks(reader);
        return reader.place === text.length ? value : undefined;
    } catch (error) {
        return undefined;
    }
}

function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function member(object, name) {
    return has(object, '$' + name) ? object['$' + name] : null;
}

function has(object, key) {
    return Object.prototype.hasOwnProperty.call(object, key);
}

function hexValue(unit) {
    if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
    if (unit >= 0x41 && unit <= 0x46) return unit - 0x41 + 10;
    if (unit >= 0x61 && unit <= 0x66) return unit - 0x61 + 10;
    return -1;
}

function skipBlanks(reader) {
    for (;;) {
        var unit = reader.text.charCodeAt(reader.place);
        if (unit !== 0x20 && unit !== 0x0A && unit !== 0x0D && unit !== 0x09) return;
        reader.place++;
    }
}

function readValue(reader, depth) {
    switch (reader.text.charAt(reader.place)) {
    case '"': return readString(reader);
    case '{': return readObject(reader, depth);
    case '[': return readArray(reader, depth);
    case 't': return readWord(reader, 'true', true);
    case 'f': return readWord(reader, 'false', false);
    case 'n': return readWord(reader, 'null', null);
    default: return readNumber(reader);
    }
}

function readWord(reader, word, value) {
    if (reader.text.substring(reader.place, reader.place + word.length) !== word) throw new Error('not JSON');
    reader.place += word.length;
    return value;
}

function readNumber(reader) {
    var start = reader.place;
    while (isOfNumber(reader.text.charCodeAt(reader.place))) reader.place++;
    var number = reader.text.substring(start, reader.place);
    if (!/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(number)) throw new Error('not JSON');
    return 0;
}

// One of `+-.0123456789Ee`.
function isOfNumber(unit) {
    return unit >= 0x30 && unit <= 0x39 || unit === 0x2D || unit === 0x2E || unit === 0x2B || unit === 0x45 || unit === 0x65;
}

// What stands behind the next mark: false for `end`, true for a comma.
function goesOn(reader, end) {
    skipBlanks(reader);
    var mark = reader.text.charAt(reader.place++);
    if (mark === end) return false;
    if (mark !== ',') throw new Error('not JSON');
    skipBlanks(reader);
    return true;
}

function readObject(reader, depth) {
    if (depth >= MOST_DEPTH) throw new Error('nested too deep');
    var object = {};
    reader.place++;
    skipBlanks(reader);
    if (reader.text.charAt(reader.place) === '}') {
        reader.place++;
        return object;
    }
    do {
        if (reader.text.charAt(reader.place) !== '"') throw new Error('not JSON');
        var key = '$' + readString(reader);
        if (has(object, key)) throw new Error('a key occurs twice');
        skipBlanks(reader);
        if (reader.text.charAt(reader.place++) !== ':') throw new Error('not JSON');
        skipBlanks(reader);
        object[key] = readValue(reader, depth + 1);
    } while (goesOn(reader, '}'));
    return object;
}

function readArray(reader, depth) {
    if (depth >= MOST_DEPTH) throw new Error('nested too deep');
    var items = [];
    reader.place++;
    skipBlanks(reader);
    if (reader.text.charAt(reader.place) === ']') {
        reader.place++;
        return items;
    }
    do {
        items.push(readValue(reader, depth + 1));
    } while (goesOn(reader, ']'));
    return items;
}

function readString(reader) {
    var text = reader.text;
    var start = ++reader.place;
    var parts = [];
    var end = text.indexOf('"', start);
    for (;;) {
        if (end < 0) throw new Error('not JSON');
        // What was found stays found, so that all strings together are looked through once.
        if (reader.escape < start) {
            reader.escape = text.indexOf('\\', start);
            if (reader.escape < 0) reader.escape = text.length;
        }
        var isLast = reader.escape > end;
        var part = text.substring(start, isLast ? end : reader.escape);
        if (/[\x00-\x1f]/.test(part)) throw new Error('a control character');
        parts.push(part);
        if (isLast) {
            reader.place = end + 1;
            return parts.join('');
        }
        reader.place = reader.escape + 1;
        parts.push(readEscape(reader));
        start = reader.place;
        if (end < start) end = text.indexOf('"', start);
    }
}

function readEscape(reader) {
    var letter = reader.text.charAt(reader.place++);
    if (letter === 'u') {
        var unit = readHexQuad(reader);
        if (unit < 0xD800 || unit > 0xDFFF) return String.fromCharCode(unit);
        if (unit > 0xDBFF || reader.text.substring(reader.place, reader.place + 2) !== '\\u') {
            throw new Error('a lone surrogate');
        }
        reader.place += 2;
        var second = readHexQuad(reader);
        if (second < 0xDC00 || second > 0xDFFF) throw new Error('a lone surrogate');
        return String.fromCodePoint(0x10000 + (unit - 0xD800) * 0x400 + second - 0xDC00);
    }
    var index = '"\\/bfnrt'.indexOf(letter);
    if (letter === '' || index < 0) throw new Error('not JSON');
    return '"\\/\b\f\n\r\t'.charAt(index);
}

function readHexQuad(reader) {
    var value = 0;
    for (var i = 0; i < 4; i++) {
        var digit = hexValue(reader.text.charCodeAt(reader.place++));
        if (!(digit >= 0)) throw new Error('not JSON');
        value = value * 16 + digit;
    }
    return value;
}

export default { parsed: parsedJSON, isObject: isObject, member: member };
