import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Goods found as one types: a resident on the pad of letters, an operator by keyboard, input method
// or the keyboard on the screen; keys that nobody takes arrive by the window.
PageFrame {
    id: page

    required property SearchViewModel view

    task: "buy"
    step: 0
    title: Tr.text("shop.search")
    start: Operator.isOn ? query.item : null

    Connections {
        target: page.view

        function onTaken(sku: string, weighed: bool): void {
            page.basket.add(sku, weighed);
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.space3

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap

            QueryLine {
                id: query

                name: "searchLine"
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.touch
                focus: true
                hint: Tr.text("shop.search_hint")
                text: page.view.text
                onEdited: text => page.view.setText(text)
                onAccepted: page.view.takeFirst()
            }

            BigButton {
                objectName: "keyboard"
                visible: Operator.isOn
                word: "keyboard.show"
                glyph: "keyboard"
                onTapped: page.view.composer.toggle()
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
            visible: !page.view.foundNothing && !Operator.isOn

            Label {
                anchors.centerIn: parent
                visible: page.view.text === ""
                text: Tr.text("shop.search_how")
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Theme.lead
            }
        }

        ResultList {
            objectName: "resultList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            basket: page.basket
            model: Operator.isOn ? page.view.results : null
            visible: Operator.isOn && !page.view.foundNothing

            Label {
                anchors.centerIn: parent
                width: parent.width
                visible: page.view.text === ""
                text: Tr.text("search.keys")
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

        Keyboard {
            Layout.fillWidth: true
            visible: Operator.isOn && page.view.composer.isOpen
            composer: page.view.composer
            onDone: page.view.composer.toggle()
        }

        LetterPad {
            Layout.fillWidth: true
            visible: !Operator.isOn
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
