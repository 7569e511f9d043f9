pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Which of the three signs is it? The question is spoken; a wrong one tells what it is.
PageFrame {
    id: page

    required property SignsViewModel view

    title: Tr.text("practice.signs_title")

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.space5

        Label {
            objectName: "question"
            Layout.fillWidth: true
            text: Tr.text(page.view.question)
            strong: true
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: Theme.display
        }

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            TileGrid {
                id: grid

                shown: 3
                columns: wide ? 3 : 1

                Repeater {
                    model: page.view.signs

                    ChoiceTile {
                        id: tile

                        required property int index
                        required property int sign
                        required property bool isWrong
                        required property bool isRight
                        required property string told
                        required glyph

                        objectName: "sign" + sign
                        width: grid.tileWidth
                        height: grid.tileHeight
                        enabled: !isWrong
                        about: isWrong ? Tr.text("practice.sign_wrong") : ""
                        primary: isRight
                        tint: isWrong ? Theme.warnSoft : isRight ? Theme.accentSoft : Theme.practiceSoft
                        word: isWrong || isRight ? told : "practice.sign_word_" + (index + 1)
                        pictureSide: Math.round(Math.min(width, height) * 0.5)
                        onTapped: page.view.choose(sign)
                    }
                }
            }
        }
    }
}
