pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Who buys: four ways, and a card may be scanned on any of them.
PageFrame {
    id: page

    required property BuyerViewModel view

    task: "buy"
    step: 1
    title: Tr.text("who.title")

    Item {
        anchors.fill: parent

        TileGrid {
            id: grid

            shown: 4

            Way {
                word: "who.card"
                key: "1"
                picture: page.view.picture("person_resident")
                note: Tr.text("who.card_note")
                onTapped: page.view.askCard()
            }

            Way {
                word: "who.phone"
                key: "2"
                picture: page.view.picture("phone_number")
                note: Tr.text("who.phone_note")
                onTapped: page.navigation.go("phone")
            }

            Way {
                word: "who.guest"
                key: "3"
                picture: page.view.picture("person_guest")
                note: Tr.text("who.guest_note")
                onTapped: page.navigation.go("guest")
            }

            Way {
                word: "who.register"
                key: "4"
                picture: page.view.picture("person_new")
                note: Tr.text("who.register_note")
                onTapped: page.navigation.go("phone", {"new": true})
            }
        }
    }

    foot: RowLayout {
        anchors.fill: parent
        spacing: Theme.space4

        IconLabel {
            icon: "card"
            text: Tr.text("who.hint")
            tint: Theme.inkSoft
            size: Theme.lead
        }

        Item {
            Layout.fillWidth: true
        }

        Label {
            text: Tr.text("basket.total")
            color: Theme.inkSoft
            font.pixelSize: Theme.lead
        }

        Price {
            amount: page.basket.total
            size: Theme.display
        }
    }

    component Way: ChoiceTile {
        objectName: word
        width: grid.tileWidth
        height: grid.tileHeight
        size: Theme.heading
        pictureSide: Math.round(Math.min(width * 0.72, height * 0.46))
    }
}
