import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// What was typed on the number pad, large enough to be checked across the counter.
Panel {
    id: shown

    required property string text
    required property string hint
    readonly property bool tellsWhole: true
    readonly property string typed: Privacy.coverTyped(text)

    Accessible.role: Accessible.StaticText
    Accessible.focusable: false
    Accessible.name: Reader.joined([hint, Privacy.told(typed)])

    implicitHeight: Math.max(Theme.touch, Math.round(1.45 * Theme.total)) + 2 * Theme.space1

    Label {
        anchors.fill: parent
        anchors.leftMargin: Theme.space3
        anchors.rightMargin: Theme.space3
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        text: shown.text === "" ? shown.hint : shown.typed
        color: shown.text === "" ? Theme.quiet : Theme.ink
        strong: shown.text !== ""
        maximumLineCount: 1
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.body
        font.pixelSize: shown.text === "" ? Theme.lead : Theme.total
    }
}
