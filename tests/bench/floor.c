/* The least that a terminal program can do: paint one line, wait for a key. */
#include <curses.h>
#include <locale.h>

int main(void)
{
    setlocale(LC_ALL, "");
    initscr();
    raw();
    noecho();
    mvaddstr(1, 1, "Filter");
    refresh();
    (void)getch();
    endwin();
    return 0;
}
