/* The floor of the screen benchmarks: bare ncurses paints one line, then shows what is typed in it
 * and moves a mark at Tab, until Ctrl-Q. */
#include <curses.h>
#include <locale.h>

enum { CTRL_Q = 'q' & 0x1f };

int main(void)
{
    setlocale(LC_ALL, "");
    initscr();
    raw();
    noecho();
    keypad(stdscr, TRUE);
    mvaddstr(1, 1, "Title ");
    refresh();
    int column = 7;
    int row = 1;
    for (int key = getch(); key != CTRL_Q && key != ERR; key = getch()) {
        if (key == '\t')
            mvaddch(row = row % (LINES - 1) + 1, 0, '>');
        else if (key >= ' ' && key < 127 && column < COLS - 1)
            mvaddch(1, column++, (chtype)key);
        refresh();
    }
    endwin();
    return 0;
}
