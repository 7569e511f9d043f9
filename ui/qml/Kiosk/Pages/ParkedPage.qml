pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// The baskets set aside, each under the pictogram its owner remembers.
PageFrame {
    id: page

    required property HomeViewModel view

    title: Tr.text("basket.parked_title")

    GridView {
        id: grid

        readonly property int columns: page.width > page.height ? 4 : 2

        objectName: "parked"
        Accessible.role: Accessible.List
        Accessible.name: page.title
        anchors.fill: parent
        cellWidth: Math.floor((width + Theme.space4) / columns)
        cellHeight: Math.floor((height + Theme.space4) / 2)
        clip: true
        model: page.view.parked

        delegate: ChoiceTile {
            required property string basket
            required property string total
            required property string name
            required property int lines
            required picture

            objectName: "parked"
            width: grid.cellWidth - Theme.space4
            height: grid.cellHeight - Theme.space4
            text: Privacy.cover(total)
            Accessible.name: Tr.text("basket.take_up")
            about: Reader.joined([name, text, note])
            note: Tr.text("basket.lines", {"count": lines})
            onTapped: page.view.takeUp(basket)
        }
    }

    EmptyShelf {
        anchors.centerIn: parent
        visible: page.view.parked.count === 0
        navigation: page.navigation
        word: "basket.none_parked"
        glyph: "park"
    }
}
