import QtQuick
import Kiosk.Theme

// A pictogram with its words beside it.
Row {
    id: pair

    required property string icon
    required property string text
    property color tint: Theme.ink
    property int size: Theme.body
    property int side: Math.round(size * 1.4)
    property bool strong: false

    spacing: Theme.space2

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: pair.icon
        tint: pair.tint
        side: pair.side
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        text: pair.text
        color: pair.tint
        font.pixelSize: pair.size
        strong: pair.strong
    }
}
