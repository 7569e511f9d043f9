pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// The counter: what is due, what was given by tapping notes, and what goes back, in numerals to
// be read from the other side.
GridLayout {
    id: panel

    required property CashDesk cash

    readonly property bool wide: width > height
    readonly property bool low: height < 90 * Theme.mm // a panel that stands on a table

    columns: wide ? 2 : 1
    columnSpacing: Theme.space5
    rowSpacing: Theme.space4
    uniformCellHeights: true

    Panel {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 2

        ColumnLayout {
            anchors.fill: parent
            anchors.margins: panel.low ? Theme.space2 : Theme.space4
            spacing: panel.low ? 0 : Theme.space2

            Figure {
                name: Tr.text("pay.total")
                amount: panel.cash.total
                size: panel.low ? Theme.heading : Theme.total
            }

            Figure {
                name: Tr.text("pay.given")
                amount: panel.cash.isUntouched ? "—" : panel.cash.given
                size: Theme.heading
                tone: Theme.inkSoft
            }

            Rectangle {
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.stroke
                color: Theme.line
            }

            Figure {
                objectName: "outcome"
                name: Tr.text(panel.cash.canConfirm ? "pay.change" : "pay.missing")
                amount: panel.cash.isUntouched ? "—" : panel.cash.canConfirm ? panel.cash.change : panel.cash.missing
                size: panel.low && Theme.large ? Theme.heading : panel.low || Theme.large ? Theme.total : Theme.numeral
                tone: panel.cash.isUntouched ? Theme.quiet : panel.cash.canConfirm ? Theme.accent : Theme.warn
            }

            Flow {
                objectName: "changeParts"
                Layout.fillWidth: true
                Layout.fillHeight: true
                spacing: Theme.large || panel.low ? Theme.space1 : Theme.space3

                Repeater {
                    model: panel.cash.changeParts

                    Row {
                        id: part

                        required property string text
                        required property string picture
                        required property int count

                        readonly property bool tellsWhole: true

                        Accessible.role: Accessible.StaticText
                        Accessible.focusable: false
                        Accessible.name: Privacy.told(Privacy.cover(text + " × " + count))
                        spacing: Theme.space1
                        visible: !Privacy.on

                        Picture {
                            visible: source !== ""
                            side: Theme.large || panel.low ? Theme.icon : Theme.touch
                            source: part.picture
                        }

                        Label {
                            anchors.verticalCenter: parent.verticalCenter
                            text: (part.picture === "" ? part.text : "") + " × " + part.count
                            strong: true
                            wrapMode: Text.NoWrap
                            font.pixelSize: Theme.lead
                        }
                    }
                }
            }
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 3
        spacing: Theme.space3

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            TileGrid {
                id: faces

                wide: true
                spacing: Theme.gap

                Repeater {
                    model: panel.cash.faces

                    ChoiceTile {
                        required property int minor
                        required picture
                        required text

                        objectName: "money" + minor
                        width: faces.tileWidth
                        height: faces.tileHeight
                        size: Theme.lead
                        pictureSide: Math.round(Math.max(0, Math.min(width * 0.7, height - 1.6 * Theme.lead - 2 * Theme.space2)))
                        onTapped: panel.cash.tap(minor)
                    }
                }
            }
        }

        RowLayout {
            Layout.fillWidth: true
            visible: panel.cash.suggestions.count > 0 && (!panel.wide || panel.height > 2 * Theme.touchMain + Theme.touch + 2 * Theme.space4)
            spacing: Theme.gap
            uniformCellSizes: true

            Repeater {
                model: panel.cash.suggestions

                BigButton {
                    required property int minor
                    required text

                    objectName: "suggested"
                    Layout.fillWidth: true
                    glyph: "cash"
                    size: Theme.lead
                    onTapped: panel.cash.take(minor)
                }
            }
        }
    }

    component Figure: RowLayout {
        id: figure

        required property string name
        required property string amount
        property int size
        property color tone: Theme.ink
        readonly property bool tellsWhole: true
        readonly property string shown: Privacy.cover(amount)

        Accessible.role: Accessible.StaticText
        Accessible.focusable: false
        Accessible.name: figure.name + " " + Privacy.told(shown)

        Layout.fillWidth: true
        spacing: Theme.space3

        Label {
            text: figure.name
            color: Theme.inkSoft
        }

        Label {
            Layout.fillWidth: true
            text: figure.shown
            color: figure.tone
            strong: true
            horizontalAlignment: Text.AlignRight
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.lead
            font.pixelSize: figure.size
        }
    }
}
