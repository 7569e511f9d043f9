import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// The operator compares, fetches from the shelf, takes what is due, and gives.
PageFrame {
    id: page

    required property HandOverViewModel view
    readonly property OrderView order: view.order
    readonly property bool counting: order.isReady && order.isDue

    title: Tr.text(order.isReady ? "collect.confirm_title" : "collect.not_ready")

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.space4

        Panel {
            Layout.fillWidth: true
            implicitHeight: head.implicitHeight + 2 * Theme.space3

            RowLayout {
                id: head

                anchors.fill: parent
                anchors.margins: Theme.space3
                anchors.leftMargin: Theme.space4
                spacing: Theme.space5

                BuyerCard {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    picture: page.order.buyerPicture
                    name: page.order.buyerName
                    detail: page.order.buyerDetail === "" ? page.order.number : page.order.buyerDetail
                    side: Theme.touchMain
                    size: Theme.display
                }

                Goods {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    visible: page.counting
                    lines: page.order.lines
                }

                ShelfSign {
                    picture: page.order.shelf
                    number: page.order.shelfNumber
                    side: Theme.touchMain
                }
            }
        }

        IconLabel {
            Layout.alignment: Qt.AlignHCenter
            visible: page.view.isExpired && page.order.isReady
            icon: "calendar"
            tint: Theme.warn
            text: Tr.text("collect.expired_ask")
            size: Theme.lead
        }

        CashPanel {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: page.counting
            cash: page.view.cash
        }

        Goods {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.topMargin: Theme.space4
            visible: !page.counting
            lines: page.order.lines
            side: 2 * Theme.touchMain
        }

        Panel {
            Layout.fillWidth: true
            visible: !page.counting
            implicitHeight: told.implicitHeight + 2 * Theme.space4

            Column {
                id: told

                anchors.centerIn: parent
                width: parent.width - 2 * Theme.space4
                spacing: Theme.space3

                IconLabel {
                    objectName: "state"
                    icon: page.order.isReady ? "circle-check" : "truck"
                    tint: page.order.isReady ? Theme.accent : Theme.warn
                    text: page.order.isReady ? Tr.text("collect.nothing_due") : page.order.state
                    size: Theme.heading
                    strong: true
                }

                HonestyRow {
                    visible: !page.order.isReady
                    reached: page.order.honesty
                }
            }
        }
    }

    foot: [
        CashFoot {
            visible: page.order.isReady
            cash: page.view.cash
            countsMoney: page.counting
            ready: page.view.canHandOver
            word: page.counting && cash.isUntouched ? "collect.exact_and_give" : "collect.hand_over"
            onConfirmed: page.view.handOver()
        },
        HomeFoot {
            visible: !page.order.isReady
            navigation: page.navigation
        }
    ]
}
