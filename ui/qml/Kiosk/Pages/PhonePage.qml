pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// A phone number on the pad: for a resident we know, or for a new one.
PageFrame {
    id: page

    required property BuyerViewModel view

    task: "buy"
    step: 1
    title: Tr.text(view.isNew ? "who.register_title" : "who.phone")

    GridLayout {
        anchors.fill: parent
        columns: page.width > page.height ? 2 : 1
        columnSpacing: Theme.space5
        rowSpacing: Theme.space4
        uniformCellWidths: true
        uniformCellHeights: true

        Panel {
            Layout.fillWidth: true
            Layout.fillHeight: true

            PhoneAnswer {
                anchors.fill: parent
                anchors.margins: Theme.space4
                view: page.view
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: Theme.space3

            TypedNumber {
                objectName: "phone"
                Layout.fillWidth: true
                text: page.view.phoneShown
                hint: Tr.text("who.phone_title")
            }

            NumberPad {
                Layout.fillWidth: true
                Layout.fillHeight: true
                onTyped: digit => page.view.typeDigit(digit)
                onErased: page.view.eraseDigit()
                onCleared: page.view.clearPhone()
            }
        }
    }

    foot: RowLayout {
        anchors.fill: parent
        spacing: Theme.space4

        BigButton {
            objectName: "noPhone"
            Layout.fillHeight: true
            visible: page.view.isNew
            word: "who.no_phone"
            glyph: "cross"
            size: Theme.lead
            onTapped: page.view.registerWithoutPhone()
        }

        Item {
            Layout.fillWidth: true
        }

        BigButton {
            objectName: "lookUp"
            Layout.fillHeight: true
            Layout.minimumWidth: 60 * Theme.mm
            primary: true
            enabled: page.view.canLook && !page.view.isUnknown && page.view.residents.count === 0
            about: enabled ? "" : Tr.text("who.phone_title")
            word: "who.ok"
            glyph: "check"
            onTapped: page.view.lookUp()
        }
    }
}
