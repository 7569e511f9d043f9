import QtQuick
import Kiosk.Theme

// A button of the bar above: pictogram over its word.
TapButton {
    id: button

    required property string glyph
    property bool tight: false // a bar without room: narrower
    property bool wordless: false

    implicitWidth: Math.max(tight ? Theme.touch : Theme.touch * 1.25, (wordless ? 0 : label.implicitWidth) + 2 * (tight ? Theme.stroke : Theme.space2))
    face: Theme.surface
    edge: Theme.surface

    contentItem: Item {
        implicitWidth: button.wordless ? 0 : label.implicitWidth

        Column {
            anchors.centerIn: parent

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: button.glyph
                side: Theme.icon
                tint: button.enabled ? Theme.ink : Theme.quiet
            }

            Label {
                id: label

                anchors.horizontalCenter: parent.horizontalCenter
                text: button.text
                visible: !button.wordless
                color: button.enabled ? Theme.ink : Theme.quiet
                wrapMode: Text.NoWrap
                font.pixelSize: Theme.small
            }
        }
    }
}
