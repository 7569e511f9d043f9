import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Nothing here: said plainly, with the operator as the way on.
Column {
    id: empty

    required property Navigation navigation
    required property string word
    property string picture
    property string glyph: "search-off"
    default property alias more: ways.data

    spacing: Theme.space4

    Picture {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: empty.picture !== ""
        side: 2 * Theme.touchMain
        source: empty.picture
    }

    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        name: empty.picture === "" ? empty.glyph : ""
        side: Theme.touchMain
        tint: Theme.inkSoft
    }

    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        text: Tr.text(empty.word)
        strong: true
        font.pixelSize: Theme.heading
    }

    Row {
        id: ways

        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.space3

        BigButton {
            objectName: "askOperator"
            height: Theme.touchMain
            word: "help.ask"
            glyph: "help"
            size: Theme.lead
            onTapped: empty.navigation.go("ask")
        }
    }
}
