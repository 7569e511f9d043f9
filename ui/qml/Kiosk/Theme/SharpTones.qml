import QtQuick

// For eyes that see little contrast: black on white, text at least 10:1, every edge in black.
Tones {
    paper: "#ffffff"
    sunken: "#ffffff"
    pressed: "#d9d9d9"
    ink: "#000000"
    inkSoft: "#000000"
    quiet: "#3a3a3a"
    line: "#000000"
    hairline: "#000000"
    accent: "#00381c"
    accentDeep: "#000000"
    accentSoft: "#e3f5e8"
    warn: "#5c1f00"
    warnSoft: "#fff1e0"
    leaf: "#ffffff"
    straw: "#ffffff"
    clay: "#ffffff"
    rose: "#ffffff"
    veil: "#e6000000"
    duty: "#1c0f33"
    dutyFace: "#1c0f33"
    dutyEdge: "#ffffff"
    practice: "#00253d"
}
