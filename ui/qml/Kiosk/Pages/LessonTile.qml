import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// One lesson: its number, its picture, its title, whose work it is, and the mark of what is learnt.
TapButton {
    id: tile

    required property string lesson
    required property int number
    required property string title
    required property string picture
    required property bool forOperator
    required property bool isLearnt
    property bool wide: false // lies rather than stands
    readonly property bool roomy: wide ? height > 24 * Theme.mm && width > height * 3 : height > 70 * Theme.mm

    objectName: "lesson"
    text: number + " " + title
    about: Reader.joined([Tr.text(forOperator ? "practice.for_operator" : "practice.for_resident"), isLearnt ? Tr.text("practice.learnt") : ""])
    edge: isLearnt ? Theme.accent : Theme.line

    contentItem: Item {
        Rectangle {
            id: stage

            x: Theme.stroke
            y: Theme.stroke
            width: (tile.wide ? height : parent.width) - 2 * Theme.stroke
            height: (tile.wide ? parent.height : parent.height - words.height - 2 * Theme.space3) - 2 * Theme.stroke
            topLeftRadius: tile.radius
            topRightRadius: tile.wide ? 0 : tile.radius
            bottomLeftRadius: tile.wide ? tile.radius : 0
            color: tile.isLearnt ? Theme.accentSoft : tile.forOperator ? Theme.dutySoft : Theme.straw

            Picture {
                anchors.centerIn: parent
                side: Math.round(Math.min(parent.width, parent.height) * 0.62)
                source: tile.picture
                name: tile.title
            }
        }

        Rectangle {
            x: tile.roomy ? Theme.space3 : Theme.space1
            y: x
            width: Math.round(Theme.body * (tile.roomy ? 1.7 : 1.35))
            height: width
            radius: width / 2
            color: tile.isLearnt ? Theme.accent : Theme.surface
            border.color: tile.isLearnt ? Theme.accent : Theme.line
            border.width: Theme.stroke

            Icon {
                anchors.centerIn: parent
                visible: tile.isLearnt
                name: "check"
                tint: Theme.accentInk
                side: Theme.body
            }

            Label {
                anchors.centerIn: parent
                visible: !tile.isLearnt
                text: tile.number
                strong: true
            }
        }

        Column {
            id: words

            x: tile.wide ? stage.width + Theme.space4 : Theme.space2
            y: tile.wide ? (parent.height - height) / 2 : parent.height - height - Theme.space3
            width: parent.width - x - Theme.space2
            spacing: Theme.space1

            Label {
                id: title

                width: parent.width
                text: tile.title
                strong: true
                horizontalAlignment: tile.wide ? Text.AlignLeft : Text.AlignHCenter
                maximumLineCount: 3
                font.pixelSize: tile.roomy ? Theme.lead : Theme.body
            }

            IconLabel {
                x: tile.wide ? 0 : (parent.width - width) / 2
                visible: tile.roomy
                icon: tile.forOperator ? "user-check" : "users"
                text: Tr.text(tile.forOperator ? "practice.for_operator" : "practice.for_resident")
                tint: Theme.inkSoft
                size: Theme.small
            }
        }
    }
}
