import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// What the operator does with one; never a dead end.
PageFrame {
    id: page

    required property AskViewModel view

    title: Tr.text("ask.title")

    Column {
        anchors.centerIn: parent
        width: parent.width
        spacing: Theme.space5

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.space5

            Picture {
                visible: source !== ""
                side: Math.round(Math.min(page.width, page.height) * 0.3)
                source: page.view.topicPicture
            }

            Picture {
                side: Math.round(Math.min(page.width, page.height) * 0.3)
                source: page.view.operatorPicture
            }
        }

        Label {
            width: parent.width
            text: Tr.text(page.view.word)
            strong: true
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: Theme.display
        }
    }

    foot: RowLayout {
        anchors.fill: parent
        spacing: Theme.space4

        BigButton {
            objectName: "orders"
            Layout.fillHeight: true
            visible: !page.view.training.practising
            plain: true
            word: "ask.orders"
            glyph: "receipt"
            onTapped: page.navigation.go("orders")
        }

        BigButton {
            objectName: "practice"
            Layout.fillHeight: true
            visible: page.view.training.offered && !page.view.training.practising
            plain: true
            word: "practice.start"
            glyph: "hand-click"
            onTapped: page.navigation.go("lessons")
        }

        BigButton {
            objectName: "lessons"
            Layout.fillHeight: true
            visible: page.view.training.practising
            word: page.view.training.hasLesson ? "practice.card" : "practice.lessons"
            glyph: "clipboard"
            onTapped: page.view.showLessons()
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
            objectName: "call"
            Layout.fillHeight: true
            Layout.minimumWidth: 70 * Theme.mm
            primary: true
            word: "ask.call"
            glyph: "help-hand"
            onTapped: page.view.call()
        }
    }
}
