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

    signal revealed

    implicitHeight: Theme.touch + 2 * Theme.space2
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

        Label {
            objectName: "personName"
            Layout.fillWidth: true
            Layout.preferredWidth: 2
            text: Privacy.cover(strip.name)
            strong: true
            maximumLineCount: 2
            lineHeight: 0.9
            font.pixelSize: strip.name.length > 12 ? Theme.body : Theme.lead
        }

        Label {
            objectName: "personPhone"
            Layout.fillWidth: true
            Layout.preferredWidth: 2
            text: strip.phone === "" ? Tr.text("people.no_phone") : Privacy.cover(strip.phone)
            color: strip.isWhole ? Theme.ink : Theme.inkSoft
            strong: strip.isWhole
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.small
            font.pixelSize: Theme.heading
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
