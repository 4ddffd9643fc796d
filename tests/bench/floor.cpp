// SPDX-License-Identifier: GPL-3.0-or-later
// The floor: the least that a Qt Widgets program with a window and a line of text can cost.
#include <QApplication>
#include <QLabel>
#include <QMainWindow>

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QMainWindow window;
    window.setWindowTitle(QStringLiteral("Floor"));
    window.setCentralWidget(new QLabel(QStringLiteral("One line of text, so that there is paint")));
    window.resize(1000, 700);
    window.show();
    return QApplication::exec();
}
