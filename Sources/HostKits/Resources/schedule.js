// Whether a line is open at an instant: docs/bundle-format.md, "Local time".

function isOpen(schedule, unixSeconds) {
    var today = Math.floor((unixSeconds + offsetAt(schedule, unixSeconds)) / 86400);
    for (var day = today - 2; day <= today + 1; day++) {
        var hours = hoursOf(schedule, day);
        for (var i = 0; i < hours.length; i++) {
            if (firstInstant(schedule, day * 86400 + hours[i][0] * 60) <= unixSeconds
                && unixSeconds < lastInstant(schedule, day * 86400 + hours[i][1] * 60)) return true;
        }
    }
    return false;
}

// The hours that begin on a day.
function hoursOf(schedule, day) {
    var closed = schedule.closed;
    var next = firstIndex(closed, function (range) { return range[0] > day; });
    if (next > 0 && closed[next - 1][1] >= day) return [];
    var special = schedule.special;
    var index = firstIndex(special, function (pair) { return pair[0] >= day; });
    if (index < special.length && special[index][0] === day) return special[index][1];
    // 1970 began on a Thursday, which is 3 from Monday.
    return schedule.week[day + 3 - Math.floor((day + 3) / 7) * 7];
}

function offsetAt(schedule, instant) {
    return offsetBehind(schedule, firstIndex(schedule.changes, function (change) { return change[0] > instant; }));
}

// The offset before the change with this index.
function offsetBehind(schedule, next) {
    return next === 0 ? schedule.offset : schedule.changes[next - 1][1];
}

// The first instant at which the wall clock shows a time; where it skips that, the instant of the jump.
function firstInstant(schedule, clock) {
    var changes = schedule.changes;
    var next = firstIndex(changes, function (change) { return change[0] > clock - 86400; });
    while (next < changes.length && clock - offsetBehind(schedule, next) >= changes[next][0]) next++;
    var instant = clock - offsetBehind(schedule, next);
    return next === 0 ? instant : Math.max(instant, changes[next - 1][0]);
}

// The last instant at which the wall clock shows a time; where it skips that, the instant of the jump.
function lastInstant(schedule, clock) {
    var changes = schedule.changes;
    var next = firstIndex(changes, function (change) { return change[0] > clock + 86400; });
    while (next > 0 && clock - offsetBehind(schedule, next) < changes[next - 1][0]) next--;
    var instant = clock - offsetBehind(schedule, next);
    return next === changes.length ? instant : Math.min(instant, changes[next][0]);
}

// The index of the first item that lies beyond, as do all behind it.
function firstIndex(items, isBeyond) {
    var low = 0;
    var high = items.length;
    while (low < high) {
        var middle = low + high >> 1;
        if (isBeyond(items[middle])) high = middle; else low = middle + 1;
    }
    return low;
}

export default { isOpen: isOpen };
