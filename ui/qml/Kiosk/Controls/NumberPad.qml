pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme

// Ten digits, with a wipe and a step back. The page keeps what was typed:
// `onTyped: digit => …`, `onErased: …`, `onCleared: …`.
GridLayout {
    id: pad

    property int keySide: Theme.touchMain

    signal typed(digit: string)
    signal erased
    signal cleared

    columns: height > 0 && height < 4 * Theme.touch + 3 * rowSpacing ? 4 : 3 // low panels: three rows
    Accessible.role: Accessible.Grouping
    Accessible.name: Tr.text("app.digits")
    rowSpacing: Theme.gap
    columnSpacing: Theme.gap

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

        DigitKey {}
    }

    KeyButton {
        objectName: "padClear"
        word: "app.clear"
        size: Theme.body
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: pad.keySide
        Layout.preferredHeight: pad.keySide
        onTapped: pad.cleared()
    }

    DigitKey {
        modelData: "0"
    }

    KeyButton {
        objectName: "padErase"
        glyph: "backspace"
        Accessible.name: Tr.text("app.erase")
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: pad.keySide
        Layout.preferredHeight: pad.keySide
        onTapped: pad.erased()
    }

    component DigitKey: KeyButton {
        required property string modelData

        objectName: "digit" + modelData
        text: modelData
        size: Math.round(Math.min(Theme.display, height * 0.62))
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: pad.keySide
        Layout.preferredHeight: pad.keySide
        onTapped: pad.typed(modelData)
    }
}
