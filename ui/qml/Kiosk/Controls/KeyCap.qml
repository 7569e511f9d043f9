import QtQuick
import Kiosk.Theme

// The key that does the same as a button, shown in operator mode.
Rectangle {
    id: cap

    required property string key
    property color tone: Theme.ink
    property bool wanted: true

    visible: wanted && Operator.isOn && key !== ""
    implicitWidth: label.implicitWidth + 2 * Theme.space1
    implicitHeight: Math.round(Theme.small * 1.25)
    radius: Theme.radiusSmall
    color: "transparent"
    border.color: tone
    border.width: Theme.stroke

    Label {
        id: label

        anchors.centerIn: parent
        text: cap.key
        color: cap.tone
        strong: true
        wrapMode: Text.NoWrap
        font.pixelSize: Theme.small
    }
}
