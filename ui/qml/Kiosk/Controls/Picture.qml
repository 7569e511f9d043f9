import QtQuick
import Kiosk.Theme

// A picture of goods, loaded beside the screen at the size it is shown; goods without one show
// the first character of their name.
Item {
    id: picture

    required property string source
    property string name
    property int side: Theme.touchMain
    property int resolution: side // what is loaded; larger where the picture grows and shrinks

    implicitWidth: side
    implicitHeight: side
    Accessible.role: Accessible.Graphic
    Accessible.name: name
    Accessible.ignored: name === "" || Reader.isPart(picture)

    Image {
        anchors.fill: parent
        asynchronous: true
        fillMode: Image.PreserveAspectFit
        sourceSize: Qt.size(picture.resolution, picture.resolution)
        smooth: picture.resolution !== picture.side
        source: picture.source
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: picture.side / 10
        visible: picture.source === "" && picture.name !== ""
        radius: width / 2
        color: Theme.sunken

        Label {
            anchors.centerIn: parent
            text: picture.name.charAt(0)
            color: Theme.inkSoft
            font.pixelSize: Math.round(picture.side * 0.42)
        }
    }
}
