pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Models

// Operator mode is on: a band in its own colour on every page, with who it is, the usual ways
// with their keys, and the way out.
Rectangle {
    id: bar

    required property Navigation navigation
    required property OperatorMode mode

    visible: Operator.isOn
    implicitHeight: visible ? Math.max(Theme.touch, Math.round(Theme.small * 2.6)) + 2 * Theme.space1 : 0
    color: Theme.duty
    Accessible.role: Accessible.ToolBar
    Accessible.name: Tr.text("operator.bar")

    RowLayout {
        anchors {
            fill: parent
            leftMargin: Theme.space3
            rightMargin: Theme.space3
            topMargin: Theme.space1
            bottomMargin: Theme.space1
        }
        spacing: Theme.gap

        Icon {
            name: "user-check"
            tint: Theme.dutyInk
            side: Theme.icon
        }

        Label {
            objectName: "operatorSign"
            Layout.fillWidth: true
            Layout.preferredWidth: implicitWidth
            text: Tr.text("operator.on", {"name": bar.mode.name})
            color: Theme.dutyInk
            strong: true
            maximumLineCount: 2
            font.pixelSize: Theme.small
        }

        Repeater {
            model: [
                {"page": "search", "glyph": "sell", "key": "F1"},
                {"page": "basket", "glyph": "basket", "key": "F2"},
                {"page": "collect", "glyph": "parcel", "key": "F3"},
                {"page": "parcels", "glyph": "package-in", "key": "F4"},
                {"page": "attention", "glyph": "bell", "key": "F5"},
                {"page": "orders", "glyph": "receipt", "key": "F6"},
                {"page": "people", "glyph": "users", "key": "F7"}
            ]

            WayButton {
                required property var modelData

                word: "operator." + modelData.page
                glyph: modelData.glyph
                key: modelData.key
                here: bar.navigation.page === modelData.page
                onTapped: {
                    if (!here)
                        bar.navigation.reset(modelData.page);
                }
            }
        }

        WayButton {
            objectName: "leaveOperator"
            word: "operator.leave"
            glyph: "logout"
            key: "F12"
            onTapped: bar.mode.leave()
        }
    }

    component WayButton: TapButton {
        id: way

        required property string glyph
        required property string key
        property bool here: false
        readonly property int line: Math.round(Theme.small * 1.2) // closer than the face's own lines
        readonly property color tone: here ? Theme.duty : Theme.dutyInk

        Layout.fillHeight: true
        implicitWidth: Math.max(Theme.touch * 1.5, label.implicitWidth + 2 * Theme.space2)
        face: here ? Theme.dutyInk : Theme.dutyFace
        facePressed: here ? Theme.pressed : Theme.duty
        edge: Theme.dutyEdge

        contentItem: Item {
            implicitWidth: label.implicitWidth

            Column {
                anchors.centerIn: parent

                Row {
                    anchors.horizontalCenter: parent.horizontalCenter
                    spacing: Theme.space1

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        name: way.glyph
                        side: Theme.iconSmall
                        tint: way.tone
                    }

                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        height: way.line
                        text: way.key
                        color: way.tone
                        wrapMode: Text.NoWrap
                        verticalAlignment: Text.AlignVCenter
                        font.pixelSize: Theme.small
                    }
                }

                Label {
                    id: label

                    anchors.horizontalCenter: parent.horizontalCenter
                    height: way.line
                    verticalAlignment: Text.AlignVCenter
                    text: way.text
                    color: way.tone
                    strong: true
                    wrapMode: Text.NoWrap
                    font.pixelSize: Theme.small
                }
            }
        }

        Hotkey {
            button: way
            key: way.key
        }
    }
}
