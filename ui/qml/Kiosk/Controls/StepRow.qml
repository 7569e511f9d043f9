pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// The steps of a task: those behind bear a tick, the present one stands in a filled box, those to
// come show their pictogram. Where there is no room, the present one and its number.
Item {
    id: row

    required property string task // `buy`, `collect` or empty
    required property int step // the present one, from 0
    readonly property var tasks: ({
            "buy": ["basket", "user", "eye", "cash", "receipt"],
            "collect": ["search", "eye", "package-out"]
        })
    readonly property var icons: tasks[task] ?? []
    readonly property int side: Theme.iconSmall
    readonly property int box: side + Theme.space2
    readonly property bool narrow: width < icons.length * (box + 2 * Theme.space2)
    readonly property bool tellsWhole: true

    visible: icons.length > 0
    implicitHeight: visible ? box : 0
    Accessible.role: Accessible.StaticText
    Accessible.focusable: false
    Accessible.name: visible ? Tr.text("steps.told", {
        "step": step + 1,
        "count": icons.length,
        "name": Tr.text("steps." + task + "_" + (step + 1))
    }) : ""
    Accessible.ignored: !visible

    Row {
        spacing: Theme.space2

        Repeater {
            model: row.icons

            Row {
                id: one

                required property int index
                required property string modelData
                readonly property bool present: index === row.step
                readonly property bool done: index < row.step

                spacing: Theme.space2
                visible: present || !row.narrow

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: one.index > 0 && !row.narrow
                    width: Theme.space2
                    height: Theme.stroke * 2
                    color: Theme.line
                }

                Rectangle {
                    objectName: one.present ? "presentStep" : "step"
                    width: one.present ? row.box + 2 * Theme.space2 : row.box
                    height: row.box
                    radius: Theme.radiusSmall
                    color: one.present ? Theme.accent : "transparent"

                    Icon {
                        anchors.centerIn: parent
                        name: one.done ? "check" : one.modelData
                        side: row.side
                        tint: one.present ? Theme.accentInk : one.done ? Theme.accent : Theme.quiet
                    }
                }
            }
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            visible: row.narrow
            text: (row.step + 1) + "/" + row.icons.length
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.small
        }
    }
}
