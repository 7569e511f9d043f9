pragma Singleton

import QtQuick

// Every size, colour and duration. Lengths are in millimetres of the real screen, because a
// finger is as wide on every screen; what the eye reads grows with its distance, what a finger
// hits does not. The first block is set when the application starts and may change while it runs.
QtObject {
    id: theme

    property real mm: 4 // pixels
    property real distance: 1 // from the eye, as a part of an arm's length at a counter
    property bool large: false
    property bool sharp: false // high contrast
    property int guard: 400 // ms in which a second tap is not meant
    property int slide: 200 // ms

    readonly property int guardKey: Math.min(guard, 150) // and on a key of a pad
    readonly property real reading: mm * distance * (large ? 1.4 : 1)
    readonly property Tones light: Tones {}
    readonly property Tones black: SharpTones {}
    readonly property Tones tones: sharp ? black : light

    readonly property color paper: tones.paper
    readonly property color surface: tones.surface
    readonly property color sunken: tones.sunken
    readonly property color pressed: tones.pressed
    readonly property color ink: tones.ink
    readonly property color inkSoft: tones.inkSoft
    readonly property color quiet: tones.quiet
    readonly property color line: tones.line
    readonly property color hairline: tones.hairline
    readonly property color accent: tones.accent
    readonly property color accentDeep: tones.accentDeep
    readonly property color accentSoft: tones.accentSoft
    readonly property color accentInk: tones.accentInk
    readonly property color warn: tones.warn
    readonly property color warnSoft: tones.warnSoft
    readonly property color leaf: tones.leaf
    readonly property color straw: tones.straw
    readonly property color clay: tones.clay
    readonly property color rose: tones.rose
    readonly property color veil: tones.veil
    readonly property color duty: tones.duty
    readonly property color dutyFace: tones.dutyFace
    readonly property color dutyInk: tones.dutyInk
    readonly property color dutyEdge: tones.dutyEdge
    readonly property color dutySoft: tones.dutySoft
    readonly property color practice: tones.practice
    readonly property color practiceInk: tones.practiceInk
    readonly property color practiceSoft: tones.practiceSoft

    // Type, by pixel: 5.5 mm of a 15.6" panel at 1366 are 22 px. No text is smaller than 22 px
    // and no price smaller than 28 px on any screen (MIIT's rules for the elderly: 18 dp).
    readonly property string font: "Noto Sans SC"
    readonly property int least: 22 // where a bar has no room, also of large words
    readonly property int small: Math.max(least, Math.round(5.6 * reading))
    readonly property int body: Math.max(24, Math.round(6.1 * reading))
    readonly property int lead: Math.max(28, Math.round(7.1 * reading))
    readonly property int heading: Math.max(30, Math.round(8.6 * reading))
    readonly property int display: Math.max(36, Math.round(10.6 * reading))
    readonly property int price: Math.max(28, Math.round(7.6 * reading))
    readonly property int total: Math.max(40, Math.round(12.6 * reading))
    readonly property int numeral: Math.max(56, Math.round(18 * reading))

    // What a finger hits.
    readonly property int touch: Math.ceil(15.1 * mm)
    readonly property int touchMain: Math.ceil(20.1 * mm)

    // Room between things; `gap` is the least between two targets.
    readonly property int gap: Math.ceil(2 * mm)
    readonly property int space1: Math.round(1 * mm)
    readonly property int space2: Math.ceil(2 * mm)
    readonly property int space3: Math.round(3 * mm)
    readonly property int space4: Math.round(4.2 * mm)
    readonly property int space5: Math.round(6 * mm)
    readonly property int space6: Math.round(10 * mm)

    readonly property int radius: Math.round(3 * mm)
    readonly property int radiusSmall: Math.round(1.6 * mm)
    readonly property int stroke: Math.max(sharp ? 2 : 1, Math.round((sharp ? 0.5 : 0.26) * mm))
    readonly property int strokeFocus: Math.max(3, Math.round(0.9 * mm))

    readonly property int iconSmall: Math.round(6 * mm)
    readonly property int icon: Math.round(8 * mm)
    readonly property int iconLarge: Math.round(12 * mm)
}
