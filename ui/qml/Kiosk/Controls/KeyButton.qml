import QtQuick
import Kiosk.Theme

// One key of a pad: a character or a pictogram.
TapButton {
    id: key

    property string glyph
    property int size: Theme.heading

    implicitWidth: Theme.touch
    implicitHeight: Theme.touch
    radius: Theme.radiusSmall

    contentItem: Item {
        Label {
            anchors.centerIn: parent
            text: key.glyph === "" ? key.text : ""
            color: key.enabled ? Theme.ink : Theme.quiet
            font.pixelSize: key.size
        }

        Icon {
            anchors.centerIn: parent
            name: key.glyph
            side: Math.round(key.size * 1.2)
            tint: key.enabled ? Theme.ink : Theme.quiet
        }
    }
}
