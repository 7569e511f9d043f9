pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Ten short lessons, five on a screen; what was learnt bears a mark.
PageFrame {
    id: page

    required property LessonsViewModel view

    title: Tr.text("practice.title")

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.space4

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space3

            Row {
                Layout.fillWidth: true
                spacing: Theme.space1

                Repeater {
                    model: page.view.all

                    Rectangle {
                        required property int index

                        width: Theme.space5
                        height: Theme.space3
                        radius: Theme.radiusSmall
                        color: index < page.view.learnt ? Theme.accent : Theme.surface
                        border.color: index < page.view.learnt ? Theme.accent : Theme.line
                        border.width: Theme.stroke
                    }
                }
            }

            Label {
                objectName: "learnt"
                text: Tr.text("practice.done_count", {"count": page.view.learnt, "all": page.view.all})
                color: Theme.inkSoft
                wrapMode: Text.NoWrap
            }
        }

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            TileGrid {
                id: grid

                shown: 5
                columns: wide ? 5 : 1

                Repeater {
                    model: page.view.lessons

                    LessonTile {
                        width: grid.tileWidth
                        height: grid.tileHeight
                        wide: grid.columns === 1
                        onTapped: page.view.choose(lesson)
                    }
                }
            }
        }
    }

    foot: Item {
        anchors.fill: parent

        WipeQuestion {
            anchors.fill: parent
            visible: page.view.asksToWipe
            onKept: page.view.askToWipe(false)
            onWiped: page.view.wipe()
        }

        RowLayout {
            anchors.fill: parent
            visible: !page.view.asksToWipe
            spacing: Theme.space4

            BigButton {
                objectName: "wipe"
                Layout.fillHeight: true
                visible: page.view.training.practising
                plain: true
                word: "practice.wipe"
                glyph: "trash"
                onTapped: page.view.askToWipe(true)
            }

            BigButton {
                objectName: "leavePractice"
                Layout.fillHeight: true
                visible: page.view.training.practising
                word: "practice.leave"
                glyph: "door"
                onTapped: page.view.training.leave()
            }

            Item {
                Layout.fillWidth: true
            }

            BigButton {
                objectName: "free"
                Layout.fillHeight: true
                visible: !page.view.training.practising
                word: "practice.free"
                glyph: "hand-click"
                onTapped: page.view.free()
            }

            BigButton {
                objectName: "turn"
                Layout.fillHeight: true
                Layout.minimumWidth: 50 * Theme.mm
                leads: page.view.hasMore
                word: page.view.hasMore ? "practice.more" : "practice.before"
                glyph: page.view.hasMore ? "arrow-right" : "arrow-left"
                onTapped: page.view.hasMore ? page.view.more() : page.view.before()
            }
        }
    }
}
