pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Models

// A keyboard of our own buttons for operators who have none: letters become characters, eight to
// choose from at a time.
ColumnLayout {
    id: keyboard

    required property Composer composer

    signal done

    spacing: Theme.gap
    Accessible.role: Accessible.Grouping
    Accessible.name: Tr.text("keyboard.title")

    RowLayout {
        Layout.fillWidth: true
        visible: keyboard.composer.isChinese
        spacing: Theme.gap

        Label {
            objectName: "letters"
            Layout.preferredWidth: Math.round(3.6 * Theme.lead)
            text: keyboard.composer.letters
            color: Theme.accent
            strong: true
            maximumLineCount: 1
            wrapMode: Text.NoWrap
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: Theme.lead
        }

        Repeater {
            model: 8

            KeyButton {
                id: candidate

                required property int index
                readonly property string character: keyboard.composer.candidates[index] ?? ""

                objectName: "candidate"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.preferredHeight: Theme.touch
                enabled: character !== ""
                text: character
                size: Theme.lead
                face: enabled ? Theme.accentSoft : Theme.sunken
                edge: enabled ? Theme.accent : Theme.line
                onTapped: keyboard.composer.choose(index)
            }
        }

        KeyButton {
            objectName: "moreCharacters"
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            enabled: keyboard.composer.hasMore
            word: "keyboard.more"
            size: Theme.body
            onTapped: keyboard.composer.turn()
        }
    }

    Repeater {
        model: ["qwertyuiop", "asdfghjkl", "zxcvbnm"]

        RowLayout {
            id: row

            required property int index
            required property string modelData

            Layout.fillWidth: true
            spacing: Theme.gap

            LetterKey {
                objectName: "script"
                visible: row.index === 2
                Layout.preferredWidth: 3
                word: keyboard.composer.isChinese ? "keyboard.chinese" : "keyboard.latin"
                size: Theme.body
                onTapped: keyboard.composer.switchScript()
            }

            Repeater {
                model: row.modelData.split("")

                LetterKey {
                    required property string modelData

                    objectName: "key" + modelData.toUpperCase()
                    text: modelData.toUpperCase()
                    onTapped: keyboard.composer.typeLetter(modelData)
                }
            }

            LetterKey {
                objectName: "keyErase"
                visible: row.index === 1
                glyph: "backspace"
                Accessible.name: Tr.text("app.erase")
                onTapped: keyboard.composer.erase()
            }

            LetterKey {
                objectName: "keySpace"
                visible: row.index === 2
                Layout.preferredWidth: 3
                word: "keyboard.space"
                size: Theme.body
                onTapped: keyboard.composer.space()
            }

            LetterKey {
                objectName: "keyDone"
                visible: row.index === 2
                Layout.preferredWidth: 3
                word: "keyboard.done"
                size: Theme.body
                face: Theme.accentSoft
                edge: Theme.accent
                onTapped: keyboard.done()
            }
        }
    }

    component LetterKey: KeyButton {
        Layout.fillWidth: true
        Layout.preferredWidth: 2
        Layout.preferredHeight: Theme.touch
        size: Theme.lead
    }
}
