import QtQuick
import Kiosk.Theme

// A large choice: a picture (or a pictogram), a word and perhaps a second line.
TapButton {
    id: tile

    property string picture
    property string glyph
    property string note
    property bool primary: false
    property color tint: face // behind the picture
    property int pictureSide: Math.round(Math.max(Theme.touch, Math.min(width - 4 * Theme.space3,
        height - words.implicitHeight - 4 * Theme.space3)))
    property int size: Theme.heading

    about: note
    implicitWidth: Theme.touchMain * 2
    implicitHeight: Theme.touchMain * 2
    edge: primary ? Theme.accent : Theme.line
    face: primary ? Theme.accentSoft : Theme.surface

    contentItem: Item {
        Rectangle {
            anchors.fill: stage
            visible: tile.tint !== tile.face
            topLeftRadius: tile.radius
            topRightRadius: tile.radius
            color: tile.tint
        }

        Item {
            id: stage

            anchors {
                left: parent.left
                right: parent.right
                top: parent.top
                bottom: words.top
                margins: Theme.stroke
                bottomMargin: Theme.space3
            }

            Picture {
                anchors.centerIn: parent
                visible: tile.glyph === ""
                side: tile.pictureSide
                source: tile.picture
                name: tile.text
            }

            Icon {
                anchors.centerIn: parent
                name: tile.glyph
                side: tile.pictureSide
            }
        }

        Column {
            id: words

            anchors {
                left: parent.left
                right: parent.right
                bottom: parent.bottom
                margins: Theme.space2
                bottomMargin: tile.note === "" ? Theme.space3 : Theme.space4
            }

            Label {
                width: parent.width
                text: tile.text
                strong: true
                horizontalAlignment: Text.AlignHCenter
                maximumLineCount: 2
                font.pixelSize: tile.size
            }

            Label {
                width: parent.width
                text: tile.note
                visible: text !== ""
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
                maximumLineCount: 2
                font.pixelSize: Theme.body
            }
        }
    }
}
