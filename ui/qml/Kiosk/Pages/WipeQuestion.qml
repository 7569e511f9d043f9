import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls

// Everything of the sandbox goes, if somebody says yes to it.
RowLayout {
    id: question

    signal kept
    signal wiped

    spacing: Theme.space4

    IconLabel {
        icon: "question"
        text: Tr.text("practice.wipe_ask")
        size: Theme.lead
        strong: true
    }

    Item {
        Layout.fillWidth: true
    }

    BigButton {
        objectName: "wipeNo"
        Layout.fillHeight: true
        word: "practice.wipe_no"
        glyph: "cross"
        onTapped: question.kept()
    }

    BigButton {
        objectName: "wipeYes"
        Layout.fillHeight: true
        word: "practice.wipe_yes"
        glyph: "trash"
        onTapped: question.wiped()
    }
}
