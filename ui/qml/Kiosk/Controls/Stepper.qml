import QtQuick
import Kiosk.Theme

// Less, the amount in words, more.
Item {
    id: stepper

    required property string subject // what there is more or less of
    required property string amount
    readonly property bool tellsWhole: true
    property bool canGrow: true
    property int side: Theme.touch
    property int size: Theme.lead

    signal less
    signal more

    implicitWidth: 2 * side + Math.max(Theme.touch * 1.6, label.implicitWidth + Theme.space4)
    implicitHeight: side
    Accessible.role: Accessible.SpinBox
    Accessible.name: subject
    Accessible.description: amount
    Accessible.focusable: false
    Accessible.onIncreaseAction: if (canGrow) more()
    Accessible.onDecreaseAction: less()

    KeyButton {
        objectName: "less"
        anchors.left: parent.left
        width: stepper.side
        height: stepper.side
        radius: Theme.radius
        glyph: "minus"
        size: stepper.size
        Accessible.name: Tr.text("app.less")
        about: stepper.subject
        onTapped: stepper.less()
    }

    Label {
        id: label

        anchors.centerIn: parent
        text: stepper.amount
        strong: true
        wrapMode: Text.NoWrap
        font.pixelSize: stepper.size
    }

    KeyButton {
        objectName: "more"
        anchors.right: parent.right
        width: stepper.side
        height: stepper.side
        radius: Theme.radius
        glyph: "plus"
        size: stepper.size
        enabled: stepper.canGrow
        Accessible.name: Tr.text("app.more")
        about: stepper.subject
        onTapped: stepper.more()
    }
}
