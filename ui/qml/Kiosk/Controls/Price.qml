import QtQuick
import Kiosk.Theme

// An amount of money in numerals to be read across the counter, with its unit after it.
Row {
    id: price

    required property string amount
    property string unit
    property int size: Theme.price
    property color tone: Theme.ink
    property bool secret: true // a person's own money, which is covered while somebody stands by
    readonly property bool tellsWhole: true
    readonly property string shown: secret ? Privacy.cover(amount) : amount

    spacing: Theme.space1
    Accessible.role: Accessible.StaticText
    Accessible.name: Privacy.told(shown) + unit
    Accessible.focusable: false
    Accessible.ignored: amount === "" || Reader.isPart(price)

    Label {
        id: figures

        text: price.shown
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
