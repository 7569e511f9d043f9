import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls

// One order on one line, for the operator's desk: whose, which, where it is, what it costs.
TapButton {
    id: strip

    required property string order
    required property string number
    required property string name
    required property string buyer
    required property string total
    required property int honesty
    required property string progress
    required property string place

    readonly property bool wide: width > 200 * Theme.reading

    text: number
    about: Reader.joined([name, place === "" ? progress : place, Privacy.cover(total)])
    implicitHeight: Math.max(Theme.touch, Math.round(Theme.body * 2.9))

    contentItem: RowLayout {
        spacing: Theme.space4

        Picture {
            Layout.leftMargin: Theme.space3
            side: Theme.icon
            source: strip.buyer
        }

        Label {
            Layout.fillWidth: true
            Layout.preferredWidth: 75 * Theme.mm
            text: strip.name
            strong: true
            maximumLineCount: 1
        }

        Label {
            Layout.fillWidth: true
            Layout.preferredWidth: 75 * Theme.mm
            visible: strip.wide
            text: strip.number
            color: Theme.inkSoft
            maximumLineCount: 1
        }

        HonestyRow {
            visible: strip.wide
            reached: strip.honesty
            wordless: true
        }

        Label {
            Layout.fillWidth: true
            Layout.preferredWidth: 100 * Theme.mm
            text: strip.place === "" ? strip.progress : strip.place
            maximumLineCount: 2
            lineHeight: 0.85
        }

        Item {
            Layout.rightMargin: Theme.space3
            Layout.minimumWidth: price.implicitWidth
            Layout.preferredWidth: Math.round(6.2 * Theme.price) // so that the columns of all lines meet
            Layout.fillHeight: true

            Price {
                id: price

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                amount: strip.total
            }
        }
    }
}
