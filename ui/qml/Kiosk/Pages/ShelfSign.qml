import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A place on the shelf, told by its solid sign and number.
Row {
    id: sign

    required property string picture
    required property string number
    required property string place // both in words
    readonly property bool tellsWhole: true
    property int side: 2 * Theme.touchMain

    visible: picture !== ""
    Accessible.role: Accessible.Graphic
    Accessible.name: place
    spacing: Theme.space4

    Picture {
        side: sign.side
        source: sign.picture
    }

    Label {
        objectName: "shelfNumber"
        anchors.verticalCenter: parent.verticalCenter
        text: sign.number
        strong: true
        wrapMode: Text.NoWrap
        font.pixelSize: Math.round(sign.side * 0.8)
    }
}
