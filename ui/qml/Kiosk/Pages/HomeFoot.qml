import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// The foot of a page on which nothing more is to be done: another parcel, or home.
RowLayout {
    id: foot

    required property Navigation navigation

    anchors.fill: parent
    spacing: Theme.space4

    BigButton {
        objectName: "another"
        Layout.fillHeight: true
        word: "collect.another"
        glyph: "parcel"
        size: Theme.lead
        onTapped: foot.navigation.reset("collect")
    }

    Item {
        Layout.fillWidth: true
    }

    BigButton {
        objectName: "goHome"
        Layout.fillHeight: true
        Layout.minimumWidth: 60 * Theme.mm
        primary: true
        word: "collect.home"
        glyph: "home"
        onTapped: foot.navigation.home()
    }
}
