#include "../../../src/term/theme_internal.h"

#include "unit/unit.h"

/* Relative luminance of an indexed colour from 16 on, as WCAG 2 defines it; the first 16 are
 * whatever the user's palette says. */
static double luminance(int index)
{
    static const int steps[] = {0, 95, 135, 175, 215, 255};
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    int level[3] = {8 + 10 * (index - 232), 8 + 10 * (index - 232), 8 + 10 * (index - 232)};
    if (index < 232) {
        level[0] = steps[(index - 16) / 36];
        level[1] = steps[(index - 16) / 6 % 6];
        level[2] = steps[(index - 16) % 6];
    }
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double value = level[i] / 255.0;
        double base = (value + 0.055) / 1.055;
        /* base to the power of 2.4, without libm: the square times the fifth root squared. */
        double root = 1;
        for (int j = 0; j < 60; j++)
            root -= (root * root * root * root * root - base) / (5 * root * root * root * root);
        sum += weights[i] * (value <= 0.04045 ? value / 12.92 : base * base * root * root);
    }
    return sum;
}

static double contrast(int index, double background)
{
    double own = luminance(index);
    double lighter = own > background ? own : background;
    double darker = own > background ? background : own;
    return (lighter + 0.05) / (darker + 0.05);
}

static void has_colours_that_can_be_read(void **state)
{
    (void)state;
    for (int i = 0; i < STYLE_COUNT; i++) {
        enum style style = (enum style)i;
        short any = theme_look(THEME_AUTOMATIC, 256, true, style).foreground;
        short light = theme_look(THEME_LIGHT, 256, true, style).foreground;
        short dark = theme_look(THEME_DARK, 256, true, style).foreground;
        assert_true(any == COLOUR_DEFAULT || any >= 16);
        /* Rules need less than text. */
        double enough = style == STYLE_FRAME ? 2.5 : 4.5;
        if (any != COLOUR_DEFAULT)
            assert_true(contrast(any, 1) >= 3.8 && contrast(any, 0) >= 3.8);
        if (light != COLOUR_DEFAULT)
            assert_true(contrast(light, 1) >= enough);
        if (dark != COLOUR_DEFAULT)
            assert_true(contrast(dark, 0) >= enough);
    }
}

static void keeps_the_background_of_the_terminal(void **state)
{
    (void)state;
    static const int colours[] = {0, 8, 16, 256};
    for (int theme = THEME_AUTOMATIC; theme <= THEME_MONOCHROME; theme++)
        for (int i = 0; i < 4; i++)
            for (int style = 0; style < STYLE_COUNT; style++)
                assert_int_equal(
                    theme_look((enum theme_kind)theme, colours[i], true, (enum style)style).background,
                    COLOUR_DEFAULT);
}

static void tells_focus_and_choice_without_colour(void **state)
{
    (void)state;
    static const enum style told[] = {STYLE_STRONG, STYLE_EXAMPLE, STYLE_BAR,    STYLE_FIELD,
                                      STYLE_SELECTED, STYLE_MARKED, STYLE_MATCH, STYLE_ERROR,
                                      STYLE_WARNING, STYLE_UNSAFE};
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        struct look look = theme_look(THEME_MONOCHROME, 256, true, told[i]);
        assert_int_not_equal(look.attributes, 0);
        assert_int_equal(look.foreground, COLOUR_DEFAULT);
        assert_int_not_equal(theme_look(THEME_AUTOMATIC, 0, true, told[i]).attributes, 0);
    }
    assert_int_not_equal(theme_look(THEME_MONOCHROME, 0, true, STYLE_EXAMPLE).attributes &
                         ATTRIBUTE_DIM, 0);
}

static void tells_examples_from_values_where_nothing_is_dim(void **state)
{
    (void)state;
    static const int colours[] = {0, 8, 16, 256};
    for (int i = 0; i < 4; i++) {
        struct look example = theme_look(THEME_AUTOMATIC, colours[i], false, STYLE_EXAMPLE);
        assert_int_equal(example.attributes & ATTRIBUTE_DIM, 0);
        assert_true(example.attributes != 0 || example.foreground != COLOUR_DEFAULT);
    }
}

static void uses_no_more_colours_than_there_are(void **state)
{
    (void)state;
    for (int style = 0; style < STYLE_COUNT; style++) {
        assert_true(theme_look(THEME_DARK, 8, true, (enum style)style).foreground < 8);
        assert_true(theme_look(THEME_LIGHT, 16, true, (enum style)style).foreground < 8);
    }
}

static void obeys_the_environment(void **state)
{
    (void)state;
    unsetenv("NO_COLOR");
    unsetenv("COLORFGBG");
    assert_int_equal(theme_choose(THEME_AUTOMATIC), THEME_AUTOMATIC);
    setenv("COLORFGBG", "15;0", 1);
    assert_int_equal(theme_choose(THEME_AUTOMATIC), THEME_DARK);
    setenv("COLORFGBG", "0;default;15", 1);
    assert_int_equal(theme_choose(THEME_AUTOMATIC), THEME_LIGHT);
    assert_int_equal(theme_choose(THEME_DARK), THEME_DARK);
    setenv("COLORFGBG", "0;default", 1);
    assert_int_equal(theme_choose(THEME_AUTOMATIC), THEME_AUTOMATIC);
    setenv("NO_COLOR", "", 1);
    assert_int_equal(theme_choose(THEME_DARK), THEME_DARK);
    setenv("NO_COLOR", "1", 1);
    assert_int_equal(theme_choose(THEME_DARK), THEME_MONOCHROME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_colours_that_can_be_read),
        cmocka_unit_test(keeps_the_background_of_the_terminal),
        cmocka_unit_test(tells_focus_and_choice_without_colour),
        cmocka_unit_test(tells_examples_from_values_where_nothing_is_dim),
        cmocka_unit_test(uses_no_more_colours_than_there_are),
        cmocka_unit_test(obeys_the_environment),
    };
    return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
