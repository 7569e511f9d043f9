import QtQuick
import Kiosk.Theme

// One key of a pad or stepper: a character or a pictogram. The same key twice is often meant
// (a phone with 00 in it, one more and one more), and what it does shows at once and is undone by
// the key beside it; so its guard only holds off the bounce of a finger.
TapButton {
    id: key

    property string glyph
    property int size: Theme.heading
    readonly property bool padKey: true // its character is its word

    implicitWidth: Theme.touch
    implicitHeight: Theme.touch
    radius: Theme.radiusSmall
    guard: Theme.guardKey
    face: !enabled || working ? Theme.sunken : Theme.surface

    contentItem: Item {
        Label {
            anchors.centerIn: parent
            text: key.glyph === "" && !key.working ? key.text : ""
            color: key.enabled ? Theme.ink : Theme.quiet
            font.pixelSize: key.size
        }

        Icon {
            anchors.centerIn: parent
            name: key.working ? "clock" : key.glyph
            side: Math.round(key.size * 1.2)
            tint: key.enabled ? Theme.ink : Theme.quiet
        }
    }
}
