pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// A new resident's name without letters: family name, then how to be called. Rare names are
// typed by the operator, by keyboard or input method.
PageFrame {
    id: page

    required property BuyerViewModel view
    readonly property bool writing: Operator.isOn && view.isWriting

    task: "buy"
    step: 1
    title: Tr.text(writing ? "who.name_field" : view.surname === "" ? "who.surname" : "who.address")
    bare: tight && writing && view.composer.isOpen
    start: writing ? line.item as Item : null

    Item {
        anchors.fill: parent
        visible: !page.writing && page.view.surname === ""

        TileGrid {
            id: names

            Repeater {
                model: page.view.surnames

                KeyButton {
                    required property string modelData

                    objectName: "surname"
                    width: names.tileWidth
                    height: names.tileHeight
                    radius: Theme.radius
                    text: modelData
                    size: Theme.numeral
                    onTapped: page.view.chooseSurname(modelData)
                }
            }
        }
    }

    Item {
        anchors.fill: parent
        visible: !page.writing && page.view.surname !== ""

        TileGrid {
            id: titles

            shown: 2

            Repeater {
                model: ["mr", "ms"]

                ChoiceTile {
                    required property string modelData

                    objectName: modelData
                    width: titles.tileWidth
                    height: titles.tileHeight
                    picture: page.view.picture("person_" + modelData)
                    pictureSide: Math.round(Math.min(width, height) * 0.5)
                    text: Tr.text("who." + modelData, {"surname": page.view.surname})
                    size: Theme.display
                    onTapped: page.view.chooseAddress(modelData)
                }
            }
        }
    }

    ColumnLayout {
        anchors.fill: parent
        visible: page.writing
        spacing: page.tight ? 0 : Theme.space3

        QueryLine {
            id: line

            name: "nameLine"
            Layout.fillWidth: true
            Layout.preferredHeight: page.tight ? Theme.touch : Theme.touchMain
            focus: page.writing
            glyph: "pencil"
            hint: Tr.text("who.name_field")
            text: page.view.name
            onEdited: text => page.view.setName(text)
            onAccepted: page.view.registerName(page.view.name)
        }

        Item {
            Layout.fillHeight: true
        }

        Keyboard {
            Layout.fillWidth: true
            visible: page.writing && page.view.composer.isOpen
            composer: page.view.composer
            onDone: page.view.composer.toggle()
        }
    }

    foot: RowLayout {
        anchors.fill: parent
        spacing: Theme.space4

        BigButton {
            objectName: "otherName"
            Layout.fillHeight: true
            visible: !page.writing && page.view.surname === ""
            word: "who.type_name"
            glyph: "keyboard"
            size: Theme.lead
            onTapped: page.view.writeName()
        }

        BigButton {
            objectName: "otherSurname"
            Layout.fillHeight: true
            visible: page.writing || page.view.surname !== ""
            word: "who.other_surname"
            glyph: "undo"
            size: Theme.lead
            onTapped: page.view.chooseSurname("")
        }

        BigButton {
            objectName: "keyboard"
            Layout.fillHeight: true
            visible: page.writing
            word: "keyboard.show"
            glyph: "keyboard"
            size: Theme.lead
            onTapped: page.view.composer.toggle()
        }

        Item {
            Layout.fillWidth: true
        }

        BigButton {
            objectName: "saveName"
            Layout.fillHeight: true
            visible: page.writing
            enabled: page.view.name.trim() !== ""
            about: enabled ? "" : Tr.text("who.name_field")
            primary: true
            word: "who.save"
            glyph: "check"
            onTapped: page.view.registerName(page.view.name)
        }
    }
}
