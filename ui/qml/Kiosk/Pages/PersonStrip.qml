import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls

// One person on one line: name and phone, masked until the operator asks.
Panel {
    id: strip

    required property string resident
    required property string name
    required property string phone
    required property bool isWhole
    readonly property bool tellsWhole: true

    signal revealed

    Accessible.role: Accessible.ListItem
    Accessible.name: Reader.joined([Privacy.told(Privacy.cover(name)), Privacy.told(Privacy.cover(phone))])

    implicitHeight: Math.max(Theme.touch, who.implicitHeight) + 2 * Theme.space2
    color: isWhole ? Theme.dutySoft : Theme.surface

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.space4
        anchors.rightMargin: Theme.space2
        spacing: Theme.space4

        Icon {
            name: "user"
            tint: Theme.inkSoft
        }

        GridLayout {
            id: who

            Layout.fillWidth: true
            columns: strip.width > 280 * Theme.reading ? 2 : 1
            columnSpacing: Theme.space4
            rowSpacing: 0
            uniformCellWidths: true

            Label {
                objectName: "personName"
                Layout.fillWidth: true
                text: Privacy.cover(strip.name)
                strong: true
                wrapMode: Text.WrapAnywhere
                font.pixelSize: strip.name.length > 12 ? Theme.body : Theme.lead
            }

            Label {
                objectName: "personPhone"
                Layout.fillWidth: true
                text: strip.phone === "" ? Tr.text("people.no_phone") : Privacy.cover(strip.phone)
                color: strip.isWhole ? Theme.ink : Theme.inkSoft
                strong: strip.isWhole
                font.pixelSize: strip.isWhole ? Theme.heading : Theme.lead
            }
        }

        BigButton {
            objectName: "reveal"
            visible: strip.phone !== ""
            word: strip.isWhole ? "people.hide" : "people.show"
            glyph: strip.isWhole ? "eye-off" : "phone"
            about: strip.name
            onTapped: strip.revealed()
        }
    }
}
