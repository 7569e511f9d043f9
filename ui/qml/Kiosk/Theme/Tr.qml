pragma Singleton

import QtQml
import Kiosk.Models

// The words of every key; a text bound to `Tr.text(…)` asks again when the language is switched.
QtObject {
    property WordBook book

    function text(key: string, values: var): string {
        return book !== null && book.revision >= 0 ? book.text(key, values ?? {}) : key;
    }
}
