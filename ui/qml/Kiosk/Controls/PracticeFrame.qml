import QtQuick
import Kiosk.Theme

// A frame around everything while practising: whatever part of the screen one sees says so.
Item {
    Repeater {
        model: [[true, false], [true, true], [false, false], [false, true]]

        Rectangle {
            required property var modelData
            readonly property bool upright: modelData[0]
            readonly property bool far: modelData[1]

            x: upright && far ? parent.width - width : 0
            y: !upright && far ? parent.height - height : 0
            width: upright ? Theme.space1 : parent.width
            height: upright ? parent.height : Theme.space1
            color: Theme.practice
        }
    }
}
