pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// Every control in each of its states, and the colours; for whoever builds the screens. Nothing
// here does anything.
PageFrame {
    id: page

    required property GalleryViewModel view
    readonly property var states_: ["normal", "pressed", "disabled", "focused", "working"]
    readonly property int cell: Math.floor((width - 2 * margin - 4 * Theme.gap) / 5)

    title: Tr.text("gallery.title")

    Flickable {
        anchors.fill: parent
        clip: true
        contentHeight: sheet.implicitHeight
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: sheet

            width: parent.width
            spacing: Theme.gap

            States {
                control: Component {
                    Label {
                        property string shown

                        text: Tr.text("gallery." + shown)
                        strong: true
                        horizontalAlignment: Text.AlignHCenter
                    }
                }
            }

            States {
                control: Component {
                    BigButton {
                        property string shown

                        primary: true
                        word: "app.ok"
                        glyph: "check"
                    }
                }
            }

            States {
                control: Component {
                    BigButton {
                        property string shown

                        word: "app.ok"
                        glyph: "check"
                    }
                }
            }

            States {
                tall: Theme.touchMain
                control: Component {
                    KeyButton {
                        property string shown

                        text: "8"
                    }
                }
            }

            States {
                tall: Theme.touchMain
                control: Component {
                    TopButton {
                        property string shown

                        word: "app.home"
                        glyph: "home"
                    }
                }
            }

            States {
                tall: 2 * Theme.touchMain + 2 * Theme.space5
                control: Component {
                    ChoiceTile {
                        property string shown

                        word: "home.buy"
                        picture: page.view.picture("home_buy")
                    }
                }
            }

            HonestyRow {
                width: parent.width
                reached: 2
            }

            Flow {
                width: parent.width
                spacing: Theme.gap

                Repeater {
                    model: [Theme.paper, Theme.surface, Theme.sunken, Theme.accentSoft, Theme.warnSoft, Theme.leaf, Theme.straw, Theme.clay, Theme.rose]

                    Panel {
                        id: ground

                        required property color modelData

                        width: Theme.touch * 2
                        height: words.implicitHeight + 2 * Theme.space2
                        color: modelData

                        Column {
                            id: words

                            anchors.centerIn: parent

                            Repeater {
                                model: [Theme.ink, Theme.inkSoft, Theme.quiet, Theme.accent, Theme.warn]

                                Label {
                                    required property color modelData

                                    text: Tr.text("gallery.sample")
                                    color: modelData
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    component States: Row {
        id: line

        required property Component control
        property int tall: 0

        spacing: Theme.gap

        Repeater {
            model: page.states_

            Loader {
                id: place

                required property string modelData

                width: page.cell
                height: line.tall > 0 ? line.tall : implicitHeight
                sourceComponent: line.control
                onLoaded: {
                    (item as Item).shown = modelData;
                    const button = item as TapButton;
                    if (button === null)
                        return;
                    button.down = modelData === "pressed" ? true : undefined;
                    button.enabled = modelData !== "disabled";
                    button.about = button.enabled ? "" : Tr.text("gallery.disabled");
                    button.working = modelData === "working";
                }

                FocusRing {
                    target: place.modelData === "focused" ? place.item as TapButton : null
                    visible: target !== null
                }
            }
        }
    }
}
