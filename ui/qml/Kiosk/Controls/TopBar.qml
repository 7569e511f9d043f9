import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Models

// The same on every page, in the same places: home and back on the left, then where one is; on
// the right the network, the language, the voice and help.
Rectangle {
    id: bar

    required property Navigation navigation
    required property ChromeViewModel chrome
    property string title
    property string task
    property int step
    readonly property bool tight: width < 270 * Theme.reading

    readonly property int word: tight ? Theme.least : Theme.small

    implicitHeight: Math.max(Theme.touch, Theme.icon + Math.round(word * 1.5), Math.round(word * 2.9)) + 2 * Theme.space2
    color: Theme.surface
    Accessible.role: Accessible.ToolBar
    Accessible.name: Tr.text("app.title")

    RowLayout {
        anchors {
            fill: parent
            leftMargin: Theme.space3
            rightMargin: Theme.space3
            topMargin: Theme.space1
            bottomMargin: Theme.space1
        }
        spacing: Theme.gap

        TopButton {
            objectName: "home"
            Layout.fillHeight: true
            tight: bar.tight
            word: "app.home"
            glyph: "home"
            onTapped: bar.navigation.home()
        }

        TopButton {
            objectName: "back"
            Layout.fillHeight: true
            tight: bar.tight
            word: "app.back"
            glyph: "arrow-left"
            enabled: bar.navigation.canGoBack
            about: enabled ? "" : Tr.text("app.at_home")
            onTapped: bar.navigation.back()
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.leftMargin: bar.tight ? Theme.space1 : Theme.space3
            spacing: 0

            Label {
                Layout.fillWidth: true
                Layout.fillHeight: true
                text: bar.title
                Accessible.role: Accessible.Heading
                strong: true
                lineHeight: 0.85
                maximumLineCount: steps.visible ? 1 : 2
                fontSizeMode: Text.Fit
                minimumPixelSize: Theme.least
                verticalAlignment: Text.AlignVCenter
                font.pixelSize: Theme.heading
            }

            StepRow {
                id: steps

                objectName: "steps"
                Layout.fillWidth: true
                task: bar.task
                step: bar.step
            }
        }

        TopButton {
            objectName: "network"
            Layout.fillHeight: true
            tight: bar.tight
            text: bar.chrome.networkText
            glyph: bar.chrome.networkIcon
            onTapped: bar.chrome.tellNetwork()
        }

        TopButton {
            objectName: "language"
            Layout.fillHeight: true
            tight: bar.tight
            word: "app.language"
            glyph: "language"
            onTapped: bar.chrome.switchLanguage()
        }

        TopButton {
            objectName: "repeat"
            Layout.fillHeight: true
            tight: bar.tight
            word: "voice.repeat"
            glyph: "repeat"
            onTapped: bar.chrome.repeatVoice()
        }

        TopButton {
            objectName: "volume"
            Layout.fillHeight: true
            tight: bar.tight
            word: bar.chrome.volumeWord
            glyph: bar.chrome.volume === 0 ? "voice-off" : "voice"
            onTapped: bar.chrome.turnVolume()
        }

        TopButton {
            objectName: "privacy"
            Layout.fillHeight: true
            tight: bar.tight
            word: Privacy.on ? "app.uncover" : "app.cover"
            glyph: Privacy.on ? "eye-off" : "eye"
            about: Tr.text(Privacy.on ? "app.uncover_why" : "app.cover_why")
            Accessible.checkable: true
            Accessible.checked: Privacy.on
            face: Privacy.on ? Theme.warnSoft : Theme.surface
            onTapped: Privacy.on = !Privacy.on
        }

        TopButton {
            objectName: "help"
            Layout.fillHeight: true
            tight: bar.tight
            word: "help.call"
            glyph: "help"
            onTapped: bar.chrome.callHelp()
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.stroke
        color: Theme.hairline
    }
}
