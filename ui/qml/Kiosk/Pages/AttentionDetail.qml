import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// One question: why, about which order, and what the platform said.
ColumnLayout {
    id: detail

    required property AttentionViewModel view

    spacing: Theme.space3

    Label {
        Layout.fillWidth: true
        text: detail.view.reason === "" ? "" : Tr.text(detail.view.reason)
        strong: true
        font.pixelSize: Theme.heading
        Accessible.role: Accessible.Heading
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
}
