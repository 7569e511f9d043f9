pragma Singleton

import QtQml

// Somebody stands by: money, names, phones and codes show as dots until they are uncovered. The
// number of dots tells nothing, and no action is taken away.
QtObject {
    readonly property string dots: "●●●●"
    property bool on: false

    function cover(text: string): string {
        return on && text !== "" ? dots : text;
    }

    // Each sign as a dot, for what is being typed.
    function coverTyped(text: string): string {
        return on ? "●".repeat(text.length) : text;
    }

    // Dots are for the eye; a screen reader says that something is covered.
    function told(text: string): string {
        return text.replace(/●+/g, Tr.text("app.covered"));
    }
}
