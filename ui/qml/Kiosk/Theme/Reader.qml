pragma Singleton

import QtQuick

// What a screen reader is told. Its tree holds what a person would point at: controls, and texts
// that stand for themselves. What only draws one of them is left out, so nothing is told twice.
QtObject {
    id: reader

    // Somebody listening is told at once, wherever the focus is; tests listen too.
    signal announced(text: string)

    // Whether an item lies within one that tells itself as a whole: `tellsWhole`.
    function isPart(item: var): bool {
        for (let outer = item.parent; outer !== null; outer = outer.parent) {
            if (outer.tellsWhole === true)
                return true;
        }
        return false;
    }

    // One sentence of several texts; the empty ones are left out.
    function joined(texts: var): string {
        return texts.filter(text => text !== "").join(Tr.text("app.pause"));
    }

    function announce(item: Item, text: string, urgent: bool): void {
        if (text === "")
            return;
        const told = Privacy.told(text);
        item.Accessible.announce(told, urgent ? Accessible.Assertive : Accessible.Polite);
        announced(told);
    }
}
