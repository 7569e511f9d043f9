import QtQuick
import Kiosk.Theme

// Text in the house's face; wraps before it is cut.
Text {
    id: label

    property bool strong: false

    color: Theme.ink
    font.family: Theme.font
    font.pixelSize: Theme.body
    font.weight: strong ? Font.Bold : Font.Normal
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    elide: Text.ElideRight
    Accessible.role: Accessible.StaticText
    Accessible.name: Privacy.told(text)
    Accessible.focusable: false
    Accessible.ignored: text === "" || Reader.isPart(label)
}
