import QtQuick
import Kiosk.Theme

// A wide button with pictogram and words. `primary` marks the one next step of a page.
TapButton {
    id: button

    property string glyph
    property bool primary: false
    property bool plain: false
    property bool leads: false // the pictogram after the words: an arrow to what comes next
    property string key: primary ? "F8" : "" // of the operator's keyboard
    property int size: primary ? Theme.lead : Theme.body
    readonly property color tone: !enabled || working ? Theme.quiet : primary ? Theme.accentInk : Theme.ink

    implicitHeight: Math.max(primary ? Theme.touchMain : Theme.touch, Math.ceil(content.implicitHeight))
    implicitWidth: Math.max(implicitHeight, content.implicitWidth + 2 * Theme.space5)
    face: !enabled || working ? Theme.sunken : primary ? Theme.accent : plain ? Theme.paper : Theme.surface
    facePressed: primary ? Theme.accentDeep : Theme.pressed
    edge: primary && enabled && !working ? Theme.accent : plain ? Theme.paper : Theme.line

    contentItem: Item {
        implicitWidth: content.implicitWidth

        Row {
            id: content

            anchors.centerIn: parent
            layoutDirection: button.leads ? Qt.RightToLeft : Qt.LeftToRight
            spacing: Theme.space3

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: button.working ? "clock" : button.glyph
                tint: button.tone
                side: Math.round(button.size * 1.35)
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, Math.max(0, button.width - 2 * Theme.space3
                    - (button.glyph === "" ? 0 : Math.round(button.size * 1.35) + Theme.space3)
                    - (cap.visible ? cap.width + Theme.space3 : 0)))
                text: button.text
                visible: text !== ""
                color: button.tone
                strong: button.primary
                maximumLineCount: 2
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: button.size
            }

            KeyCap {
                id: cap

                anchors.verticalCenter: parent.verticalCenter
                key: button.key
                tone: button.tone
                wanted: button.enabled && !Theme.large
            }
        }
    }

    Hotkey {
        button: button
        key: button.key
    }
}
