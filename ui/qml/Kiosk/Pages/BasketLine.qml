import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls

// One line of the basket: picture, name and price, how much of it, what it comes to, away with it.
Panel {
    id: line

    required property string sku
    required property string name
    required property string picture
    required property string price
    required property string unit
    required property string quantity
    required property string detail
    required property string amount
    readonly property string amountShown: Privacy.cover(amount)
    readonly property string priceShown: Privacy.cover(price) + unit

    readonly property bool tellsWhole: true

    signal less
    signal more
    signal removed

    Accessible.role: Accessible.ListItem
    Accessible.name: Reader.joined([name, quantity, Privacy.told(amountShown)])
    Accessible.description: Privacy.told(priceShown)

    implicitHeight: Math.max(Theme.touchMain, words.implicitHeight) + 2 * Theme.space3

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.space3
        anchors.rightMargin: Theme.space3
        spacing: Theme.space4

        Picture {
            side: Theme.touchMain
            source: line.picture
            name: line.name
        }

        Column {
            id: words

            Layout.fillWidth: true

            Label {
                width: parent.width
                text: line.name
                maximumLineCount: 4
                font.pixelSize: Theme.body
            }

            Label {
                width: parent.width
                text: line.priceShown + (line.detail === "" ? "" : "      " + line.detail)
                color: Theme.inkSoft
                maximumLineCount: 2
                font.pixelSize: Theme.price
            }
        }

        Stepper {
            subject: line.name
            amount: line.quantity
            side: Theme.touch
            onLess: line.less()
            onMore: line.more()
        }

        Label {
            Layout.preferredWidth: Math.max(implicitWidth, 24 * Theme.reading)
            text: line.amountShown
            strong: true
            horizontalAlignment: Text.AlignRight
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.price
        }

        BigButton {
            objectName: "remove"
            word: "basket.remove"
            about: line.name
            glyph: "trash"
            plain: true
            face: Theme.surface
            edge: Theme.surface
            onTapped: line.removed()
        }
    }
}
