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

    Icon {
        name: "question"
    }

    Label {
        objectName: "wipeAsk"
        Layout.fillWidth: true
        text: Tr.text("practice.wipe_ask")
        strong: true
        maximumLineCount: 2
        fontSizeMode: Text.Fit
        minimumPixelSize: Theme.least
        Layout.maximumHeight: question.height
        font.pixelSize: Theme.body
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
