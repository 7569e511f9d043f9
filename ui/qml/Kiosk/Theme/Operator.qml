pragma Singleton

import QtQml
import Kiosk.Models

// Whether an operator works at the screen: pages are denser then, show keys and take letters.
QtObject {
    property OperatorMode mode
    readonly property bool isOn: mode !== null && mode.isOn
}
