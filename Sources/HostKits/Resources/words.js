// The words of a text in the one form by which they are compared: docs/speech-words.md.
import encoding from './encoding.js';
import tables from './word-tables.js';

function wordsOf(text, most) {
    var words;
    if (/[^\x00-\x7f]/.test(text)) {
        words = wordsOfLetters(folded(encoding.codePoints(text)), most);
    } else {
        words = text.toLowerCase().match(/[a-z0-9]+/g) || [];
    }
    return words.slice(0, most);
}

// Lower case and decomposed, marks in canonical order, without what is dropped: a list of what `letterOf` gives.
function folded(points) {
    // What is said of the code points met so far: looking up is slow in njs, and texts have few different ones.
    var met = {};
    var all = [];
    for (var i = 0; i < points.length; i++) {
        var letter = letterOf(met, points[i]);
        if (letter.kind === 'd') continue;
        if (letter.fold === null) {
            letter.fold = foldOf(points[i]).map(function (point) { return letterOf(met, point); });
        }
        for (var j = 0; j < letter.fold.length; j++) all.push(letter.fold[j]);
    }
    putMarksInOrder(all);
    // Turkish writes a dot on its capital i; elsewhere the dot is part of the letter.
    return all.filter(function (letter, place) {
        return letter.point !== 0x307 || !isDotted(all, place);
    });
}

// Whether nothing but dots stands between this place and an i before it.
function isDotted(letters, place) {
    do { place--; } while (place >= 0 && letters[place].point === 0x307);
    return place >= 0 && letters[place].point === 0x69;
}

function letterOf(met, point) {
    var letter = met[point];
    if (letter === undefined) {
        letter = {
            point: point, text: String.fromCodePoint(point), kind: kindOf(point), order: orderOf(point), fold: null
        };
        met[point] = letter;
    }
    return letter;
}

function wordsOfLetters(letters, most) {
    var words = [];
    // Of the open word. Letters are put together once: njs keeps every text that it ever made for a request.
    var open = [];
    var isOfItsOwn = false;
    for (var i = 0; i < letters.length && words.length < most; i++) {
        var kind = letters[i].kind;
        if (kind === 'm') {
            if (open.length > 0) open.push(letters[i].text);
        } else if (kind === 'w' && !isOfItsOwn) {
            open.push(letters[i].text);
        } else {
            if (open.length > 0) words.push(open.join(''));
            open = kind === 'w' || kind === 'a' ? [letters[i].text] : [];
            isOfItsOwn = kind === 'a';
        }
    }
    if (open.length > 0) words.push(open.join(''));
    return words;
}

// MARK: Tables

// A row of `table` has `width` characters and begins with a code point in four digits of base 36; rows ascend. The index of the
// last one that does not begin beyond `point`; -1 for none.
function rowOf(table, width, point) {
    var key = fourDigits(point);
    var low = 0;
    var high = table.length / width;
    while (low < high) {
        var middle = low + high >> 1;
        if (table.substring(middle * width, middle * width + 4) <= key) low = middle + 1; else high = middle;
    }
    return low - 1;
}

function fourDigits(number) {
    return ('000' + number.toString(36)).slice(-4);
}

function numberAt(table, place, length) {
    return parseInt(table.substring(place, place + length), 36);
}

// 'w' a letter or number, 'a' one that is a word of its own, 'm' a mark, 'd' what is dropped, '' all else.
function kindOf(point) {
    return valueAt(tables.kinds, 9, point);
}

function orderOf(point) {
    return point < 0x300 ? 0 : parseInt(valueAt(tables.orders, 10, point) || '0', 36);
}

// Rows: first code point, last one, value.
function valueAt(table, width, point) {
    var row = rowOf(table, width, point);
    if (row < 0 || point > numberAt(table, row * width + 4, 4)) return '';
    return table.substring(row * width + 8, row * width + width);
}

// What a code point folds to, mostly itself.
function foldOf(point) {
    // Hangul syllables are taken apart by rule (Unicode, section 3.12).
    if (point >= 0xAC00 && point <= 0xD7A3) {
        var index = point - 0xAC00;
        var parts = [0x1100 + Math.floor(index / 588), 0x1161 + Math.floor(index % 588 / 28)];
        if (index % 28 !== 0) parts.push(0x11A7 + index % 28);
        return parts;
    }
    // Rows: first code point, a mode, a count in three digits, a value in four.
    var row = rowOf(tables.folds, 12, point) * 12;
    if (row < 0) return [point];
    var distance = point - numberAt(tables.folds, row, 4);
    var count = numberAt(tables.folds, row + 5, 3);
    var value = numberAt(tables.folds, row + 8, 4);
    switch (tables.folds.charAt(row + 4)) {
    case 't':  // `count` code points, which stand in the targets from `value` on.
        if (distance > 0) break;
        var targets = [];
        for (var i = 0; i < count; i++) targets.push(numberAt(tables.targets, (value + i) * 4, 4));
        return targets;
    case 'r':  // A row of `count` code points folds onto one that begins with `value`.
        if (distance < count) return [value + distance];
        break;
    case 'p':  // Of `count` pairs, the first folds onto the second.
        if (distance < 2 * count && distance % 2 === 0) return [point + 1];
    }
    return [point];
}

// Marks that stand together are sorted by their class, those of one class stay as they are.
function putMarksInOrder(letters) {
    for (var i = 0; i < letters.length; i++) {
        var run = [];
        for (; i < letters.length && letters[i].order > 0; i++) run.push({ letter: letters[i], place: i });
        if (run.length < 2) continue;
        run.sort(function (left, right) { return left.letter.order - right.letter.order || left.place - right.place; });
        for (var j = 0; j < run.length; j++) letters[i - run.length + j] = run[j].letter;
    }
}

export default { wordsOf: wordsOf };
