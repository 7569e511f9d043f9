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

    // Where there is little room, the ways show no keys and the sign no name.
    readonly property bool wide: width > 300 * Theme.reading

    visible: Operator.isOn
    implicitHeight: visible ? Math.max(Theme.touch, Math.round((wide ? 3.1 : 1.5) * Theme.small) + (wide ? 0 : Theme.iconSmall)) + 2 * Theme.space1 : 0
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

        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            columns: bar.wide ? 2 : 1
            columnSpacing: Theme.space2
            rowSpacing: 0

            Icon {
                name: "user-check"
                tint: Theme.dutyInk
                side: bar.wide ? Theme.icon : Theme.iconSmall
            }

            Label {
                objectName: "operatorSign"
                Layout.fillWidth: true
                Layout.fillHeight: true
                text: bar.wide ? Tr.text("operator.on", {"name": bar.mode.name}) : Tr.text("operator.door")
                verticalAlignment: Text.AlignVCenter
                lineHeight: 0.85
                fontSizeMode: Text.Fit
                minimumPixelSize: Theme.least
                color: Theme.dutyInk
                strong: true
                maximumLineCount: 2
                font.pixelSize: Theme.small
            }
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
        readonly property color tone: here ? Theme.duty : Theme.dutyInk

        Layout.fillHeight: true
        implicitWidth: Math.max(Theme.touch * (bar.wide ? 1.5 : 1), label.implicitWidth + 2 * (bar.wide ? Theme.space2 : Theme.space1))
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
                        visible: bar.wide
                        text: way.key
                        color: way.tone
                        wrapMode: Text.NoWrap
                        font.pixelSize: Theme.small
                    }
                }

                Label {
                    id: label

                    anchors.horizontalCenter: parent.horizontalCenter
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
