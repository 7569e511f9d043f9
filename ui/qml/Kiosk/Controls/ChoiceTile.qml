import QtQuick
import Kiosk.Theme

// A large choice: a picture (or a pictogram), a word and perhaps a second line.
TapButton {
    id: tile

    property string picture
    property string glyph
    property string note
    property bool primary: false
    property int pictureSide: Math.round(Math.max(Theme.touch, Math.min(width - 2 * Theme.space3,
        height - words.implicitHeight - 3 * Theme.space3)))
    property int size: Theme.heading

    implicitWidth: Theme.touchMain * 2
    implicitHeight: Theme.touchMain * 2
    edge: primary ? Theme.accent : Theme.line
    face: primary ? Theme.accentSoft : Theme.surface

    contentItem: Item {
        Column {
            anchors.centerIn: parent
            width: parent.width
            spacing: Theme.space3

            Picture {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: tile.glyph === ""
                side: tile.pictureSide
                source: tile.picture
                name: tile.text
            }

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: tile.glyph
                side: tile.pictureSide
            }

            Column {
                id: words

                width: parent.width

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
                    font.pixelSize: Theme.small
                }
            }
        }
    }
}
