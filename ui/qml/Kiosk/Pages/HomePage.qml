pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Four big choices, or the operator's desk; below them what was left here, and the operator's door.
PageFrame {
    id: page

    required property HomeViewModel view

    title: Tr.text(Operator.isOn ? "operator.title" : "home.title")
    offersUndo: true

    Loader {
        anchors.fill: parent
        active: Operator.isOn
        sourceComponent: DeskPanel {
            desk: page.view.desk
            navigation: page.navigation
        }
    }

    GridLayout {
        anchors.fill: parent
        visible: !Operator.isOn
        columns: page.width > page.height ? 4 : 2
        columnSpacing: Theme.space4
        rowSpacing: Theme.space4
        uniformCellWidths: true

        HomeTile {
            word: "home.buy"
            tint: Theme.leaf
            note: Tr.text("home.buy_note")
            picture: page.view.picture("home_buy")
            onTapped: page.navigation.go("categories")
        }

        HomeTile {
            word: "home.sell"
            tint: Theme.straw
            note: Tr.text("home.sell_note")
            picture: page.view.picture("home_sell")
            onTapped: page.navigation.go("ask", {"topic": "sell"})
        }

        HomeTile {
            word: "home.collect"
            tint: Theme.clay
            note: Tr.text("home.collect_note")
            picture: page.view.picture("home_collect")
            onTapped: page.navigation.go("collect")
        }

        HomeTile {
            word: "home.mine"
            tint: Theme.rose
            note: Tr.text("home.mine_note")
            picture: page.view.picture("home_mine")
            onTapped: page.navigation.go("ask", {"topic": "mine"})
        }
    }

    foot: RowLayout {
        anchors.fill: parent
        spacing: Theme.gap

        BigButton {
            objectName: "openBasket"
            visible: page.basket.count > 0
            Layout.fillHeight: true
            primary: true
            glyph: "basket"
            text: Tr.text("home.go_on", {"total": Privacy.cover(page.basket.total)})
            onTapped: page.navigation.go("basket")
        }

        ListView {
            id: shelf

            objectName: "shelf"
            Accessible.role: Accessible.List
            Accessible.name: Tr.text("basket.parked_title")
            Accessible.ignored: count === 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            orientation: ListView.Horizontal
            spacing: Theme.gap
            clip: true
            model: page.view.parked

            delegate: TapButton {
                id: parked

                required property string basket
                required property string picture
                required property string total
                required property string name

                objectName: "parked"
                width: row.implicitWidth + 2 * Theme.space3
                height: shelf.height
                text: Tr.text("basket.take_up")
                about: Reader.joined([name, Privacy.cover(total)])
                onTapped: page.view.takeUp(basket)

                contentItem: Item {
                    Row {
                        id: row

                        anchors.centerIn: parent
                        spacing: Theme.space2

                        Picture {
                            side: Theme.iconLarge
                            source: parked.picture
                        }

                        Price {
                            anchors.verticalCenter: parent.verticalCenter
                            amount: parked.total
                        }
                    }
                }
            }
        }

        BigButton {
            objectName: "allParked"
            visible: shelf.contentWidth > shelf.width
            Layout.fillHeight: true
            word: "home.all_parked"
            glyph: "more"
            onTapped: page.navigation.go("parked")
        }

        BigButton {
            objectName: "shelves"
            Layout.fillHeight: true
            visible: Operator.isOn
            word: "operator.goods"
            glyph: "category"
            size: Theme.lead
            onTapped: page.navigation.go("categories")
        }

        BigButton {
            objectName: "sell"
            Layout.fillHeight: true
            Layout.minimumWidth: 60 * Theme.mm
            visible: Operator.isOn && page.basket.count === 0
            primary: true
            word: "operator.search"
            glyph: "sell"
            onTapped: page.navigation.go("search")
        }

        BigButton {
            objectName: "operatorDoor"
            Layout.fillHeight: true
            visible: !Operator.isOn
            plain: true
            glyph: "lock"
            text: page.view.door
            onTapped: page.navigation.go("pin")
        }
    }

    component HomeTile: ChoiceTile {
        Layout.fillWidth: true
        Layout.fillHeight: true
        size: Theme.display
        pictureSide: Math.round(Math.min(width * 0.66, height * 0.46))
    }
}
