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

    // Whether the pad lies beside what it finds, because above it no article would have room.
    readonly property bool beside: !Operator.isOn && width > height && height - footHeight - 2 * margin < 4 * Theme.touch + 2 * (Theme.gap + Theme.space3) + found.least

    task: "buy"
    step: 0
    title: Tr.text("shop.search")
    bare: tight && view.composer.isOpen
    start: Operator.isOn ? query.item as Item : null

    Connections {
        target: page.view

        function onTaken(sku: string, weighed: bool): void {
            page.basket.add(sku, weighed);
        }
    }

    GridLayout {
        anchors.fill: parent
        columns: page.beside ? 2 : 1
        columnSpacing: Theme.space4
        rowSpacing: Theme.space3

        RowLayout {
            Layout.column: page.beside ? 1 : 0
            Layout.row: 0
            Layout.fillWidth: true
            spacing: Theme.gap

            QueryLine {
                id: query

                name: "searchLine"
                glyph: page.beside ? "" : "search"
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.touch
                focus: true
                hint: Tr.text(page.beside ? "shop.search" : "shop.search_hint")
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

        Item {
            Layout.column: page.beside ? 1 : 0
            Layout.row: 1
            Layout.fillWidth: true
            Layout.fillHeight: true

            ProductGrid {
                id: found

                objectName: "results"
                anchors.fill: parent
                anchors.rightMargin: -gutter
                anchors.bottomMargin: -gutter
                basket: page.basket
                model: page.view.results
                visible: !page.view.foundNothing && !Operator.isOn
            }

            ResultList {
                objectName: "resultList"
                anchors.fill: parent
                basket: page.basket
                model: Operator.isOn ? page.view.results : null
                visible: Operator.isOn && !page.view.foundNothing
            }

            Label {
                anchors.centerIn: parent
                width: parent.width
                visible: page.view.text === ""
                text: Tr.text(Operator.isOn ? "search.keys" : "shop.search_how")
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Theme.lead
            }

            EmptyShelf {
                anchors.centerIn: parent
                width: Math.min(implicitWidth, parent.width)
                flat: page.width > page.height && !page.beside
                side: page.beside ? Theme.touch : 2 * Theme.touchMain
                visible: page.view.foundNothing
                navigation: page.navigation
                word: "shop.found_nothing"
                picture: page.view.picture("search_nothing")
            }
        }

        Keyboard {
            Layout.row: 2
            Layout.fillWidth: true
            visible: Operator.isOn && page.view.composer.isOpen
            composer: page.view.composer
            onDone: page.view.composer.toggle()
        }

        LetterPad {
            Layout.column: 0
            Layout.row: page.beside ? 0 : 3
            Layout.rowSpan: page.beside ? 2 : 1
            Layout.fillWidth: !page.beside
            Layout.fillHeight: page.beside
            visible: !Operator.isOn
            columns: page.beside ? 7 : 9
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
