pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// The read-back: what, how much, for whom, and one large button for each way of paying.
PageFrame {
    id: page

    required property CheckoutViewModel view
    readonly property bool wide: width > height

    task: "buy"
    step: 2
    start: tight ? cashButton : cashWay
    bare: !tight
    title: Tr.text("review.title")

    GridLayout {
        anchors.fill: parent
        columns: page.wide ? 2 : 1
        columnSpacing: Theme.space5
        rowSpacing: Theme.space4

        Panel {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3

            ListView {
                id: list

                objectName: "lines"
                Accessible.role: Accessible.List
                Accessible.name: page.title
                anchors.fill: parent
                anchors.margins: Theme.space4
                clip: true
                model: page.view.lines
                boundsBehavior: Flickable.StopAtBounds
                delegate: ReadBackLine {
                    width: list.width
                }
                footer: Label {
                    width: list.width
                    topPadding: Theme.space3
                    text: Tr.text("review.prices", {"version": page.view.catalogueVersion})
                    color: Theme.inkSoft
                    font.pixelSize: Theme.small
                }
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: page.wide
            Layout.preferredWidth: 2
            spacing: Theme.space4

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.gap

                BuyerCard {
                    Layout.fillWidth: true
                    picture: page.view.buyerPicture
                    name: page.view.buyerName
                    detail: page.view.buyerDetail
                }

                BigButton {
                    objectName: "otherBuyer"
                    visible: !page.tight
                    plain: true
                    word: "review.other_buyer"
                    glyph: "users"
                    onTapped: page.navigation.go("who", {"anew": true})
                }
            }

            Panel {
                Layout.fillWidth: true
                implicitHeight: sum.implicitHeight + 2 * Theme.space3

                Column {
                    id: sum

                    anchors.centerIn: parent
                    width: parent.width - 2 * Theme.space4

                    Label {
                        width: parent.width
                        text: Tr.text("review.total") + "  " + Tr.text("review.count", {"count": page.view.kinds})
                        color: Theme.inkSoft
                        horizontalAlignment: Text.AlignHCenter
                    }

                    Label {
                        objectName: "total"
                        width: parent.width
                        text: Privacy.cover(page.view.total)
                        strong: true
                        horizontalAlignment: Text.AlignHCenter
                        wrapMode: Text.NoWrap
                        fontSizeMode: Text.HorizontalFit
                        minimumPixelSize: Theme.heading
                        font.pixelSize: Theme.large || page.tight ? Theme.total : Theme.numeral
                    }
                }
            }

            Label {
                Layout.fillWidth: true
                visible: !page.wide || !Theme.large && page.height > 120 * Theme.mm
                text: Tr.text("review.pay_how")
                horizontalAlignment: Text.AlignHCenter
            }

            RowLayout {
                visible: !page.tight
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredHeight: page.wide ? -1 : 60 * Theme.mm
                spacing: Theme.space4
                uniformCellSizes: true

                Way {
                    id: cashWay

                    objectName: "payCash"
                    word: "review.cash"
                    key: "1"
                    picture: page.view.picture("tender_cash")
                    onTapped: page.view.payCash()
                }

                Way {
                    objectName: "payOnPickup"
                    word: "review.on_pickup"
                    key: "2"
                    picture: page.view.picture("tender_pickup")
                    onTapped: page.view.payOnPickup()
                }
            }
        }
    }

    foot: RowLayout {
        anchors.fill: parent
        spacing: Theme.space4

        BigButton {
            objectName: "otherBuyer"
            Layout.fillHeight: true
            plain: true
            word: "review.other_buyer"
            glyph: "users"
            onTapped: page.navigation.go("who", {"anew": true})
        }

        BigButton {
            id: cashButton

            objectName: "payCash"
            Layout.fillWidth: true
            Layout.fillHeight: true
            enabled: page.view.canPay
            primary: true
            word: "review.cash"
            glyph: "cash"
            key: "1"
            onTapped: page.view.payCash()
        }

        BigButton {
            objectName: "payOnPickup"
            Layout.fillWidth: true
            Layout.fillHeight: true
            enabled: page.view.canPay
            primary: true
            word: "review.on_pickup"
            glyph: "package-out"
            key: "2"
            onTapped: page.view.payOnPickup()
        }
    }

    component Way: ChoiceTile {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.touchMain
        enabled: page.view.canPay
        about: enabled ? Privacy.cover(page.view.total) : Tr.text("pay.saving")
        primary: true
        size: Theme.lead
        pictureSide: Math.round(Math.max(0, Math.min(width * 0.55, height - 1.8 * Theme.lead - 3 * Theme.space3)))
    }
}
