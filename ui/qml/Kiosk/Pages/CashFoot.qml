import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// The foot below the counter: a tap taken back, and the money taken.
RowLayout {
    id: foot

    required property CashDesk cash
    required property string word
    property bool ready: true
    property bool busy: false
    property bool countsMoney: true

    signal confirmed

    anchors.fill: parent
    spacing: Theme.space4

    BigButton {
        objectName: "undoTap"
        Layout.fillHeight: true
        visible: foot.countsMoney
        enabled: !foot.cash.isUntouched
        about: enabled ? Privacy.cover(foot.cash.given) : Tr.text("pay.tap")
        word: "pay.undo"
        key: "F9"
        glyph: "undo"
        size: Theme.lead
        onTapped: foot.cash.undo()
    }

    Label {
        Layout.fillWidth: true
        visible: foot.countsMoney
        Layout.preferredWidth: 1
        text: Tr.text(foot.busy ? "pay.saving" : "pay.tap")
        color: Theme.inkSoft
        opacity: truncated ? 0 : 1
        maximumLineCount: 1
        horizontalAlignment: Text.AlignHCenter
    }

    Item {
        Layout.fillWidth: true
        visible: !foot.countsMoney
    }

    BigButton {
        objectName: "confirm"
        Layout.fillHeight: true
        Layout.minimumWidth: 70 * Theme.mm
        enabled: foot.ready && foot.cash.canConfirm
        working: foot.busy
        primary: true
        about: enabled ? Privacy.cover(foot.cash.total) : foot.cash.canConfirm ? Tr.text("pay.saving") : Reader.joined([Tr.text("pay.missing"), Privacy.cover(foot.cash.missing)])
        word: foot.word
        glyph: "check"
        onTapped: foot.confirmed()
    }
}
