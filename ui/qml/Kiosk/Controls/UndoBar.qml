import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Models

// What was taken out can be put back for a while.
Rectangle {
    id: bar

    required property BasketViewModel basket

    property bool wanted: true
    readonly property bool tellsWhole: true

    visible: wanted && basket.removedText !== ""
    Accessible.role: Accessible.AlertMessage
    Accessible.name: basket.removedText
    onVisibleChanged: Reader.announce(bar, visible ? basket.removedText : "", false)
    implicitHeight: Theme.touch + 2 * Theme.space2
    radius: Theme.radius
    color: Theme.ink

    RowLayout {
        anchors.fill: parent
        anchors.margins: Theme.space2
        anchors.leftMargin: Theme.space4
        spacing: Theme.space3

        Icon {
            name: "trash"
            tint: Theme.surface
        }

        Label {
            Layout.fillWidth: true
            text: bar.basket.removedText
            color: Theme.surface
            maximumLineCount: 2
        }

        BigButton {
            objectName: "undo"
            word: "basket.undo"
            glyph: "undo"
            onTapped: bar.basket.undo()
        }
    }
}
