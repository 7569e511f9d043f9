pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Goods in a grid that is flicked; delegates are used again, pictures come when they are ready.
GridView {
    id: grid

    required property BasketViewModel basket
    property int columns: width > height * 1.2 ? 4 : 3
    property int rows: Math.max(1, Math.floor(height / (63 * Theme.mm)))

    cellWidth: Math.floor((width + Theme.space3) / columns)
    cellHeight: Math.floor((height + Theme.space3) / Math.max(rows, 1))
    clip: true
    reuseItems: true
    cacheBuffer: cellHeight
    boundsBehavior: Flickable.StopAtBounds

    delegate: ProductTile {
        id: tile

        required property string sku
        required property bool weighed

        objectName: "product"
        width: grid.cellWidth - Theme.space3
        height: grid.cellHeight - Theme.space3
        badge: grid.basket.badge(sku, grid.basket.revision)
        onTapped: grid.basket.add(sku, weighed)
        onLess: grid.basket.less(sku)
        onMore: grid.basket.more(sku)
    }
}
