import QtQuick
import Kiosk.Theme

// A button of the bar above: pictogram over its word.
TapButton {
    id: button

    required property string glyph
    property bool tight: false // a bar without room: narrower

    implicitWidth: Math.max(tight ? Theme.touch : Theme.touch * 1.25, label.implicitWidth + 2 * (tight ? Theme.stroke : Theme.space2))
    face: Theme.surface
    edge: Theme.surface

    contentItem: Item {
        implicitWidth: label.implicitWidth

        Column {
            anchors.centerIn: parent

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: button.working ? "clock" : button.glyph
                side: Theme.icon
                tint: button.enabled ? Theme.ink : Theme.quiet
            }

            Label {
                id: label

                anchors.horizontalCenter: parent.horizontalCenter
                text: button.text
                color: button.enabled ? Theme.ink : Theme.quiet
                wrapMode: Text.NoWrap
                font.pixelSize: button.tight ? Theme.least : Theme.small
            }
        }
    }
}
