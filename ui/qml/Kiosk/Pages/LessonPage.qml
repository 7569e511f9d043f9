pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// The card of a lesson: a picture, one sentence, what to type if anything, and the steps.
PageFrame {
    id: page

    required property LessonsViewModel view

    title: Tr.text("practice.number", {"count": page.view.number})

    GridLayout {
        anchors.fill: parent
        columns: page.width > page.height ? 2 : 1
        columnSpacing: Theme.space5
        rowSpacing: Theme.space4
        uniformCellWidths: true

        Panel {
            Layout.fillWidth: true
            Layout.fillHeight: true
            color: Theme.practiceSoft

            ColumnLayout {
                anchors {
                    fill: parent
                    margins: page.dense ? Theme.space3 : Theme.space5
                }
                spacing: page.dense ? Theme.space2 : Theme.space4

                Item {
                    Layout.fillWidth: true
                    Layout.fillHeight: true

                    Picture {
                        anchors.centerIn: parent
                        visible: parent.height > Theme.icon
                        side: Math.round(Math.max(1, Math.min(parent.width, parent.height, 90 * Theme.mm)))
                        source: page.view.lessonPicture
                    }
                }

                Label {
                    objectName: "lessonTitle"
                    Layout.fillWidth: true
                    visible: !page.dense
                    text: page.view.title
                    color: Theme.practice
                    strong: true
                    horizontalAlignment: Text.AlignHCenter
                    font.pixelSize: Theme.lead
                }

                Label {
                    objectName: "task"
                    Layout.fillWidth: true
                    text: page.view.task
                    strong: true
                    horizontalAlignment: Text.AlignHCenter
                    font.pixelSize: page.dense ? Theme.body : Theme.heading
                }

                Label {
                    objectName: "lessonCode"
                    Layout.fillWidth: true
                    visible: page.view.code !== ""
                    text: page.view.code
                    color: Theme.practice
                    strong: true
                    wrapMode: Text.NoWrap
                    horizontalAlignment: Text.AlignHCenter
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.lead
                    font.pixelSize: page.dense ? Theme.heading : Theme.total
                }
            }
        }

        Column {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignVCenter
            spacing: page.dense ? Theme.space2 : Theme.space4

            Repeater {
                model: page.view.steps

                Panel {
                    id: step

                    required property int number
                    required property string text
                    required property bool isDone
                    required property bool isNext

                    width: parent.width
                    height: Math.max(page.dense ? mark.height : Theme.touchMain, words.implicitHeight) + 2 * Theme.space1
                    color: isDone ? Theme.accentSoft : Theme.surface
                    border.color: isNext ? Theme.practice : Theme.hairline
                    border.width: isNext ? Theme.strokeFocus : Theme.stroke

                    Rectangle {
                        id: mark

                        x: Theme.space4
                        anchors.verticalCenter: parent.verticalCenter
                        width: Math.round(Theme.lead * (page.dense ? 1.4 : 1.8))
                        height: width
                        radius: width / 2
                        color: step.isDone ? Theme.accent : step.isNext ? Theme.practice : Theme.sunken

                        Icon {
                            anchors.centerIn: parent
                            visible: step.isDone
                            name: "check"
                            tint: Theme.accentInk
                            side: Theme.lead
                        }

                        Label {
                            anchors.centerIn: parent
                            visible: !step.isDone
                            text: step.number
                            color: step.isNext ? Theme.practiceInk : Theme.ink
                            strong: true
                            font.pixelSize: Theme.lead
                        }
                    }

                    Label {
                        id: words

                        anchors {
                            left: mark.right
                            right: parent.right
                            verticalCenter: parent.verticalCenter
                            leftMargin: Theme.space4
                            rightMargin: Theme.space4
                        }
                        text: step.text
                        strong: step.isNext
                        font.pixelSize: page.dense ? Theme.body : Theme.lead
                    }
                }
            }
        }
    }

    foot: RowLayout {
        anchors.fill: parent
        spacing: Theme.space4

        BigButton {
            objectName: "allLessons"
            Layout.fillHeight: true
            word: "practice.lessons"
            glyph: "clipboard"
            onTapped: page.view.showAll()
        }

        Item {
            Layout.fillWidth: true
        }

        BigButton {
            objectName: "begin"
            Layout.fillHeight: true
            Layout.minimumWidth: 70 * Theme.mm
            primary: true
            leads: true
            word: page.view.isBegun ? "practice.go_on" : "practice.begin"
            glyph: "arrow-right"
            onTapped: page.view.goOn()
        }
    }
}
