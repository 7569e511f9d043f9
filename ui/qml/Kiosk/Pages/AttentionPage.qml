pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Questions for a person: the list, the open one with its plain reason, and its answers.
PageFrame {
    id: page

    required property AttentionViewModel view

    title: Tr.text("attention.title")
    bare: tight && !view.hasMore

    GridLayout {
        anchors.fill: parent
        visible: page.view.count > 0
        columns: page.width > page.height ? 2 : 1
        columnSpacing: Theme.space5
        rowSpacing: Theme.space4

        ListView {
            id: list

            objectName: "questions"
            Accessible.role: Accessible.List
            Accessible.name: page.title
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            clip: true
            spacing: Theme.gap
            model: page.view.questions
            boundsBehavior: Flickable.StopAtBounds

            delegate: TapButton {
                id: row

                required property string item
                required property string reason
                required property string number
                required property string name
                required property string picture
                required property bool isChosen

                objectName: "question"
                width: list.width
                implicitHeight: Math.max(Theme.touchMain, card.implicitHeight + 2 * Theme.space2)
                text: reason
                about: Reader.joined([Privacy.cover(name), Privacy.cover(number)])
                Accessible.selectable: true
                Accessible.selected: isChosen
                face: isChosen ? Theme.accentSoft : Theme.surface
                edge: isChosen ? Theme.accent : Theme.line
                onTapped: page.view.choose(item)

                contentItem: Item {
                    BuyerCard {
                        id: card

                        anchors.fill: parent
                        anchors.leftMargin: Theme.space3
                        anchors.rightMargin: Theme.space3
                        picture: row.picture
                        name: row.reason
                        secretName: false
                        detail: row.name === "" ? row.number : row.name + "  ·  " + row.number
                        side: Theme.iconLarge
                        size: Theme.body
                    }
                }
            }
        }

        Panel {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: Theme.space4
                spacing: Theme.space3

                Flickable {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    clip: true
                    boundsBehavior: Flickable.StopAtBounds
                    contentHeight: detail.implicitHeight

                    AttentionDetail {
                        id: detail

                        width: parent.width
                        view: page.view
                    }
                }

                AttentionAnswer {
                    Layout.fillWidth: true
                    view: page.view
                }
            }
        }
    }

    EmptyShelf {
        anchors.centerIn: parent
        visible: page.view.isEmpty
        navigation: page.navigation
        word: "attention.empty"
        picture: page.view.picture("done")
    }

    foot: RowLayout {
        anchors.fill: parent
        visible: page.view.count > 0
        spacing: Theme.space4

        IconLabel {
            icon: "bell"
            text: Tr.text("attention.count", {"count": page.view.count})
            tint: Theme.inkSoft
            size: Theme.lead
        }

        Item {
            Layout.fillWidth: true
        }

        BigButton {
            objectName: "more"
            Layout.fillHeight: true
            visible: page.view.hasMore
            word: "attention.more"
            glyph: "arrow-right"
            size: Theme.lead
            onTapped: page.view.turn()
        }
    }
}
