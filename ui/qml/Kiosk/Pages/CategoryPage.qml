pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// At most eight kinds of goods, each a picture and a word.
PageFrame {
    id: page

    required property GoodsViewModel view
    readonly property int columns: width > height ? 4 : 2
    readonly property int rows: width > height ? 2 : 4

    task: "buy"
    step: 0
    title: view.title === "" ? Tr.text("shop.title") : view.title
    offersUndo: true

    EmptyShelf {
        anchors.centerIn: parent
        visible: page.view.isEmpty
        navigation: page.navigation
        word: "shop.no_goods"
    }

    Grid {
        id: grid

        readonly property real tileWidth: (parent.width - (page.columns - 1) * spacing) / page.columns
        readonly property real tileHeight: (parent.height - (page.rows - 1) * spacing) / page.rows

        anchors.fill: parent
        columns: page.columns
        spacing: Theme.space4

        Repeater {
            model: page.view.categories

            ChoiceTile {
                required property string category
                required property string name
                required picture

                objectName: "category"
                width: grid.tileWidth
                height: grid.tileHeight
                text: name
                onTapped: page.view.open(category)
            }
        }
    }

    foot: BasketFoot {
        basket: page.basket
        navigation: page.navigation

        BigButton {
            objectName: "moreCategories"
            visible: page.view.pages > 1
            Layout.fillHeight: true
            word: "shop.more_kinds"
            glyph: "arrow-right"
            onTapped: page.view.turn()
        }
    }
}
