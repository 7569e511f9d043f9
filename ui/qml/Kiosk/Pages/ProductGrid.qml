pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Goods in a grid that is flicked; delegates are used again, pictures come when they are ready.
// At most eight are whole on the screen at a time. Every cell ends in a gutter, so whoever places
// the grid lets it hang over by one.
GridView {
    id: grid

    required property BasketViewModel basket
    readonly property int gutter: Theme.space3
    property int tall: height // what rows are reckoned from: a notice must not move what is under a finger
    readonly property int columns: Math.max(1, Math.min(4, Math.floor(width / (56 * Theme.mm))))
    readonly property int least: 2.6 * Theme.body + 1.4 * Theme.price + Theme.touch + Theme.icon + 5 * Theme.space2 + gutter
    readonly property int rows: Math.max(1, Math.min(8 / columns, Math.floor(tall / least)))

    cellWidth: Math.floor(width / columns)
    cellHeight: Math.floor(tall / rows)
    clip: true
    Accessible.role: Accessible.List
    Accessible.name: Tr.text("shop.all_goods")
    reuseItems: true
    cacheBuffer: cellHeight
    boundsBehavior: Flickable.StopAtBounds

    delegate: ProductTile {
        required property string sku
        required property bool weighed

        objectName: "product"
        GridView.onPooled: visible = false // what waits to be used again is not on the page
        GridView.onReused: visible = true
        width: grid.cellWidth - grid.gutter
        height: grid.cellHeight - grid.gutter
        badge: grid.basket.badge(sku, grid.basket.revision)
        onTapped: grid.basket.add(sku, weighed)
        onLess: grid.basket.less(sku)
        onMore: grid.basket.more(sku)
    }
}
