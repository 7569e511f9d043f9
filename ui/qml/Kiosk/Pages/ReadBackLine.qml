import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls

// One line read back: picture, how many, name, what it comes to.
Item {
    id: line

    required property string name
    required property string picture
    required property string price
    required property string unit
    required property string quantity
    required property string detail
    required property string amount
    readonly property bool tellsWhole: true
    readonly property string amountShown: Privacy.cover(amount)
    readonly property string priceShown: Privacy.cover(price) + unit

    Accessible.role: Accessible.ListItem
    Accessible.name: Reader.joined([name, "× " + quantity, Privacy.told(amountShown)])
    Accessible.description: Privacy.told(priceShown)

    readonly property bool narrow: width < 110 * Theme.reading

    implicitHeight: Math.max(Theme.touch, words.implicitHeight) + Theme.space3

    RowLayout {
        anchors.fill: parent
        spacing: Theme.space4

        Picture {
            visible: !line.narrow
            side: Theme.touch
            source: line.picture
            name: line.name
        }

        Label {
            Layout.preferredWidth: (line.narrow ? 18 : 27) * Theme.reading
            text: "× " + line.quantity
            strong: true
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.least
            font.pixelSize: Theme.heading
        }

        Column {
            id: words

            Layout.fillWidth: true

            Label {
                width: parent.width
                text: line.name
                maximumLineCount: 6
            }

            Label {
                width: parent.width
                text: line.priceShown
                color: Theme.inkSoft
                maximumLineCount: 3
                font.pixelSize: Theme.price
            }
        }

        Label {
            text: line.amountShown
            strong: true
            wrapMode: Text.NoWrap
            horizontalAlignment: Text.AlignRight
            font.pixelSize: Theme.price
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.stroke
        color: Theme.hairline
    }
}
