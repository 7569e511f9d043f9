import QtQuick
import QtQuick.Templates as T
import Kiosk.Theme

// Where the keys are. A dark line with a light one within is seen on every colour; it lies in the
// control itself, so no list cuts it off and it moves along.
Rectangle {
    id: ring

    required property Item target
    readonly property T.AbstractButton button: target as T.AbstractButton
    readonly property T.TextField field: target as T.TextField

    objectName: "focusRing"
    parent: target
    anchors.fill: parent
    z: 1
    visible: button?.visualFocus ?? field?.activeFocus ?? false
    color: "transparent"
    radius: Theme.radius
    border.color: Theme.ink
    border.width: Theme.strokeFocus

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.strokeFocus
        color: "transparent"
        radius: Math.max(0, Theme.radius - Theme.strokeFocus)
        border.color: Theme.surface
        border.width: Theme.strokeFocus
    }
}
