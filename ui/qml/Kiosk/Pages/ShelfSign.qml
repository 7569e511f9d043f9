import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A place on the shelf, told by its solid sign and number.
Row {
    id: sign

    required property string picture
    required property string number
    property int side: 2 * Theme.touchMain

    visible: picture !== ""
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
