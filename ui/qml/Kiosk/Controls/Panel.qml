import QtQuick
import Kiosk.Theme

// A quiet white sheet that holds what belongs together.
Rectangle {
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.hairline
    border.width: Theme.stroke
}
