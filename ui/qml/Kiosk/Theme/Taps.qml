pragma Singleton

import QtQml

// One rule for every finger: a second tap on the same thing, or one that lands on a page that has
// only just come, is a trembling hand and is not acted upon.
QtObject {
    property QtObject last
    property double lastAt: -1e9
    property double pageAt: -1e9

    // The word of what was just tapped, for the voice.
    signal told(word: string)

    function accepts(target: QtObject, guard: int): bool {
        const now = Date.now();
        const again = target === last && recent(now - lastAt, guard);
        if (again || recent(now - pageAt, Theme.guard) && recent(now - lastAt, Theme.guard))
            return false;
        last = target;
        lastAt = now;
        return true;
    }

    function pageChanged(): void {
        pageAt = Date.now();
        last = null;
    }

    // A clock set back gives a negative span; that must not lock the screen.
    function recent(span: double, guard: int): bool {
        return span >= 0 && span < guard;
    }
}
