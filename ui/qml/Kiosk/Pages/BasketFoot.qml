import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// The foot of the shopping pages: what is in the basket, and the way to it.
RowLayout {
    id: foot

    required property BasketViewModel basket
    required property Navigation navigation
    property bool offersSearch: true
    readonly property bool narrow: width < 230 * Theme.reading // then the button itself tells the sum
    default property alias extra: middle.data

    anchors.fill: parent
    spacing: Theme.space4

    BigButton {
        objectName: "search"
        visible: foot.offersSearch
        Layout.fillHeight: true
        Layout.fillWidth: true
        Layout.minimumWidth: Theme.touchMain
        Layout.maximumWidth: implicitWidth
        word: "shop.search"
        glyph: "search"
        size: Theme.lead
        onTapped: foot.navigation.go("search")
    }

    RowLayout {
        id: middle

        Layout.fillHeight: true
    }

    Item {
        Layout.fillWidth: true
    }

    Label {
        visible: foot.basket.count > 0 && foot.width > 290 * Theme.reading
        text: Tr.text("basket.lines", {"count": foot.basket.count})
        color: Theme.inkSoft
    }

    Price {
        visible: foot.basket.count > 0 && !foot.narrow
        amount: foot.basket.total
        size: Theme.display
    }

    BigButton {
        objectName: "toBasket"
        Layout.fillHeight: true
        enabled: foot.basket.count > 0
        about: enabled ? Tr.text("basket.lines", {"count": foot.basket.count}) : Tr.text("basket.empty")
        word: "basket.look"
        text: foot.narrow && enabled ? Privacy.cover(foot.basket.total) : Tr.text(word)
        Accessible.name: Tr.text(word)
        glyph: "basket"
        size: Theme.lead
        onTapped: foot.navigation.go("basket")
    }

    BigButton {
        objectName: "checkOut"
        Layout.fillHeight: true
        Layout.fillWidth: true
        Layout.minimumWidth: 2 * Theme.touchMain
        Layout.maximumWidth: implicitWidth
        enabled: foot.basket.count > 0
        about: enabled ? Privacy.cover(foot.basket.total) : Tr.text("basket.empty")
        primary: true
        word: "basket.next"
        glyph: "arrow-right"
        leads: true
        onTapped: foot.navigation.go("who")
    }
}
