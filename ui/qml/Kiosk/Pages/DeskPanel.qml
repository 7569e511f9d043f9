pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// The operator's desk: what waits, each count leading to its page, and the latest orders.
ColumnLayout {
    id: panel

    required property Desk desk
    required property Navigation navigation

    spacing: Theme.space3

    GridLayout {
        Layout.fillWidth: true
        columns: panel.width > panel.height ? 4 : 2
        columnSpacing: Theme.space3
        rowSpacing: Theme.space3
        uniformCellWidths: true

        Count {
            objectName: "expected"
            glyph: "truck"
            count: panel.desk.expected
            word: "operator.expected"
            onTapped: panel.navigation.go("parcels")
        }

        Count {
            objectName: "waiting"
            glyph: "shelf"
            count: panel.desk.waiting
            word: "operator.waiting"
            onTapped: panel.navigation.go("collect")
        }

        Count {
            objectName: "questions"
            glyph: "bell"
            count: panel.desk.questions
            word: "operator.questions"
            urgent: count > 0
            onTapped: panel.navigation.go("attention")
        }

        Count {
            objectName: "unsent"
            glyph: "cloud-up"
            count: panel.desk.unsent
            word: "operator.unsent"
            onTapped: panel.navigation.go("orders")
        }
    }

    Label {
        Layout.fillWidth: true
        text: Tr.text("operator.newest")
        color: Theme.inkSoft
        strong: true
    }

    ListView {
        id: list

        objectName: "newest"
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: count > 0
        clip: true
        spacing: Theme.gap
        model: panel.desk.newest
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        Accessible.name: Tr.text("operator.newest")

        delegate: OrderStrip {
            objectName: "newOrder"
            width: list.width
            onTapped: panel.desk.open(order)
        }
    }

    Label {
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: list.count === 0
        text: Tr.text("orders.empty")
        color: Theme.inkSoft
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: Theme.lead
    }

    component Count: TapButton {
        id: one

        required property string glyph
        required property int count
        property bool urgent: false
        readonly property color tone: urgent ? Theme.warn : Theme.ink

        Layout.fillWidth: true
        implicitHeight: Math.max(Theme.touchMain, Math.round(Theme.display * 1.4) + words.implicitHeight + Theme.space2)
        about: count
        face: urgent ? Theme.warnSoft : Theme.surface
        edge: urgent ? Theme.warn : Theme.line

        contentItem: Item {
            Icon {
                id: sign

                anchors.left: parent.left
                anchors.leftMargin: Theme.space3
                anchors.verticalCenter: parent.verticalCenter
                name: one.glyph
                tint: one.tone
                side: Theme.iconLarge
            }

            Column {
                anchors.left: sign.right
                anchors.right: parent.right
                anchors.leftMargin: Theme.space3
                anchors.rightMargin: Theme.space2
                anchors.verticalCenter: parent.verticalCenter

                Label {
                    text: one.count
                    color: one.tone
                    strong: true
                    lineHeight: 0.9
                    font.pixelSize: Theme.display
                }

                Label {
                    id: words

                    width: parent.width
                    text: one.text
                    color: one.tone
                    maximumLineCount: 3
                    lineHeight: 0.9
                    font.pixelSize: Theme.small
                }
            }
        }
    }
}
