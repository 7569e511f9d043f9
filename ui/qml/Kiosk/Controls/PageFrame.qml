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
    property int margin: Theme.space5
    Accessible.role: Accessible.Pane
    Accessible.name: title

    property bool offersUndo: false // whether what was taken out of the basket can be put back here

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
        }
    }

    Rectangle {
        id: sole

        anchors {
            left: parent.left
            right: parent.right
            bottom: parent.bottom
        }
        visible: footer.children.length > 0
        height: visible ? Math.max(Theme.touchMain, Math.round(Theme.total * 1.5)) + 2 * Theme.space3 : 0
        color: Theme.surface

        Rectangle {
            width: parent.width
            height: Theme.stroke
            color: Theme.hairline
        }

        Item {
            id: footer

            anchors {
                fill: parent
                leftMargin: frame.margin
                rightMargin: frame.margin
                topMargin: Theme.space3
                bottomMargin: Theme.space3
            }
        }
    }
}
