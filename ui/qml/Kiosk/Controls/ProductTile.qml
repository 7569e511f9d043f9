pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// One article of the grid: picture, name, price; a tap adds one, and what is in the basket shows
// with a small stepper. Few items, because thousands of them fly by.
TapButton {
    id: tile

    required property string name
    required property string picture
    required property string price
    required property string unit
    property string badge

    readonly property bool taken: badge !== ""
    readonly property int nameHeight: Math.round(Theme.body * 1.3)
    readonly property bool nameIsShort: name.length <= 12 && nameLabel.implicitWidth <= nameLabel.width
    readonly property int nameRoom: taken && nameIsShort ? nameHeight : 2 * nameHeight
    readonly property int priceHeight: Math.round(Theme.price * 1.4)
    readonly property int wholeSide: Math.min(width - 2 * Theme.space3, Math.max(Theme.touch, height - 2 * nameHeight - priceHeight - 4 * Theme.space2))
    readonly property int pictureSide: taken ? Math.min(wholeSide, height - nameRoom - priceHeight - Theme.touch - 4 * Theme.space2) : wholeSide

    signal less
    signal more

    text: name
    about: Reader.joined([price + unit, taken ? Tr.text("basket.has", {"amount": badge}) : ""])
    edge: taken ? Theme.accent : Theme.line
    face: taken ? Theme.accentSoft : Theme.surface

    contentItem: Item {
        Picture {
            id: photo

            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.space2
            side: tile.pictureSide
            resolution: tile.wholeSide
            source: tile.picture
            name: tile.name
        }

        Label {
            id: nameLabel

            anchors.top: photo.bottom
            anchors.topMargin: Theme.space1
            x: Theme.space2
            width: parent.width - 2 * Theme.space2
            height: tile.nameRoom
            text: tile.name
            maximumLineCount: 2
            lineHeight: 0.85
            fontSizeMode: tile.name.length > 12 ? Text.Fit : Text.FixedSize
            minimumPixelSize: Theme.small
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }

        Price {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.top: nameLabel.bottom
            amount: tile.price
            secret: false
            unit: tile.unit
        }

        Loader {
            anchors {
                left: parent.left
                right: parent.right
                bottom: parent.bottom
                margins: Theme.space2
            }
            active: tile.taken
            sourceComponent: Stepper {
                subject: tile.name
                amount: tile.badge
                onLess: tile.less()
                onMore: tile.more()
            }
        }
    }
}
