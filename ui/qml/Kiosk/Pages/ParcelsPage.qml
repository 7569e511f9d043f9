import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Parcels come in: the place on the shelf fills half of the screen. There is no text field, so a
// label with letters is never eaten by an input method; typed keys arrive all the same.
PageFrame {
    id: page

    required property ParcelsViewModel view

    title: Tr.text("parcels.title")

    PadLayout {
        id: pads

        anchors.fill: parent
        typedName: "code"
        text: page.view.code
        hint: Tr.text("parcels.type_hint")
        sheet: page.view.isUnexpected ? Theme.warnSoft : Theme.surface
        onTyped: digit => page.view.typeDigit(digit)
        onErased: page.view.eraseDigit()
        onCleared: page.view.clearCode()

        Column {
            id: news

            readonly property int others: what.height + (hint.visible ? hint.height : 0) + (whose.visible ? whose.height : 0)
            readonly property int room: parent.height - others - 5 * spacing

            anchors.centerIn: parent
            width: parent.width - 2 * Theme.space5
            spacing: pads.tight ? Theme.space2 : Theme.space4

            Picture {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: !page.view.hasLast
                side: Math.min(2 * Theme.touchMain, news.room)
                source: page.view.picture("parcel")
            }

            Label {
                id: what

                objectName: "told"
                width: parent.width
                text: Tr.text(page.view.word)
                color: page.view.isUnexpected ? Theme.warn : Theme.ink
                strong: true
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: pads.tight ? Theme.lead : Theme.heading
            }

            ShelfSign {
                anchors.horizontalCenter: parent.horizontalCenter
                picture: page.view.shelf
                number: page.view.shelfNumber
                place: page.view.place
                side: Math.round(Math.max(Theme.touch, Math.min(2.6 * Theme.touchMain, news.room / 1.2)))
            }

            Label {
                id: hint

                width: parent.width
                visible: page.view.hasLast && (page.view.isUnexpected && !Theme.large || !pads.tight)
                text: page.view.isUnexpected ? Tr.text("parcels.unexpected_hint") : page.view.place
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Theme.lead
            }

            Row {
                id: whose

                anchors.horizontalCenter: parent.horizontalCenter
                visible: page.view.buyerName !== ""
                spacing: Theme.space3

                Picture {
                    side: Theme.iconLarge
                    source: page.view.buyerPicture
                }

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    text: Privacy.cover(page.view.buyerName)
                    font.pixelSize: Theme.lead
                }
            }
        }
    }

    foot: RowLayout {
        anchors.fill: parent
        spacing: Theme.space4

        IconLabel {
            visible: page.view.count > 0
            icon: "shelf"
            text: Tr.text("parcels.count", {"count": page.view.count})
            tint: Theme.inkSoft
            size: Theme.lead
        }

        Item {
            Layout.fillWidth: true
        }

        BigButton {
            objectName: "receive"
            Layout.fillHeight: true
            Layout.minimumWidth: 60 * Theme.mm
            enabled: page.view.code !== ""
            about: enabled ? "" : Tr.text("parcels.type_hint")
            primary: true
            word: "parcels.receive"
            glyph: "shelf"
            onTapped: page.view.receive()
        }
    }
}
