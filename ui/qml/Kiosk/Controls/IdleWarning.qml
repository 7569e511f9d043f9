import QtQuick
import Kiosk.Theme

// Somebody may have left: large seconds counting down; one tap anywhere goes on.
Rectangle {
    id: warning

    required property int seconds
    readonly property bool tellsWhole: true
    readonly property bool modal: true // takes the keys

    signal stayed

    readonly property bool isVeil: true // nothing below it is for anybody now

    objectName: "idleWarning"
    visible: seconds > 0
    color: Theme.veil
    Accessible.role: Accessible.AlertMessage
    Accessible.name: Reader.joined([Tr.text("app.idle_title"), Tr.text("app.idle_hint"), String(seconds)])
    onVisibleChanged: Reader.announce(warning, visible ? Tr.text("app.idle_spoken") : "", true)

    Panel {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.space6, 140 * Theme.mm)
        height: words.implicitHeight + 2 * Theme.space6

        Column {
            id: words

            anchors.centerIn: parent
            width: parent.width - 2 * Theme.space5
            spacing: Theme.space4

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: "hand-click"
                side: Theme.touchMain
                tint: Theme.accent
            }

            Label {
                width: parent.width
                text: Tr.text("app.idle_title")
                strong: true
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Theme.heading
            }

            Label {
                width: parent.width
                text: warning.seconds
                strong: true
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Theme.numeral
            }

            Label {
                width: parent.width
                text: Tr.text("app.idle_hint")
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
            }

            BigButton {
                objectName: "stay"
                anchors.horizontalCenter: parent.horizontalCenter
                primary: true
                word: "app.stay"
                glyph: "hand-click"
                onTapped: warning.stayed()
            }
        }
    }
}
