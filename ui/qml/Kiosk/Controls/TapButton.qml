import QtQuick
import QtQuick.Templates as T
import Kiosk.Theme

// The root of everything that takes a tap: acts on release, a second tap within the guard is not
// meant, Space and Enter work too. `word` is the key of its text; tests find it by that key.
T.AbstractButton {
    id: button

    property string word
    property string about // what a screen reader tells beside the name: a price, a state, why not now
    readonly property bool tellsWhole: true // its texts are told by its name
    readonly property bool guardedTap: true // what only this family has
    property bool working: false // at it: a clock in place of its pictogram, and taps wait
    property color face: Theme.surface
    property color facePressed: Theme.pressed
    property color edge: Theme.line
    property int radius: Theme.radius
    property int guard: Theme.guard

    signal tapped

    text: word === "" ? "" : Tr.text(word)
    focusPolicy: Qt.TabFocus
    Accessible.name: Privacy.told(text)
    Accessible.description: Privacy.told(about)
    Accessible.role: Accessible.Button

    onClicked: {
        if (!button.working && Taps.accepts(button, button.guard)) {
            Taps.told(button.word);
            button.tapped();
        }
    }
    Keys.onReturnPressed: button.click()
    Keys.onEnterPressed: button.click()

    background: Rectangle {
        radius: button.radius
        color: button.down ? button.facePressed : button.face
        border.color: button.visualFocus ? Theme.accent : button.edge
        border.width: button.visualFocus ? Theme.strokeFocus : Theme.stroke
    }
}
