pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// How far an order got, told honestly: written down here, sent, accepted by the platform.
Flow {
    id: row

    required property int reached
    property int side: Theme.icon
    property bool wordless: false
    readonly property bool tellsWhole: true
    readonly property list<string> words: ["app.honesty.written", "app.honesty.sent", "app.honesty.accepted"]

    spacing: Theme.space5
    Accessible.role: Accessible.StaticText
    Accessible.focusable: false
    Accessible.name: reached > 0 ? Tr.text(words[Math.min(reached, words.length) - 1]) : ""
    Accessible.ignored: reached < 1 || Reader.isPart(row)

    Repeater {
        model: [
            {"icon": "notebook", "word": "app.honesty.written"},
            {"icon": "cloud-up", "word": "app.honesty.sent"},
            {"icon": "thumb-up", "word": "app.honesty.accepted"}
        ]

        Row {
            id: step

            required property int index
            required property var modelData
            readonly property bool done: index < row.reached

            spacing: Theme.space2

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: step.modelData.icon
                side: row.side
                tint: step.done ? Theme.accent : Theme.quiet
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                visible: !row.wordless
                text: Tr.text(step.modelData.word)
                color: step.done ? Theme.accent : Theme.quiet
                strong: step.done
                wrapMode: Text.NoWrap
            }

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: step.done ? "circle-check" : "clock"
                side: Theme.iconSmall
                tint: step.done ? Theme.accent : Theme.quiet
            }
        }
    }
}
