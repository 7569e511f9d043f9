pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// What is being bought, line by line, and the sum.
PageFrame {
    id: page

    required property BasketViewModel view

    task: "buy"
    step: 0
    title: Tr.text("basket.title")
    offersUndo: true
    least: 30 // a list that scrolls
    start: next

    ListView {
        id: list

        objectName: "lines"
        Accessible.role: Accessible.List
        Accessible.name: page.title
        anchors.fill: parent
        clip: true
        spacing: Theme.space2
        model: page.view.lines
        boundsBehavior: Flickable.StopAtBounds

        delegate: BasketLine {
            width: list.width
            onLess: page.view.less(sku)
            onMore: page.view.more(sku)
            onRemoved: page.view.remove(sku)
        }
    }

    EmptyShelf {
        anchors.centerIn: parent
        flat: page.tight
        visible: page.view.count === 0
        navigation: page.navigation
        word: "basket.empty"
        picture: page.view.picture("basket_empty")

        BigButton {
            objectName: "startBuying"
            primary: true
            word: "home.buy"
            glyph: "basket"
            onTapped: page.navigation.go("categories")
        }
    }

    foot: RowLayout {
        anchors.fill: parent
        spacing: Theme.space4

        BigButton {
            objectName: "addMore"
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.minimumWidth: Math.min(implicitWidth, Math.round(2.6 * Theme.touch))
            Layout.maximumWidth: implicitWidth
            word: "basket.add_more"
            size: page.tight ? Theme.small : Theme.body
            glyph: "plus"
            onTapped: page.navigation.go("categories")
        }

        BigButton {
            objectName: "park"
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.minimumWidth: Math.min(implicitWidth, Math.round(2.6 * Theme.touch))
            Layout.maximumWidth: implicitWidth
            enabled: page.view.count > 0
            about: enabled ? "" : Tr.text("basket.empty")
            word: "basket.park"
            size: page.tight ? Theme.small : Theme.body
            glyph: "park"
            onTapped: page.view.park()
        }

        Item {
            Layout.fillWidth: true
        }

        Label {
            visible: page.width > 300 * Theme.reading
            text: Tr.text("basket.total")
            color: Theme.inkSoft
            font.pixelSize: Theme.lead
        }

        Price {
            objectName: "total"
            amount: page.view.total
            size: page.tight ? Theme.heading : Theme.total
        }

        BigButton {
            id: next

            objectName: "next"
            Layout.fillHeight: true
            Layout.leftMargin: Theme.space3
            enabled: page.view.count > 0
            about: enabled ? Privacy.cover(page.view.total) : Tr.text("basket.empty")
            primary: true
            word: "basket.next"
            glyph: "arrow-right"
            leads: true
            onTapped: page.navigation.go("who")
        }
    }
}
