import QtQuick
import Kiosk.Theme

// A full screen of large tiles: four beside two, or two beside four on an upright screen.
Grid {
    id: grid

    property int shown: 8
    property bool wide: parent.width > parent.height
    readonly property int rowsShown: Math.max(1, Math.ceil(shown / columns))
    readonly property real tileWidth: (parent.width - (columns - 1) * spacing) / columns
    readonly property real tileHeight: (parent.height - (rowsShown - 1) * spacing) / rowsShown

    anchors.fill: parent
    columns: Math.min(shown, wide ? 4 : shown > 2 ? 2 : 1)
    spacing: Theme.space4
}
