import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Nothing here: said plainly, with the operator as a way on. `flat` lays it out beside the picture.
GridLayout {
    id: empty

    required property Navigation navigation
    required property string word
    property string picture
    property string glyph: "search-off"
    property bool flat: false
    property int side: 2 * Theme.touchMain
    default property alias more: ways.data

    columns: flat ? 2 : 1
    columnSpacing: Theme.space6
    rowSpacing: Theme.space4

    Item {
        Layout.alignment: Qt.AlignCenter
        Layout.rowSpan: empty.flat ? 2 : 1
        implicitWidth: empty.side
        implicitHeight: empty.picture === "" ? Theme.touchMain : empty.side

        Picture {
            anchors.fill: parent
            visible: empty.picture !== ""
            side: parent.height
            source: empty.picture
        }

        Icon {
            anchors.centerIn: parent
            name: empty.picture === "" ? empty.glyph : ""
            side: Theme.touchMain
            tint: Theme.inkSoft
        }
    }

    Label {
        Layout.alignment: empty.flat ? Qt.AlignLeft | Qt.AlignBottom : Qt.AlignHCenter
        text: Tr.text(empty.word)
        strong: true
        font.pixelSize: Theme.heading
    }

    Row {
        id: ways

        Layout.alignment: empty.flat ? Qt.AlignLeft | Qt.AlignTop : Qt.AlignHCenter
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
