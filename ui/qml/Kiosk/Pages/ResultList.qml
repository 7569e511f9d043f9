pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// What a search found, for the operator: a line each, the first one taken by Enter.
ListView {
    id: list

    required property BasketViewModel basket

    clip: true
    spacing: Theme.gap
    boundsBehavior: Flickable.StopAtBounds
    Accessible.role: Accessible.List
    Accessible.name: Tr.text("shop.all_goods")

    delegate: TapButton {
        id: row

        required property int index
        required property string sku
        required property string name
        required property string picture
        required property string price
        required property string unit
        required property bool weighed
        readonly property string badge: list.basket.badge(sku, list.basket.revision)

        objectName: "product"
        width: list.width
        implicitHeight: Math.max(Theme.touch, Math.round(Theme.body * 2.6))
        text: name
        about: Reader.joined([price + unit, badge === "" ? "" : Tr.text("basket.has", {"amount": badge})])
        face: badge === "" ? Theme.surface : Theme.accentSoft
        edge: index === 0 || badge !== "" ? Theme.accent : Theme.line
        onTapped: list.basket.add(sku, weighed)

        contentItem: RowLayout {
            spacing: Theme.space3

            Picture {
                Layout.leftMargin: Theme.space3
                side: Theme.iconLarge
                source: row.picture
                name: row.name
            }

            Label {
                Layout.fillWidth: true
                text: row.name
                strong: row.index === 0
                maximumLineCount: 2
                lineHeight: 0.9
            }

            IconLabel {
                visible: row.badge !== ""
                icon: "basket"
                text: row.badge
                tint: Theme.accent
                strong: true
            }

            Price {
                amount: row.price
                unit: row.unit
                secret: false
            }

            KeyCap {
                Layout.rightMargin: Theme.space3
                key: row.index === 0 ? Tr.text("search.enter") : ""
            }

            Item {
                visible: row.index > 0
                implicitWidth: Theme.space1
            }
        }
    }
}
