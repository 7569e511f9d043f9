import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls

// A sheet beside a number pad and what was typed on it; upright, one below the other. Where the
// keys would grow too small, what was typed stands over the sheet.
GridLayout {
    id: pads

    required property string text
    required property string hint
    property string typedName: "typed"
    property alias sheet: panel.color
    readonly property bool wide: width > height
    readonly property bool tight: wide && height < 4 * Theme.touchMain + 3 * Theme.gap + typed.implicitHeight + rowSpacing
    default property alias content: panel.data

    signal typed(digit: string)
    signal erased
    signal cleared

    columns: wide ? 2 : 1
    columnSpacing: tight ? Theme.space4 : Theme.space5
    rowSpacing: Theme.space3
    uniformCellWidths: true

    Panel {
        id: panel

        Layout.column: 0
        Layout.row: pads.tight ? 1 : 0
        Layout.rowSpan: pads.wide && !pads.tight ? 2 : 1
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: 1
    }

    TypedNumber {
        id: typed

        objectName: pads.typedName
        Layout.column: pads.wide && !pads.tight ? 1 : 0
        Layout.row: pads.wide ? 0 : 1
        Layout.fillWidth: true
        text: pads.text
        hint: pads.hint
    }

    NumberPad {
        Layout.column: pads.wide ? 1 : 0
        Layout.row: pads.tight ? 0 : pads.wide ? 1 : 2
        Layout.rowSpan: pads.tight ? 2 : 1
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: 1
        keySide: pads.tight ? Theme.touch : Theme.touchMain
        onTyped: digit => pads.typed(digit)
        onErased: pads.erased()
        onCleared: pads.cleared()
    }
}
