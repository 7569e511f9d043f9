import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Handed over: said, with the change that goes back.
PageFrame {
    id: page

    required property HandOverViewModel view

    task: "collect"
    step: 2
    title: Tr.text("collect.collected_title")

    Column {
        anchors.centerIn: parent
        width: parent.width
        spacing: page.tight ? Theme.space1 : Theme.space4

        Picture {
            anchors.horizontalCenter: parent.horizontalCenter
            side: page.tight ? Theme.touch : 2 * Theme.touchMain
            source: page.view.picture("done")
        }

        Label {
            width: parent.width
            text: Tr.text("collect.collected")
            strong: true
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: Theme.total
        }

        Label {
            width: parent.width
            text: Tr.text("collect.collected_hint")
            color: Theme.inkSoft
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: Theme.lead
        }

        Price {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: page.view.cash.hasChange
            amount: Tr.text("pay.change") + " " + page.view.cash.change
            size: Theme.total
            tone: Theme.accent
        }
    }

    foot: HomeFoot {
        navigation: page.navigation
    }
}
