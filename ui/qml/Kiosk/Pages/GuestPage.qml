pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// A pick-up name: something that everyone can say and point at.
PageFrame {
    id: page

    required property BuyerViewModel view

    task: "buy"
    step: 1
    title: Tr.text("who.guest_title")

    Item {
        anchors.fill: parent

        TileGrid {
            id: grid

            Repeater {
                model: page.view.guests

                ChoiceTile {
                    required property int index
                    required property string guest
                    required property string name
                    required picture

                    objectName: guest
                    width: grid.tileWidth
                    height: grid.tileHeight
                    text: name
                    key: index + 1
                    onTapped: page.view.chooseGuest(guest)
                }
            }
        }
    }

    foot: RowLayout {
        anchors.fill: parent
        spacing: Theme.space4

        IconLabel {
            icon: "message"
            text: Tr.text("who.guest_hint")
            tint: Theme.inkSoft
            size: Theme.lead
        }

        Item {
            Layout.fillWidth: true
        }

        BigButton {
            objectName: "moreGuests"
            Layout.fillHeight: true
            word: "who.more"
            key: "F9"
            glyph: "refresh"
            size: Theme.lead
            onTapped: page.view.moreGuests()
        }
    }
}
