import QtQuick
import Kiosk.Theme

// One article of the grid: picture, name, price; a tap adds one, and what is in the basket shows
// as a badge with a small stepper. Few items, because thousands of them fly by.
TapButton {
    id: tile

    required property string name
    required property string picture
    required property string price
    required property string unit
    property string badge

    signal less
    signal more

    readonly property int pictureSide: Math.round(Math.min(width * 0.55, height - nameLabel.lineHeightOf2 - Theme.touch - 3 * Theme.space2))

    text: name
    edge: badge === "" ? Theme.line : Theme.accent

    contentItem: Item {
        Picture {
            id: photo

            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.space2
            side: tile.pictureSide
            source: tile.picture
            name: tile.name
        }

        Label {
            id: nameLabel

            readonly property int lineHeightOf2: Math.round(Theme.small * 2.7)

            anchors.top: photo.bottom
            width: parent.width
            height: lineHeightOf2
            leftPadding: Theme.space2
            rightPadding: Theme.space2
            text: tile.name
            maximumLineCount: 2
            lineHeight: 0.9
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            font.pixelSize: Theme.small
        }

        Price {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.verticalCenter: parent.bottom
            anchors.verticalCenterOffset: -Theme.touch / 2 - Theme.space1
            visible: tile.badge === ""
            amount: tile.price
            unit: tile.unit
        }

        Loader {
            anchors {
                left: parent.left
                right: parent.right
                bottom: parent.bottom
                margins: Theme.space1
            }
            active: tile.badge !== ""
            sourceComponent: Stepper {
                amount: tile.badge
                onLess: tile.less()
                onMore: tile.more()
            }
        }
    }
}
