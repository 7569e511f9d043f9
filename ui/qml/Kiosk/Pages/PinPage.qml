pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// The operator's door: six digits as dots; the sixth opens it.
PageFrame {
    id: page

    required property PinViewModel view

    title: Tr.text(view.isChoosing ? "pin.title_new" : "pin.title")

    GridLayout {
        anchors.fill: parent
        columns: page.width > page.height ? 2 : 1
        columnSpacing: Theme.space5
        rowSpacing: Theme.space4
        uniformCellWidths: true
        uniformCellHeights: true

        Panel {
            Layout.fillWidth: true
            Layout.fillHeight: true
            color: page.view.isLocked ? Theme.warnSoft : Theme.surface

            PinAnswer {
                anchors.fill: parent
                anchors.margins: Theme.space4
                view: page.view
            }
        }

        NumberPad {
            Layout.fillWidth: true
            Layout.fillHeight: true
            enabled: page.view.canType
            onTyped: digit => page.view.typeDigit(digit)
            onErased: page.view.eraseDigit()
            onCleared: page.view.clearDigits()
        }
    }
}
