pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// What a phone number led to: nothing yet, nobody, or several who share it.
ColumnLayout {
    id: answer

    required property BuyerViewModel view
    readonly property bool several: view.residents.count > 0

    readonly property bool low: height < 60 * Theme.mm

    spacing: low ? Theme.space2 : Theme.space4

    Item {
        Layout.fillHeight: true
        visible: !answer.several
    }

    Picture {
        Layout.alignment: Qt.AlignHCenter
        visible: !answer.several && !answer.low
        side: Math.round(Math.max(0, Math.min(2 * Theme.touchMain, answer.height * 0.34)))
        source: answer.view.picture(answer.view.isUnknown ? "search_nothing" : "phone_number")
    }

    Label {
        Layout.fillWidth: true
        text: Tr.text(answer.several ? "who.which" : answer.view.isUnknown ? "who.unknown_phone" : "who.phone_title")
        color: answer.view.isUnknown ? Theme.warn : Theme.ink
        strong: true
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: answer.low ? Theme.body : Theme.heading
    }

    Label {
        Layout.fillWidth: true
        visible: !answer.several && !answer.view.isUnknown && !answer.low
        text: Tr.text("who.phone_hint")
        color: Theme.inkSoft
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: Theme.lead
    }

    BigButton {
        objectName: "registerThis"
        Layout.alignment: Qt.AlignHCenter
        Layout.preferredHeight: Theme.touchMain
        visible: answer.view.isUnknown
        word: "who.register_it"
        glyph: "user-plus"
        size: Theme.lead
        onTapped: answer.view.registerPhone()
    }

    ListView {
        id: family

        objectName: "family"
        Accessible.role: Accessible.List
        Accessible.name: Tr.text("who.which")
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: answer.several
        clip: true
        spacing: Theme.gap
        model: answer.view.residents
        boundsBehavior: Flickable.StopAtBounds

        delegate: BigButton {
            required property string resident
            required property string name

            objectName: "resident"
            width: family.width
            height: Theme.touchMain
            glyph: "user"
            text: Privacy.cover(name)
            size: Theme.heading
            onTapped: answer.view.chooseResident(resident)
        }
    }

    Item {
        Layout.fillHeight: true
        visible: !answer.several
    }
}
