import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Models

// A notice along the bottom, above the page's foot; goes by itself.
Rectangle {
    id: banner

    required property Notices notices
    required property Navigation navigation
    readonly property bool good: notices.picture !== ""
    readonly property bool tellsWhole: true

    visible: notices.text !== ""
    Accessible.role: Accessible.AlertMessage
    Accessible.name: notices.text
    implicitHeight: Math.max(Theme.touch + 2 * Theme.space2, label.implicitHeight + 2 * Theme.space3)
    radius: Theme.radius
    color: good ? Theme.accentSoft : Theme.warnSoft
    border.color: good ? Theme.accent : Theme.warn
    border.width: Theme.stroke

    Connections {
        target: banner.notices

        function onChanged(): void {
            Reader.announce(banner, banner.notices.text, true);
        }
    }

    RowLayout {
        anchors.fill: parent
        anchors.margins: Theme.space2
        anchors.leftMargin: Theme.space4
        spacing: Theme.space3

        Icon {
            visible: !banner.good
            name: banner.notices.icon
            tint: Theme.warn
        }

        Picture {
            visible: banner.good
            side: Theme.touch
            source: banner.notices.picture
        }

        Label {
            id: label

            Layout.fillWidth: true
            text: banner.notices.text
            maximumLineCount: 3
        }

        BigButton {
            objectName: "noticeHelp"
            visible: banner.notices.offersHelp
            word: "help.ask"
            glyph: "help"
            onTapped: {
                banner.notices.dismiss();
                banner.navigation.go("ask");
            }
        }

        BigButton {
            objectName: "noticeClose"
            word: "app.ok"
            glyph: "check"
            onTapped: banner.notices.dismiss()
        }
    }
}
