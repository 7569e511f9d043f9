import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Cash for an order: the order is written down when the money lies in the till, not before.
PageFrame {
    id: page

    required property CheckoutViewModel view

    task: "buy"
    step: 3
    title: Tr.text("pay.title")

    CashPanel {
        anchors.fill: parent
        cash: page.view.cash
    }

    foot: CashFoot {
        cash: page.view.cash
        ready: page.view.canPay
        busy: page.view.isBusy
        word: cash.isUntouched ? "pay.got_exact" : "pay.confirm"
        onConfirmed: page.view.confirmCash()
    }
}
