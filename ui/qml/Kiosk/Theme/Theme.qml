pragma Singleton

import QtQuick

// Every size, colour and duration. Lengths are in millimetres of the real screen, because a
// finger is as wide on every screen; the first four are set when the application starts.
QtObject {
    property real mm: 4
    property bool large: false
    property int guard: 400 // ms in which a second tap is not meant
    readonly property int guardKey: Math.min(guard, 150) // and on a key of a pad
    property int slide: 200 // ms

    readonly property real reading: mm * (large ? 1.4 : 1)

    // Colours: text 7:1 on paper and surface, icons and borders 3:1.
    readonly property color paper: "#faf6ee"
    readonly property color surface: "#ffffff"
    readonly property color sunken: "#f1eade"
    readonly property color ink: "#2a2320"
    readonly property color inkSoft: "#564b43"
    readonly property color line: "#8d8274"
    readonly property color hairline: "#e2d9ca"
    readonly property color accent: "#17603f"
    readonly property color accentDeep: "#0f4a30"
    readonly property color accentSoft: "#e1efe4"
    readonly property color accentInk: "#ffffff"
    readonly property color warn: "#8a3b0c"
    readonly property color warnSoft: "#fdeedd"
    readonly property color quiet: "#5b5148"
    readonly property color pressed: "#ece3d4"
    readonly property color leaf: "#e6f0df"
    readonly property color straw: "#fbeecb"
    readonly property color clay: "#f6e5d3"
    readonly property color rose: "#f8e1de"
    readonly property color veil: "#cc2a2320"

    // Type, by pixel: 5.5 mm of a 15.6" panel at 1366 are 22 px.
    readonly property string font: "Noto Sans SC"
    readonly property int small: Math.round(5.6 * reading)
    readonly property int body: Math.round(6.1 * reading)
    readonly property int lead: Math.round(7.1 * reading)
    readonly property int heading: Math.round(8.6 * reading)
    readonly property int display: Math.round(10.6 * reading)
    readonly property int price: Math.round(7.6 * reading)
    readonly property int total: Math.round(12.6 * reading)
    readonly property int numeral: Math.round(18 * reading)

    // What a finger hits.
    readonly property int touch: Math.round(15.2 * mm)
    readonly property int touchMain: Math.round(20.2 * mm)

    // Room between things; `gap` is the least between two targets.
    readonly property int gap: Math.round(2.1 * mm)
    readonly property int space1: Math.round(1 * mm)
    readonly property int space2: Math.round(2.1 * mm)
    readonly property int space3: Math.round(3 * mm)
    readonly property int space4: Math.round(4.2 * mm)
    readonly property int space5: Math.round(6 * mm)
    readonly property int space6: Math.round(10 * mm)

    readonly property int radius: Math.round(3 * mm)
    readonly property int radiusSmall: Math.round(1.6 * mm)
    readonly property int stroke: Math.max(1, Math.round(0.26 * mm))
    readonly property int strokeFocus: Math.max(3, Math.round(0.9 * mm))

    readonly property int iconSmall: Math.round(6 * mm)
    readonly property int icon: Math.round(8 * mm)
    readonly property int iconLarge: Math.round(12 * mm)

}
