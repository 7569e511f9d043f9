pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// The operator's list of orders, the newest first.
PageFrame {
    id: page

    required property OrdersViewModel view

    title: Tr.text("orders.title")

    ListView {
        id: list

        objectName: "orders"
        Accessible.role: Accessible.List
        Accessible.name: page.title
        anchors.fill: parent
        clip: true
        spacing: Theme.gap
        model: page.view.orders
        boundsBehavior: Flickable.StopAtBounds

        delegate: OrderTile {
            objectName: "order"
            width: list.width
            onTapped: page.view.open(order)
        }
    }

    EmptyShelf {
        anchors.centerIn: parent
        visible: page.view.isEmpty
        navigation: page.navigation
        word: "orders.empty"
        glyph: "receipt"
    }
}
