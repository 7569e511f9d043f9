import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// A lesson is learnt: said, shown, and the next one offered.
PageFrame {
    id: page

    required property LessonsViewModel view

    title: Tr.text("practice.number", {"count": page.view.number})

    Column {
        anchors.centerIn: parent
        width: parent.width
        spacing: page.tight ? Theme.space2 : Theme.space4

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.round(Math.min(page.width, page.height - page.footHeight) * (page.tight ? 0.36 : 0.42))
            height: width
            radius: width / 2
            color: Theme.accentSoft
            border.color: Theme.accent
            border.width: Theme.strokeFocus

            Picture {
                anchors.centerIn: parent
                side: Math.round(parent.width * 0.56)
                source: page.view.lessonPicture
            }

            Rectangle {
                anchors {
                    right: parent.right
                    bottom: parent.bottom
                }
                width: Math.round(parent.width * 0.34)
                height: width
                radius: width / 2
                color: Theme.accent

                Icon {
                    anchors.centerIn: parent
                    name: "thumb-up"
                    tint: Theme.accentInk
                    side: Math.round(parent.width * 0.62)
                }
            }
        }

        Label {
            objectName: "praise"
            width: parent.width
            text: Tr.text(page.view.learnt === page.view.all ? "practice.all_done" : "practice.praise")
            color: Theme.accent
            strong: true
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: page.tight ? Theme.display : Theme.total
        }

        Label {
            width: parent.width
            text: Tr.text("practice.praise_text", {"title": page.view.title})
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: page.tight ? Theme.lead : Theme.heading
        }

        Label {
            visible: !page.tight
            anchors.horizontalCenter: parent.horizontalCenter
            text: Tr.text("practice.done_count", {"count": page.view.learnt, "all": page.view.all})
            color: Theme.inkSoft
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: Theme.lead
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

        BigButton {
            objectName: "again"
            Layout.fillHeight: true
            word: "practice.again"
            glyph: "refresh"
            onTapped: page.view.again()
        }

        Item {
            Layout.fillWidth: true
        }

        BigButton {
            objectName: "nextLesson"
            Layout.fillHeight: true
            Layout.minimumWidth: 70 * Theme.mm
            visible: page.view.hasNext
            primary: true
            leads: true
            word: "practice.next"
            glyph: "arrow-right"
            onTapped: page.view.next()
        }
    }
}
