pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme
import Kiosk.Models

// Practising: a slim band on every page says that nothing is real, and how far the lesson is.
Rectangle {
    id: band

    required property Training training

    visible: training.practising
    implicitHeight: visible ? Math.round(Theme.small * 1.5) + 2 * Theme.space1 : 0
    color: Theme.practice
    Accessible.role: Accessible.StatusBar
    Accessible.name: Tr.text("practice.band") + " " + Tr.text("practice.band_note")

    Row {
        id: sign

        anchors {
            left: parent.left
            leftMargin: Theme.space4
            verticalCenter: parent.verticalCenter
        }
        spacing: Theme.space2

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "pencil"
            tint: Theme.practiceInk
            side: Theme.small
        }

        Label {
            objectName: "practiceSign"
            anchors.verticalCenter: parent.verticalCenter
            text: Tr.text("practice.band")
            color: Theme.practiceInk
            strong: true
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.small
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            visible: !band.training.hasLesson || band.width > band.height * 24
            text: Tr.text("practice.band_note")
            color: Theme.practiceInk
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.small
        }
    }

    Row {
        id: way

        anchors {
            right: parent.right
            rightMargin: Theme.space4
            verticalCenter: parent.verticalCenter
        }
        visible: band.training.hasLesson
        spacing: Theme.space2

        Label {
            objectName: "practiceStep"
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, band.width - sign.width - dots.width - 2 * Theme.space4 - Theme.space6)
            text: band.training.word === "" ? "" : band.training.number + " · " + Tr.text(band.training.word)
            color: Theme.practiceInk
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.least
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.small
        }

        Row {
            id: dots

            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space1

            Repeater {
                model: band.training.steps

                Rectangle {
                    id: dot

                    required property int index
                    readonly property bool done: index < band.training.stepsDone

                    width: Theme.small
                    height: width
                    radius: width / 2
                    color: done ? Theme.practiceInk : Theme.practice
                    border.color: Theme.practiceInk
                    border.width: 2 * Theme.stroke

                    Icon {
                        anchors.centerIn: parent
                        visible: dot.done
                        name: "check"
                        tint: Theme.practice
                        side: Math.round(parent.width * 0.8)
                    }
                }
            }
        }
    }
}
