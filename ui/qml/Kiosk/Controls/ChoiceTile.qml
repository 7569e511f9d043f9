import QtQuick
import Kiosk.Theme

// A large choice: a picture (or a pictogram), a word and perhaps a second line.
TapButton {
    id: tile

    property string picture
    property string glyph
    property string note
    property bool primary: false
    property string key // of the operator's keyboard, where the page takes it
    property color tint: face // behind the picture
    readonly property bool small: height < Theme.touch + 4 * Theme.heading
    property int pictureSide: Math.round(Math.max(Theme.icon, Math.min(width - 4 * Theme.space3,
        height - words.implicitHeight - (small ? 3 * Theme.space2 : 4 * Theme.space3))))
    property int size: small ? Theme.body : Theme.heading

    about: note
    implicitWidth: Theme.touchMain * 2
    implicitHeight: Theme.touchMain * 2
    edge: primary ? Theme.accent : Theme.line
    face: !enabled || working ? Theme.sunken : primary ? Theme.accentSoft : Theme.surface

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
                bottomMargin: tile.small ? 0 : Theme.space3
            }

            Picture {
                anchors.centerIn: parent
                visible: tile.glyph === "" && !tile.working
                side: tile.pictureSide
                source: tile.picture
                name: tile.text
            }

            Icon {
                anchors.centerIn: parent
                name: tile.working ? "clock" : tile.glyph
                side: tile.pictureSide
            }
        }

        KeyCap {
            x: Theme.space3
            y: Theme.space3
            key: tile.key
        }

        Column {
            id: words

            anchors {
                left: parent.left
                right: parent.right
                bottom: parent.bottom
                margins: Theme.space2
                bottomMargin: tile.small ? Theme.space1 : tile.note === "" ? Theme.space3 : Theme.space4
            }

            Label {
                width: parent.width
                text: tile.text
                color: tile.enabled ? Theme.ink : Theme.quiet
                strong: true
                horizontalAlignment: Text.AlignHCenter
                maximumLineCount: 2
                lineHeight: tile.small ? 0.85 : 1
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
