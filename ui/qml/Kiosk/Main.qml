import QtQuick
import QtQuick.Templates as T
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Models

// The window: the bar above, the pages that slide below it, and what may lie over them.
Window {
    id: root

    required property Navigation navigation
    required property ChromeViewModel chrome
    required property BasketViewModel basket
    required property Notices notices
    required property IdleWatch idle
    required property OperatorMode operator
    required property Training training

    readonly property PageFrame page: stack.currentItem as PageFrame

    title: Tr.text("app.title")
    color: Theme.paper

    Connections {
        target: root.navigation

        function onOpened(url: string, properties: var, forward: bool): void {
            Taps.pageChanged();
            const way = forward ? T.StackView.PushTransition : T.StackView.PopTransition;
            if (stack.depth === 0)
                stack.push(url, properties, T.StackView.Immediate);
            else
                stack.replace(null, url, properties, way);
            stack.currentItem.forceActiveFocus();
            Reader.announce(bar, bar.title, false);
        }
    }

    TopBar {
        id: bar

        width: parent.width
        navigation: root.navigation
        chrome: root.chrome
        title: root.page?.title ?? ""
        task: root.page?.task ?? ""
        step: root.page?.step ?? 0
    }

    T.StackView {
        id: stack

        objectName: "stack"
        Accessible.ignored: true
        anchors {
            left: parent.left
            right: parent.right
            top: practice.bottom
            bottom: parent.bottom
        }

        pushEnter: Slide {
            start: stack.width
            end: 0
        }
        pushExit: Slide {
            start: 0
            end: -stack.width / 4
        }
        popEnter: Slide {
            start: -stack.width / 4
            end: 0
        }
        popExit: Slide {
            start: 0
            end: stack.width
        }
        replaceEnter: pushEnter
        replaceExit: pushExit
    }

    OperatorBar {
        id: band

        anchors.top: bar.bottom
        width: parent.width
        navigation: root.navigation
        mode: root.operator
    }

    PracticeBand {
        id: practice

        anchors.top: band.bottom
        width: parent.width
        training: root.training
    }

    // What is told for a while takes room from the page; where there is none it takes the foot's.
    Column {
        id: told

        anchors {
            horizontalCenter: parent.horizontalCenter
            bottom: parent.bottom
            bottomMargin: (root.page?.gives ? root.page.footHeight : 0) + Theme.space2
        }
        width: Math.min(parent.width - 2 * Theme.space5, 230 * Theme.mm)
        spacing: Theme.space3

        Banner {
            width: parent.width
            notices: root.notices
            navigation: root.navigation
        }

        UndoBar {
            width: parent.width
            basket: root.basket
            wanted: root.page?.offersUndo ?? false
        }
    }

    Binding {
        target: root.page
        property: "told"
        value: told.height
        when: root.page !== null
    }

    IdleWarning {
        anchors.fill: parent
        seconds: root.idle.secondsLeft
        onStayed: root.idle.touch()
    }

    PracticeFrame {
        anchors.fill: parent
        visible: root.training.practising
    }

    FocusRing {
        target: root.activeFocusItem
    }

    component Slide: Transition {
        id: slide

        property real start
        property real end

        NumberAnimation {
            property: "x"
            from: slide.start
            to: slide.end
            duration: Theme.slide
            easing.type: Easing.OutCubic
        }
    }
}
