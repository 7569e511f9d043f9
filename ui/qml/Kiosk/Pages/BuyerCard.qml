import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls

// Whose it is: picture, masked name, masked phone.
RowLayout {
    id: card

    required property string picture
    required property string name
    required property string detail
    property color tone: Theme.inkSoft
    property int side: Theme.touch
    property int size: Theme.heading
    property bool secretName: true // covered while somebody stands by
    property bool secretDetail: true

    spacing: Theme.space3

    Picture {
        side: card.side
        source: card.picture
    }

    Column {
        Layout.fillWidth: true

        Label {
            objectName: "buyerName"
            width: parent.width
            text: card.secretName ? Privacy.cover(card.name) : card.name
            strong: true
            maximumLineCount: 2
            font.pixelSize: card.size
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: card.secretDetail ? Privacy.cover(card.detail) : card.detail
            color: card.tone
            maximumLineCount: 2
            font.pixelSize: Theme.small
        }
    }
}
