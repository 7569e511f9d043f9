import QtQuick
import Kiosk.Theme

// An amount of money in numerals to be read across the counter, with its unit after it.
Row {
    id: price

    required property string amount
    property string unit
    property int size: Theme.price
    property color tone: Theme.ink

    spacing: Theme.space1

    Label {
        id: figures

        text: price.amount
        color: price.tone
        strong: true
        wrapMode: Text.NoWrap
        font.pixelSize: price.size
    }

    Label {
        anchors.baseline: figures.baseline
        text: price.unit
        visible: text !== ""
        color: Theme.inkSoft
        wrapMode: Text.NoWrap
        font.pixelSize: Theme.small
    }
}
