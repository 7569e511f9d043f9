pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Goods in a grid that is flicked; delegates are used again, pictures come when they are ready.
// Every cell ends in a gutter, so whoever places the grid lets it hang over by one.
GridView {
    id: grid

    required property BasketViewModel basket
    readonly property int gutter: Theme.space3
    readonly property int columns: Math.max(2, Math.floor(width / (76 * Theme.mm)))
    readonly property int rows: Math.max(1, Math.round(height / (70 * Theme.mm)))

    cellWidth: Math.floor(width / columns)
    cellHeight: Math.ceil(height / rows)
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
        width: grid.cellWidth - grid.gutter
        height: grid.cellHeight - grid.gutter
        badge: grid.basket.badge(sku, grid.basket.revision)
        onTapped: grid.basket.add(sku, weighed)
        onLess: grid.basket.less(sku)
        onMore: grid.basket.more(sku)
    }
}
