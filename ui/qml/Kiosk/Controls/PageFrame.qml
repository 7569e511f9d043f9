import QtQuick
import Kiosk.Theme
import Kiosk.Models

// What every page is: a title for the bar above, a body on the one grid, and a foot that holds
// the way on (left what stands, right the next step).
FocusScope {
    id: frame

    required property Navigation navigation
    required property BasketViewModel basket
    property string title
    default property alias content: body.data
    property alias foot: footer.data
    property string task: "" // what a person is about, and at which step of it: see StepRow
    property int step: 0
    property QtObject start: null // where the keys begin; the first control, if none is named
    property int margin: tight && Operator.isOn ? Theme.space2 : dense ? Theme.space3 : Theme.space5
    readonly property int footMargin: tight ? Theme.space2 : Theme.space3
    Accessible.role: Accessible.Pane
    Accessible.name: title

    property bool offersUndo: false // whether what was taken out of the basket can be put back here

    // A panel that stands on a table leaves a page little height: things go beside each other.
    readonly property bool tight: height < 130 * Theme.mm && width > height
    property bool bare: false // the foot gives its room to what is being written
    readonly property bool dense: tight || Operator.isOn
    readonly property int footHeight: footer.children.length === 0 || bare ? 0 : 2 * footMargin + Math.max(Theme.touchMain, Math.round((tight ? Theme.heading : dense ? Theme.display : Theme.total) * 1.5))

    // Height that a notice or an undo needs for a while; a page that can spare it shrinks by it.
    property real told: 0
    property real least: 92 // mm of body without which nothing is spared
    readonly property bool gives: height - footHeight - 2 * margin - told - Theme.space2 >= least * Theme.mm

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }

    Item {
        id: body

        anchors {
            left: parent.left
            right: parent.right
            top: parent.top
            bottom: sole.top
            margins: frame.margin
            bottomMargin: frame.margin + (frame.told > 0 && frame.gives ? frame.told : 0)
        }
    }

    Rectangle {
        id: sole

        anchors {
            left: parent.left
            right: parent.right
            bottom: parent.bottom
        }
        visible: frame.footHeight > 0
        height: frame.footHeight
        color: Theme.surface

        Rectangle {
            width: parent.width
            height: Theme.stroke
            color: Theme.hairline
        }

        Item {
            id: footer

            objectName: "foot"
            visible: !frame.bare && (frame.told === 0 || frame.gives)
            anchors {
                fill: parent
                leftMargin: frame.margin
                rightMargin: frame.margin
                topMargin: frame.footMargin
                bottomMargin: frame.footMargin
            }
        }
    }
}
