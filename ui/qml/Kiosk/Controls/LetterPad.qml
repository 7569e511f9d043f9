pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme

// The 26 letters in the order of the alphabet: a name is found by the first letters of its
// syllables, so whoever can say it can find it.
GridLayout {
    id: pad

    signal typed(letter: string)
    signal erased

    columns: 9
    uniformCellHeights: true
    Accessible.role: Accessible.Grouping
    Accessible.name: Tr.text("app.letters")
    rowSpacing: Theme.gap
    columnSpacing: Theme.gap
    uniformCellWidths: true

    Repeater {
        model: 26

        KeyButton {
            required property int index

            readonly property string letter: String.fromCharCode(65 + index)

            objectName: "letter" + letter
            text: letter
            size: Theme.lead
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: Theme.touch
            onTapped: pad.typed(letter.toLowerCase())
        }
    }

    KeyButton {
        objectName: "letterErase"
        glyph: "backspace"
        Accessible.name: Tr.text("app.erase")
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: Theme.touch
        onTapped: pad.erased()
    }
}
