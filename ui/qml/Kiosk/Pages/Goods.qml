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
    property bool flat: false
    readonly property int shown: flat || height <= 0 ? side : Math.max(Theme.iconLarge, Math.min(side, Math.floor(height - Theme.lead * 1.6)))

    implicitHeight: flat ? Math.max(side, Theme.lead * 1.6) : side + Theme.lead * 1.6
    orientation: ListView.Horizontal
    clip: true
    Accessible.role: Accessible.List
    Accessible.name: Tr.text("basket.lines", {"count": count})
    spacing: Theme.space4
    model: lines
    boundsBehavior: Flickable.StopAtBounds

    delegate: Grid {
        id: thing

        required property string name
        required property string picture
        required property string quantity
        readonly property bool tellsWhole: true

        Accessible.role: Accessible.ListItem
        Accessible.name: Reader.joined([name, "× " + quantity])

        columns: goods.flat ? 2 : 1
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter
        columnSpacing: Theme.space1

        Picture {
            side: goods.shown
            source: thing.picture
            name: thing.name
        }

        Label {
            text: "× " + thing.quantity
            strong: true
            wrapMode: Text.NoWrap
        }
    }
}
