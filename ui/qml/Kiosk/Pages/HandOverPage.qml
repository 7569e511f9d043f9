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
    readonly property bool late: view.isExpired && order.isReady

    task: "collect"
    step: 1
    title: Tr.text(order.isReady ? "collect.confirm_title" : "collect.not_ready")

    ColumnLayout {
        anchors.fill: parent
        spacing: page.tight ? Theme.space2 : Theme.space4

        Panel {
            Layout.fillWidth: true
            implicitHeight: head.implicitHeight + 2 * (page.tight ? Theme.space1 : Theme.space3)

            RowLayout {
                id: head

                anchors.fill: parent
                anchors.margins: page.tight ? Theme.space1 : Theme.space3
                anchors.leftMargin: Theme.space4
                spacing: Theme.space5

                BuyerCard {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    picture: page.order.buyerPicture
                    name: page.order.buyerName
                    detail: page.late ? Tr.text("collect.expired_ask") : page.order.buyerDetail === "" ? page.order.number : page.order.buyerDetail
                    secretDetail: !page.late
                    tone: page.late ? Theme.warn : Theme.inkSoft
                    side: Theme.touch
                    size: page.tight ? Theme.lead : Theme.heading
                }

                Goods {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    visible: page.counting
                    flat: true
                    lines: page.order.lines
                }

                ShelfSign {
                    picture: page.order.shelf
                    number: page.order.shelfNumber
                    place: page.order.place
                    side: page.counting ? Theme.touch : Theme.touchMain
                }
            }
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
            Layout.preferredHeight: 1
            visible: !page.counting
            flat: page.tight || Theme.large
            lines: page.order.lines
            side: page.tight ? Theme.touch : Math.round(Math.min(2 * Theme.touchMain, page.height * 0.2))
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
                    width: parent.width
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
