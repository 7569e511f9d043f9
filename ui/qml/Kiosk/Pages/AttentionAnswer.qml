pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// The answers to a question; what moves money or ends an order is asked about once more.
ColumnLayout {
    id: answer

    required property AttentionViewModel view

    spacing: Theme.space3

    GridLayout {
        Layout.fillWidth: true
        visible: !answer.view.isAsking
        columns: width > answer.view.choices.count * 76 * Theme.reading ? Math.max(1, answer.view.choices.count) : 1
        rowSpacing: Theme.gap
        columnSpacing: Theme.gap
        uniformCellWidths: true

        Repeater {
            model: answer.view.choices

            BigButton {
                required property string choice
                required word
                required glyph

                objectName: "choice_" + choice
                Layout.fillWidth: true
                Layout.preferredHeight: Math.max(implicitHeight, Theme.touchMain)
                enabled: answer.view.canAnswer
                about: enabled ? "" : Tr.text("pay.saving")
                onTapped: answer.view.answer(choice)
            }
        }
    }

    Label {
        Layout.fillWidth: true
        visible: answer.view.isAsking
        text: Tr.text(answer.view.consent)
        strong: true
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: Theme.lead
    }

    Label {
        objectName: "refund"
        Layout.fillWidth: true
        visible: answer.view.refund !== ""
        text: Privacy.cover(answer.view.refund)
        strong: true
        color: Theme.warn
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: Theme.large ? Theme.heading : Theme.numeral
    }

    RowLayout {
        Layout.fillWidth: true
        visible: answer.view.isAsking
        spacing: Theme.gap
        uniformCellSizes: true

        BigButton {
            objectName: "decline"
            Layout.fillWidth: true
            Layout.preferredHeight: Math.max(implicitHeight, Theme.touchMain)
            word: "attention.no"
            glyph: "cross"
            size: Theme.lead
            onTapped: answer.view.decline()
        }

        BigButton {
            objectName: "agree"
            Layout.fillWidth: true
            Layout.preferredHeight: Math.max(implicitHeight, Theme.touchMain)
            enabled: answer.view.canAnswer
            primary: true
            word: "attention.yes"
            glyph: "check"
            about: enabled ? Privacy.cover(answer.view.refund) : Tr.text("pay.saving")
            onTapped: answer.view.agree()
        }
    }
}
