pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// One question: why, about which order, and the answers; what moves money is asked about once more.
ColumnLayout {
    id: detail

    required property AttentionViewModel view

    spacing: Theme.space3

    Label {
        Layout.fillWidth: true
        text: detail.view.reason === "" ? "" : Tr.text(detail.view.reason)
        strong: true
        font.pixelSize: Theme.heading
    }

    RowLayout {
        Layout.fillWidth: true
        visible: detail.view.hasOrder
        spacing: Theme.space4

        BuyerCard {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            picture: detail.view.order.buyerPicture
            name: detail.view.order.buyerName
            detail: detail.view.order.number
            size: Theme.lead
        }

        Goods {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            lines: detail.view.order.lines
        }
    }

    RowLayout {
        visible: detail.view.hasOrder
        spacing: Theme.space4

        Label {
            text: Tr.text(detail.view.newTotal === "" ? "attention.total" : "attention.old_price")
            color: Theme.inkSoft
        }

        Price {
            amount: detail.view.oldTotal
            size: detail.view.newTotal === "" ? Theme.display : Theme.lead
        }

        Icon {
            visible: detail.view.newTotal !== ""
            name: "arrow-right"
        }

        Price {
            objectName: "newTotal"
            visible: detail.view.newTotal !== ""
            amount: detail.view.newTotal
            size: Theme.display
        }
    }

    Label {
        Layout.fillWidth: true
        visible: detail.view.detail !== "" && !detail.view.isAsking
        text: detail.view.detail
        color: Theme.inkSoft
        maximumLineCount: 3
        wrapMode: Text.Wrap
    }

    Item {
        Layout.fillHeight: true
    }

    GridLayout {
        Layout.fillWidth: true
        visible: !detail.view.isAsking
        columns: Math.max(1, detail.view.choices.count)
        rowSpacing: Theme.gap
        columnSpacing: Theme.gap
        uniformCellWidths: true

        Repeater {
            model: detail.view.choices

            BigButton {
                required property string choice
                required word
                required glyph

                objectName: "choice_" + choice
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.touchMain
                enabled: detail.view.canAnswer
                onTapped: detail.view.answer(choice)
            }
        }
    }

    Label {
        Layout.fillWidth: true
        visible: detail.view.isAsking
        text: Tr.text(detail.view.consent)
        strong: true
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: Theme.lead
    }

    Label {
        objectName: "refund"
        Layout.fillWidth: true
        visible: detail.view.refund !== ""
        text: detail.view.refund
        strong: true
        color: Theme.warn
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: Theme.numeral
    }

    RowLayout {
        Layout.fillWidth: true
        visible: detail.view.isAsking
        spacing: Theme.gap
        uniformCellSizes: true

        BigButton {
            objectName: "decline"
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.touchMain
            word: "attention.no"
            glyph: "cross"
            size: Theme.lead
            onTapped: detail.view.decline()
        }

        BigButton {
            objectName: "agree"
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.touchMain
            enabled: detail.view.canAnswer
            primary: true
            word: "attention.yes"
            glyph: "check"
            onTapped: detail.view.agree()
        }
    }
}
