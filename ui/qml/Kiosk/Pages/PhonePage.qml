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

    PadLayout {
        anchors.fill: parent
        typedName: "phone"
        text: page.view.phoneShown
        hint: Tr.text("who.phone_title")
        onTyped: digit => page.view.typeDigit(digit)
        onErased: page.view.eraseDigit()
        onCleared: page.view.clearPhone()

        PhoneAnswer {
            anchors.fill: parent
            anchors.margins: page.tight ? Theme.space2 : Theme.space4
            view: page.view
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
