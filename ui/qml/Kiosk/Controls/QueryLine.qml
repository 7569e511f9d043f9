pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// What is being written: to a resident a sheet that shows it, to an operator a field to write in.
// Residents write on pads, by scanner and by keys that the window hands on; no field ever takes
// the keys from them. The page keeps the text.
Loader {
    id: line

    required property string name // the object's name, whichever it is
    required property string text
    required property string hint
    property string glyph: "search"

    signal edited(text: string)
    signal accepted

    sourceComponent: Operator.isOn ? field : sheet

    Component {
        id: field

        TextLine {
            objectName: line.name
            focus: true
            glyph: line.glyph
            hint: line.hint
            text: line.text
            onTextEdited: line.edited(text)
            onAccepted: line.accepted()
        }
    }

    Component {
        id: sheet

        Panel {
            id: shown

            readonly property string text: line.text
            readonly property bool tellsWhole: true

            objectName: line.name
            Accessible.role: Accessible.StaticText
            Accessible.name: Reader.joined([line.hint, shown.text])

            Icon {
                id: sign

                x: Theme.space4
                width: line.glyph === "" ? 0 : side
                anchors.verticalCenter: parent.verticalCenter
                name: line.glyph
                tint: Theme.inkSoft
            }

            Label {
                anchors.left: sign.right
                anchors.right: parent.right
                anchors.leftMargin: line.glyph === "" ? 0 : Theme.space2
                anchors.rightMargin: Theme.space4
                height: parent.height
                verticalAlignment: Text.AlignVCenter
                text: line.text === "" ? line.hint : line.text
                color: line.text === "" ? Theme.quiet : Theme.ink
                strong: line.text !== ""
                elide: line.text === "" ? Text.ElideRight : Text.ElideLeft
                wrapMode: line.text === "" ? Text.Wrap : Text.NoWrap
                maximumLineCount: 2
                fontSizeMode: line.text === "" ? Text.Fit : Text.FixedSize
                minimumPixelSize: Theme.least
                font.pixelSize: Theme.lead
            }
        }
    }
}
