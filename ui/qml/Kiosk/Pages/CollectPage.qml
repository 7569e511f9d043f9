pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Collecting: scan the slip or card, or key in the code or phone; several orders are chosen from.
PageFrame {
    id: page

    required property CollectViewModel view
    readonly property bool several: view.orders.count > 0

    task: "collect"
    step: 0
    title: Tr.text(several ? "collect.which" : "collect.title")

    PadLayout {
        anchors.fill: parent
        visible: !page.several
        text: page.view.typed
        hint: Tr.text("collect.code_field")
        onTyped: digit => page.view.typeDigit(digit)
        onErased: page.view.eraseDigit()
        onCleared: page.view.clearText()

        Column {
            id: invitation

            anchors.centerIn: parent
            width: parent.width - 2 * Theme.space5
            spacing: Theme.space4

            Picture {
                anchors.horizontalCenter: parent.horizontalCenter
                side: Math.round(Math.max(0, Math.min(page.width * 0.2, invitation.parent.height - hint.height - also.height - 4 * Theme.space4)))
                source: page.view.picture("slip_qr")
            }

            Label {
                id: hint

                width: parent.width
                text: Tr.text("collect.hint")
                strong: true
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Theme.heading
            }

            Label {
                id: also

                width: parent.width
                text: Tr.text("collect.type_hint")
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Theme.lead
            }
        }
    }

    ListView {
        id: list

        objectName: "found"
        Accessible.role: Accessible.List
        Accessible.name: page.title
        anchors.fill: parent
        visible: page.several
        clip: true
        spacing: Theme.gap
        model: page.view.orders
        boundsBehavior: Flickable.StopAtBounds

        delegate: OrderTile {
            objectName: "order"
            width: list.width
            onTapped: page.view.choose(order)
        }
    }

    foot: RowLayout {
        anchors.fill: parent
        spacing: Theme.space4

        BigButton {
            objectName: "again"
            Layout.fillHeight: true
            visible: page.several
            word: "collect.again"
            glyph: "undo"
            size: Theme.lead
            onTapped: page.view.clearText()
        }

        Item {
            Layout.fillWidth: true
        }

        BigButton {
            objectName: "more"
            Layout.fillHeight: true
            visible: page.view.hasMore
            word: "collect.more"
            glyph: "arrow-right"
            size: Theme.lead
            onTapped: page.view.turn()
        }

        BigButton {
            objectName: "find"
            Layout.fillHeight: true
            Layout.minimumWidth: 60 * Theme.mm
            visible: !page.several
            enabled: page.view.canFind
            about: enabled ? "" : Tr.text("collect.code_field")
            primary: true
            word: "collect.find"
            glyph: "search"
            onTapped: page.view.find()
        }
    }
}
