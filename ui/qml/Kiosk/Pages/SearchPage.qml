import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Goods found as one types: on the pad of letters, a keyboard, or by an input method.
PageFrame {
    id: page

    required property SearchViewModel view

    task: "buy"
    step: 0
    title: Tr.text("shop.search")

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.space3

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap

            TextLine {
                objectName: "searchLine"
                Layout.fillWidth: true
                focus: true
                glyph: "search"
                hint: Tr.text("shop.search_hint")
                text: page.view.text
                onTextEdited: page.view.setText(text)
            }

            BigButton {
                objectName: "clearSearch"
                enabled: page.view.text !== ""
                about: enabled ? "" : Tr.text("shop.search_hint")
                word: "app.clear"
                glyph: "cross"
                onTapped: page.view.clear()
            }
        }

        ProductGrid {
            objectName: "results"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.rightMargin: -gutter
            Layout.bottomMargin: -gutter
            basket: page.basket
            model: page.view.results
            visible: !page.view.foundNothing

            Label {
                anchors.centerIn: parent
                visible: page.view.text === ""
                text: Tr.text("shop.search_how")
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Theme.lead
            }
        }

        Item {
            Layout.fillHeight: true
            visible: page.view.foundNothing
        }

        EmptyShelf {
            Layout.alignment: Qt.AlignHCenter
            flat: page.width > page.height
            visible: page.view.foundNothing
            navigation: page.navigation
            word: "shop.found_nothing"
            picture: page.view.picture("search_nothing")
        }

        Item {
            Layout.fillHeight: true
            visible: page.view.foundNothing
        }

        LetterPad {
            Layout.fillWidth: true
            onTyped: letter => page.view.type(letter)
            onErased: page.view.erase()
        }
    }

    foot: BasketFoot {
        basket: page.basket
        navigation: page.navigation
        offersSearch: false
    }
}
