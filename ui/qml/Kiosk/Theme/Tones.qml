import QtQuick

// The colours by what they are for: text 7:1 on every ground that may bear it, icons, borders and
// focus 3:1. These are the light ones; another look names only what differs.
QtObject {
    property color paper: "#faf6ee"
    property color surface: "#ffffff"
    property color sunken: "#f1eade"
    property color pressed: "#ece3d4"
    property color ink: "#2a2320"
    property color inkSoft: "#51463e"
    property color quiet: "#51473e"
    property color line: "#857a6d"
    property color hairline: "#e2d9ca"
    property color accent: "#135236"
    property color accentDeep: "#0c3f28"
    property color accentSoft: "#e1efe4"
    property color accentInk: "#ffffff"
    property color warn: "#742f08"
    property color warnSoft: "#fdeedd"
    property color leaf: "#e6f0df"
    property color straw: "#fbeecb"
    property color clay: "#f6e5d3"
    property color rose: "#f8e1de"
    property color veil: "#cc2a2320"
    property color duty: "#3a2a55" // operator mode
    property color dutyFace: "#4b3968"
    property color dutyInk: "#ffffff"
    property color dutyEdge: "#b3a2cf"
    property color dutySoft: "#ece6f6"
    property color practice: "#0b4a70" // nothing here is real
    property color practiceInk: "#ffffff"
    property color practiceSoft: "#e0eef7"
}
