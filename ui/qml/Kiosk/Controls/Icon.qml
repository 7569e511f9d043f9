import QtQuick
import Kiosk.Theme

// A line drawing from assets/icons in the colour of its words.
Image {
    id: icon

    property string name
    property color tint: Theme.ink
    property int side: Theme.icon

    width: side
    height: side
    sourceSize: Qt.size(side, side)
    source: name === "" ? "" : "image://icon/" + name + "/" + String(tint).slice(-6)
    visible: name !== ""
}
