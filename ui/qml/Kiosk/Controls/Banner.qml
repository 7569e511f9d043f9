import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Models

// A notice along the bottom, above the page's foot; goes by itself.
Rectangle {
    id: banner

    required property Notices notices
    required property Navigation navigation

    visible: notices.text !== ""
    implicitHeight: Math.max(Theme.touch + 2 * Theme.space2, label.implicitHeight + 2 * Theme.space3)
    radius: Theme.radius
    color: Theme.warnSoft
    border.color: Theme.warn
    border.width: Theme.stroke

    RowLayout {
        anchors.fill: parent
        anchors.margins: Theme.space2
        anchors.leftMargin: Theme.space4
        spacing: Theme.space3

        Icon {
            name: banner.notices.icon
            tint: Theme.warn
        }

        Label {
            id: label

            Layout.fillWidth: true
            text: banner.notices.text
            maximumLineCount: 2
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
