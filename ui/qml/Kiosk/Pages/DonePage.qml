import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// The slip on the screen: the same code as on paper, where and when to collect, what was paid,
// and how far the order got.
PageFrame {
    id: page

    required property SlipViewModel view
    readonly property OrderView order: view.order

    task: view.isFresh ? "buy" : ""
    step: 4
    start: goHome
    title: Tr.text(view.isFresh ? "done.title" : "done.order_title")

    GridLayout {
        anchors.fill: parent
        columns: page.width > page.height ? 2 : 1
        columnSpacing: Theme.space5
        rowSpacing: Theme.space4
        uniformCellHeights: true

        Panel {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: 2

            ColumnLayout {
                anchors.fill: parent
                anchors.margins: Theme.space3
                spacing: 0

                QrCode {
                    objectName: "qr"
                    visible: !Privacy.on
                    Accessible.role: Accessible.Graphic
                    Accessible.name: Tr.text("done.code")
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    digits: page.view.digits
                }

                Label {
                    objectName: "shortCode"
                    Layout.fillWidth: true
                    text: Privacy.cover(page.order.code)
                    strong: true
                    horizontalAlignment: Text.AlignHCenter
                    wrapMode: Text.NoWrap
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.heading
                    font.pixelSize: Theme.total
                }

                Label {
                    Layout.fillWidth: true
                    text: Tr.text("done.code") + "  ·  " + Privacy.cover(page.order.number)
                    color: Theme.inkSoft
                    horizontalAlignment: Text.AlignHCenter
                    font.pixelSize: Theme.small
                }
            }
        }

        Flickable {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            contentHeight: facts.implicitHeight

            ColumnLayout {
                id: facts

                width: parent.width
                spacing: Theme.space4

                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.space5

                    BuyerCard {
                        Layout.fillWidth: true
                        picture: page.order.buyerPicture
                        name: page.order.buyerName
                        detail: page.order.buyerDetail
                    }

                    GridLayout {
                        columns: 2
                        rowSpacing: 0
                        columnSpacing: Theme.space3

                        Label {
                            Layout.maximumWidth: 28 * Theme.reading
                            horizontalAlignment: Text.AlignRight
                            text: Tr.text(page.order.isDue ? "done.due" : "done.paid")
                            color: Theme.inkSoft
                        }

                        Price {
                            Layout.alignment: Qt.AlignRight
                            amount: page.order.isDue ? page.order.due : page.order.paid
                            size: Theme.heading
                        }

                        Label {
                            visible: change.visible
                            text: Tr.text("done.change")
                            color: Theme.accent
                        }

                        Price {
                            id: change

                            Layout.alignment: Qt.AlignRight
                            visible: page.view.isFresh && page.order.change !== ""
                            amount: page.order.change
                            size: Theme.heading
                            tone: Theme.accent
                        }
                    }
                }

                Goods {
                    Layout.fillWidth: true
                    lines: page.order.lines
                    flat: Theme.large
                    side: Theme.large ? Theme.touch : Theme.touchMain
                }

                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.space4

                    ShelfSign {
                        picture: page.order.shelf
                        number: page.order.shelfNumber
                        place: page.order.place
                        side: Theme.touch
                    }

                    IconLabel {
                        icon: page.order.until === "" ? "parcel" : "calendar"
                        text: page.order.until !== "" ? Tr.text("done.until", {"date": page.order.until}) : page.view.isFresh ? Tr.text("done.when") : page.order.state
                        size: Theme.lead
                    }
                }

                Panel {
                    Layout.fillWidth: true
                    implicitHeight: told.implicitHeight + 2 * Theme.space4

                    Column {
                        id: told

                        anchors.centerIn: parent
                        width: parent.width - 2 * Theme.space4
                        spacing: Theme.space3

                        HonestyRow {
                            objectName: "honesty"
                            width: parent.width
                            reached: page.order.honesty
                            side: Theme.large ? Theme.icon : Theme.iconLarge
                        }

                        Label {
                            objectName: "promise"
                            width: parent.width
                            text: Tr.text(page.order.promise)
                            font.pixelSize: Theme.lead
                        }
                    }
                }
            }
        }
    }

    foot: RowLayout {
        anchors.fill: parent
        spacing: Theme.space4

        IconLabel {
            objectName: "paper"
            visible: page.view.paperText !== ""
            icon: page.view.paperFailed ? "printer-off" : "printer"
            tint: page.view.paperFailed || page.view.paperUnsure ? Theme.warn : Theme.inkSoft
            text: page.view.paperText
        }

        Item {
            Layout.fillWidth: true
        }

        BigButton {
            objectName: "cameOut"
            Layout.fillHeight: true
            visible: page.view.paperUnsure
            word: "done.came_out"
            glyph: "check"
            onTapped: page.view.answerPaper(true)
        }

        BigButton {
            objectName: "printAgain"
            Layout.fillHeight: true
            enabled: !page.view.isPrinting && page.order.number !== ""
            about: enabled ? page.view.paperText : Tr.text("done.printing")
            word: page.view.paperUnsure ? "done.no_paper" : "done.print_again"
            glyph: "printer"
            onTapped: page.view.printAgain()
        }

        BigButton {
            id: goHome

            objectName: "goHome"
            Layout.fillHeight: true
            primary: true
            word: "done.home"
            glyph: "home"
            onTapped: page.navigation.home()
        }
    }
}
