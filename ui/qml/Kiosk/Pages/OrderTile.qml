import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls

// One order in a list: whose, what, where it is, what it costs, how far it got.
TapButton {
    id: tile

    required property string order
    required property string number
    required property string name
    required property string buyer
    required property string first
    required property string second
    required property string third
    required property int kinds
    required property string total
    required property string due
    required property int honesty
    required property string progress
    required property string shelf
    required property string place
    required property string when

    text: Privacy.cover(number)
    about: Reader.joined([Privacy.cover(name), when, Privacy.cover(total), place === "" ? progress : place, due === "" ? "" : Tr.text("collect.due") + " " + Privacy.cover(due)])
    implicitHeight: content.implicitHeight + 2 * Theme.space3

    contentItem: Item {
        ColumnLayout {
            id: content

            anchors {
                left: parent.left
                right: parent.right
                verticalCenter: parent.verticalCenter
                leftMargin: Theme.space4
                rightMargin: Theme.space4
            }
            spacing: Theme.space1

            RowLayout {
                spacing: Theme.space4

                BuyerCard {
                    Layout.fillWidth: true
                    picture: tile.buyer
                    name: tile.name
                    detail: tile.number + "  ·  " + tile.when
                    size: Theme.lead
                }

                Row {
                    spacing: Theme.space2

                    Repeater {
                        model: [tile.first, tile.second, tile.third]

                        Picture {
                            required property string modelData

                            visible: modelData !== ""
                            side: Theme.touch
                            source: modelData
                        }
                    }

                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        visible: tile.kinds > 3
                        text: "+" + (tile.kinds - 3)
                        color: Theme.inkSoft
                    }
                }

                Price {
                    amount: tile.total
                }
            }

            RowLayout {
                spacing: Theme.space4

                HonestyRow {
                    reached: tile.honesty
                    side: Theme.icon
                    wordless: true
                }

                Item {
                    Layout.fillWidth: true
                }

                Picture {
                    visible: tile.shelf !== ""
                    side: Theme.icon
                    source: tile.shelf
                }

                Label {
                    text: tile.place === "" ? tile.progress : tile.place
                    strong: tile.place !== ""
                }

                Label {
                    visible: tile.due !== ""
                    text: Tr.text("collect.due") + " " + Privacy.cover(tile.due)
                    color: Theme.warn
                    strong: true
                }
            }
        }
    }
}
