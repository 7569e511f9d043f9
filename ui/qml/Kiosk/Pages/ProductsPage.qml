import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// The goods of one kind.
PageFrame {
    id: page

    required property GoodsViewModel view

    task: "buy"
    step: 0
    title: view.title === "" ? Tr.text("shop.all_goods") : view.title
    offersUndo: true

    ProductGrid {
        objectName: "goods"
        anchors.fill: parent
        anchors.rightMargin: -gutter
        anchors.bottomMargin: -gutter
        basket: page.basket
        tall: page.height - page.footHeight - 2 * page.margin + gutter
        model: page.view.products

        Component.onCompleted: contentY = page.view.position
        Component.onDestruction: page.view.keepPosition(contentY)
    }

    EmptyShelf {
        anchors.centerIn: parent
        visible: page.view.isEmpty
        navigation: page.navigation
        word: "shop.no_goods"
    }

    foot: BasketFoot {
        basket: page.basket
        navigation: page.navigation
    }
}
