// Percent-encoding and UTF-8, the same in every engine.

// Percent-encoded text, decoded; what is no escape stays as it is, and bytes that are no UTF-8 become U+FFFD.
function decoded(text, plusIsBlank) {
    if (plusIsBlank && text.indexOf('+') >= 0) text = text.split('+').join(' ');
    if (text.indexOf('%') < 0) return text;
    var bytes = [];
    for (var i = 0; i < text.length; i++) {
        var unit = text.charCodeAt(i);
        if (unit === 0x25 && i + 2 < text.length) {
            var high = hexValue(text.charCodeAt(i + 1));
            var low = hexValue(text.charCodeAt(i + 2));
            if (high >= 0 && low >= 0) {
                unit = high * 16 + low;
                i += 2;
            }
        }
        bytes.push(unit);
    }
    return textOfUTF8(bytes);
}

function hexValue(unit) {
    if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
    if (unit >= 0x41 && unit <= 0x46) return unit - 0x41 + 10;
    if (unit >= 0x61 && unit <= 0x66) return unit - 0x61 + 10;
    return -1;
}

// One U+FFFD for each longest beginning of a sequence that is cut off, and for each byte that can begin none (Unicode, section 3.9).
function textOfUTF8(bytes) {
    var letters = [];
    var place = 0;
    while (place < bytes.length) {
        var first = bytes[place++];
        if (first < 0x80) {
            letters.push(String.fromCharCode(first));
            continue;
        }
        var rest = first >= 0xC2 && first <= 0xDF ? 1 : first >= 0xE0 && first <= 0xEF ? 2
            : first >= 0xF0 && first <= 0xF4 ? 3 : 0;
        var low = first === 0xE0 ? 0xA0 : first === 0xF0 ? 0x90 : 0x80;
        var high = first === 0xED ? 0x9F : first === 0xF4 ? 0x8F : 0xBF;
        var point = rest === 1 ? first & 0x1F : rest === 2 ? first & 0x0F : first & 0x07;
        var isWhole = rest > 0;
        for (; rest > 0; rest--) {
            if (place >= bytes.length || bytes[place] < low || bytes[place] > high) {
                isWhole = false;
                break;
            }
            point = point * 64 + (bytes[place++] & 0x3F);
            low = 0x80;
            high = 0xBF;
        }
        letters.push(isWhole ? String.fromCodePoint(point) : '\uFFFD');
    }
    return letters.join('');
}

function utf8Bytes(text) {
    var bytes = [];
    var points = codePoints(text);
    for (var i = 0; i < points.length; i++) {
        var point = points[i];
        if (point < 0x80) {
            bytes.push(point);
        } else if (point < 0x800) {
            bytes.push(0xC0 | point >> 6, 0x80 | point & 0x3F);
        } else if (point < 0x10000) {
            bytes.push(0xE0 | point >> 12, 0x80 | point >> 6 & 0x3F, 0x80 | point & 0x3F);
        } else {
            bytes.push(
                0xF0 | point >> 18, 0x80 | point >> 12 & 0x3F, 0x80 | point >> 6 & 0x3F, 0x80 | point & 0x3F
            );
        }
    }
    return bytes;
}

// Of a text's characters: a text is a row of code points in njs and of UTF-16 units elsewhere.
function codePoints(text) {
    var points = [];
    for (var i = 0; i < text.length;) {
        var point = text.codePointAt(i);
        points.push(point);
        i += point > 0xFFFF ? WIDE : 1;
    }
    return points;
}

// The first code points of a text.
function beginning(text, most) {
    if (text.length <= most) return text;
    var place = 0;
    for (var count = 0; count < most && place < text.length; count++) {
        place += text.codePointAt(place) > 0xFFFF ? WIDE : 1;
    }
    return text.substring(0, place);
}

// How many places of a text a code point over 0xFFFF takes.
var WIDE = '\uD83D\uDE00'.length;

export default { decoded: decoded, utf8Bytes: utf8Bytes, beginning: beginning, codePoints: codePoints };
