import QtQuick
import QtQuick.Templates as T
import Kiosk.Theme

// A line to write in, for operators; residents never need one.
T.TextField {
    id: field

    property string glyph
    property string hint

    implicitHeight: Theme.touch
    leftPadding: glyph === "" ? Theme.space4 : Theme.space4 + Theme.icon + Theme.space2
    rightPadding: Theme.space4
    verticalAlignment: Text.AlignVCenter
    maximumLength: 200
    color: Theme.ink
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    font.family: Theme.font
    font.pixelSize: Theme.lead
    selectByMouse: true
    Accessible.name: hint

    background: Rectangle {
        radius: Theme.radius
        color: Theme.surface
        border.color: field.activeFocus ? Theme.accent : Theme.line
        border.width: field.activeFocus ? Theme.stroke * 2 : Theme.stroke

        Icon {
            x: Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            name: field.glyph
            tint: Theme.inkSoft
        }

        Label {
            x: field.leftPadding
            width: parent.width - x - Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            visible: field.text === "" && field.preeditText === ""
            text: field.hint
            color: Theme.quiet
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.small
            font.pixelSize: Theme.lead
        }
    }
}
