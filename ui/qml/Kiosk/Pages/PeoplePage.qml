pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// People for the operator: masked in the list, one whole on request, and each look written down.
PageFrame {
    id: page

    required property PeopleViewModel view

    title: Tr.text("people.title")
    bare: tight && view.composer.isOpen
    start: query.item as Item

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.space3

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap

            QueryLine {
                id: query

                name: "peopleLine"
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.touch
                focus: true
                glyph: "users"
                hint: Tr.text("people.hint")
                text: page.view.text
                onEdited: text => page.view.setText(text)
            }

            BigButton {
                objectName: "keyboard"
                word: "keyboard.show"
                glyph: "keyboard"
                onTapped: page.view.composer.toggle()
            }

            BigButton {
                objectName: "clearPeople"
                enabled: page.view.text !== ""
                about: enabled ? "" : Tr.text("people.hint")
                word: "app.clear"
                glyph: "cross"
                onTapped: page.view.clear()
            }
        }

        ListView {
            id: list

            objectName: "people"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            spacing: Theme.gap
            model: page.view.people
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: Tr.text("people.title")

            delegate: PersonStrip {
                width: list.width
                onRevealed: page.view.reveal(resident)
            }

            Label {
                anchors.centerIn: parent
                width: parent.width
                visible: list.count === 0
                text: Tr.text(page.view.foundNobody ? "people.nobody" : "people.prompt")
                color: page.view.foundNobody ? Theme.warn : Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Theme.lead
            }
        }

        Keyboard {
            Layout.fillWidth: true
            visible: page.view.composer.isOpen
            composer: page.view.composer
            onDone: page.view.composer.toggle()
        }
    }

    foot: RowLayout {
        anchors.fill: parent

        IconLabel {
            icon: "notebook"
            text: Tr.text("people.noted")
            tint: Theme.inkSoft
            size: Theme.lead
        }
    }
}
