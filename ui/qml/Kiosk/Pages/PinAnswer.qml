pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Beside the pad: who, how many digits so far, and what was wrong or how long to wait.
ColumnLayout {
    id: answer

    required property PinViewModel view
    property bool tight: height < 100 * Theme.reading

    spacing: tight ? Theme.space2 : Theme.space4

    Item {
        Layout.fillHeight: true
    }

    Picture {
        Layout.alignment: Qt.AlignHCenter
        visible: !answer.tight
        side: Math.round(Math.max(0, Math.min(1.8 * Theme.touchMain, answer.height * 0.24)))
        source: answer.view.picture(answer.view.isLocked ? "alarm_clock" : "help_person")
    }

    Label {
        Layout.fillWidth: true
        text: Tr.text(answer.view.isLocked ? "pin.locked" : answer.view.word)
        color: answer.view.isLocked ? Theme.warn : Theme.ink
        strong: true
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: Theme.heading
    }

    Row {
        objectName: "pinDots"
        Layout.alignment: Qt.AlignHCenter
        visible: !answer.view.isLocked
        spacing: Theme.space4
        Accessible.role: Accessible.StaticText
        Accessible.name: Tr.text("pin.dots", {"count": answer.view.typed})

        Repeater {
            model: answer.view.digits

            Rectangle {
                required property int index
                readonly property bool done: index < answer.view.typed

                width: 2 * Theme.space4
                height: width
                radius: width / 2
                color: done ? Theme.ink : Theme.surface
                border.color: Theme.line
                border.width: 2 * Theme.stroke
            }
        }
    }

    Label {
        objectName: "pinWait"
        Layout.fillWidth: true
        visible: answer.view.isLocked
        text: answer.view.wait
        strong: true
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: Theme.numeral
    }

    Label {
        objectName: "pinComplaint"
        Layout.fillWidth: true
        visible: text !== ""
        text: answer.view.complaint
        color: Theme.warn
        strong: true
        horizontalAlignment: Text.AlignHCenter
    }

    Label {
        objectName: "pinHint"
        Layout.fillWidth: true
        visible: text !== ""
        text: answer.view.hint
        color: Theme.inkSoft
        horizontalAlignment: Text.AlignHCenter
    }

    Flow {
        Layout.fillWidth: true
        visible: answer.view.operators.count > 1
        spacing: Theme.gap

        Repeater {
            model: answer.view.operators

            BigButton {
                required property string operator
                required property string name
                required property bool isChosen

                objectName: "operator"
                width: Math.floor((answer.width - Theme.gap) / 2)
                glyph: isChosen ? "user-check" : "user"
                text: name
                face: isChosen ? Theme.accentSoft : Theme.surface
                edge: isChosen ? Theme.accent : Theme.line
                onTapped: answer.view.choose(operator)
            }
        }
    }

    Item {
        Layout.fillHeight: true
    }
}
