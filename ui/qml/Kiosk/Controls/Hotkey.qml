import QtQuick
import Kiosk.Theme

// A key of the operator's keyboard that presses a button, while the button can be pressed.
Shortcut {
    id: hotkey

    required property TapButton button
    required property string key

    enabled: Operator.isOn && key !== "" && button.visible && button.enabled
    sequences: key === "" ? [] : [key]
    onActivated: hotkey.button.click()
}
