pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// What an order holds, as pictures with how many of each.
ListView {
    id: goods

    required property RowModel lines
    property int side: Theme.touch

    implicitHeight: side + Theme.lead * 1.6
    orientation: ListView.Horizontal
    clip: true
    spacing: Theme.space4
    model: lines
    boundsBehavior: Flickable.StopAtBounds

    delegate: Column {
        id: thing

        required property string name
        required property string picture
        required property string quantity

        width: Math.max(goods.side, count.implicitWidth)

        Picture {
            anchors.horizontalCenter: parent.horizontalCenter
            side: goods.side
            source: thing.picture
            name: thing.name
        }

        Label {
            id: count

            anchors.horizontalCenter: parent.horizontalCenter
            text: "× " + thing.quantity
            strong: true
            wrapMode: Text.NoWrap
        }
    }
}
