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

    title: Tr.text(view.isNew ? "who.register_title" : "who.phone")

    GridLayout {
        anchors.fill: parent
        columns: page.width > page.height ? 2 : 1
        columnSpacing: Theme.space5
        rowSpacing: Theme.space4
        uniformCellWidths: true

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: Theme.space4

            TypedNumber {
                Layout.fillWidth: true
                text: page.view.phoneShown
                hint: Tr.text("who.phone_title")
            }

            IconLabel {
                visible: !page.view.isUnknown && page.view.residents.count === 0
                icon: "eye-off"
                text: Tr.text("who.phone_hint")
                tint: Theme.inkSoft
            }

            IconLabel {
                visible: page.view.isUnknown
                icon: "search-off"
                text: Tr.text("who.unknown_phone")
                tint: Theme.warn
                size: Theme.lead
            }

            BigButton {
                objectName: "registerThis"
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.touchMain
                visible: page.view.isUnknown
                word: "who.register_it"
                glyph: "user-plus"
                size: Theme.lead
                onTapped: page.view.registerPhone()
            }

            Label {
                visible: page.view.residents.count > 0
                text: Tr.text("who.which")
                font.pixelSize: Theme.lead
                strong: true
            }

            ListView {
                id: family

                objectName: "family"
                Layout.fillWidth: true
                Layout.fillHeight: true
                visible: count > 0
                clip: true
                spacing: Theme.gap
                model: page.view.residents
                boundsBehavior: Flickable.StopAtBounds

                delegate: BigButton {
                    required property string resident
                    required property string name

                    objectName: "resident"
                    width: family.width
                    height: Theme.touchMain
                    glyph: "user"
                    text: name
                    size: Theme.lead
                    onTapped: page.view.chooseResident(resident)
                }
            }

            Item {
                Layout.fillHeight: true
                visible: !family.visible
            }
        }

        NumberPad {
            Layout.fillWidth: true
            Layout.fillHeight: true
            onTyped: digit => page.view.typeDigit(digit)
            onErased: page.view.eraseDigit()
            onCleared: page.view.clearPhone()
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
            word: "who.ok"
            glyph: "check"
            onTapped: page.view.lookUp()
        }
    }
}
