import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Something went wrong: what, whether it is safe, and what to do. No codes, no blame.
PageFrame {
    id: page

    required property ProblemViewModel view

    title: Tr.text(view.title)

    GridLayout {
        anchors.centerIn: parent
        columns: page.width > page.height ? 2 : 1
        columnSpacing: Theme.space6
        rowSpacing: Theme.space5

        Picture {
            Layout.alignment: Qt.AlignCenter
            side: Math.round(Math.min(page.width, page.height) * 0.36)
            source: page.view.pictureUrl
        }

        ColumnLayout {
            Layout.preferredWidth: Math.min(150 * Theme.mm, page.width - 2 * page.margin)
            spacing: Theme.space4

            Label {
                Layout.fillWidth: true
                text: Tr.text(page.view.title)
                strong: true
                font.pixelSize: page.tight ? Theme.heading : Theme.total
            }

            Label {
                objectName: "problem"
                Layout.fillWidth: true
                text: page.view.text
                font.pixelSize: page.tight ? Theme.lead : Theme.heading
            }

            Label {
                objectName: "hint"
                Layout.fillWidth: true
                text: page.view.hint
                color: Theme.inkSoft
                font.pixelSize: page.tight ? Theme.body : Theme.lead
            }
        }
    }

    foot: RowLayout {
        anchors.fill: parent
        spacing: Theme.space4

        BigButton {
            objectName: "askOperator"
            Layout.fillHeight: true
            word: "problem.call"
            glyph: "help-hand"
            size: Theme.lead
            onTapped: page.navigation.go("ask")
        }

        Item {
            Layout.fillWidth: true
        }

        BigButton {
            objectName: "goOn"
            Layout.fillHeight: true
            Layout.minimumWidth: 60 * Theme.mm
            primary: true
            word: page.view.isBug ? "problem.go_on" : "problem.back"
            glyph: page.view.isBug ? "arrow-right" : "arrow-left"
            onTapped: page.view.goOn()
        }
    }
}
