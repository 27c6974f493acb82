#include "field_type_internal.h"

#include "base/buffer.h"

#include <string.h>

/* A number as it is written: sign, digits, fraction, exponent. */
struct numeral {
    bool negative;
    const char *digits; /* without leading zeros, but one */
    size_t digit_count;
    const char *fraction;
    size_t fraction_count;
    int exponent;
};

static size_t count_digits(const char *text)
{
    return strspn(text, "0123456789");
}

static bool read_exponent(const char **text, int *exponent)
{
    const char *at = *text + 1;
    bool negative = *at == '-';
    at += *at == '-' || *at == '+' ? 1 : 0;
    size_t count = count_digits(at);
    if (count == 0 || count > 3)
        return false;
    for (size_t i = 0; i < count; i++)
        *exponent = *exponent * 10 + (at[i] - '0');
    *exponent = negative ? -*exponent : *exponent;
    *text = at + count;
    return true;
}

static bool read_numeral(const char *text, struct numeral *numeral)
{
    *numeral = (struct numeral){.negative = *text == '-'};
    text += *text == '-' || *text == '+' ? 1 : 0;
    size_t count = count_digits(text);
    if (count == 0)
        return false;
    while (count > 1 && *text == '0') {
        text++;
        count--;
    }
    numeral->digits = text;
    numeral->digit_count = count;
    text += count;
    if (*text == '.') {
        numeral->fraction = ++text;
        numeral->fraction_count = count_digits(text);
        text += numeral->fraction_count;
        if (numeral->fraction_count == 0)
            return false;
    }
    if ((*text == 'e' || *text == 'E') && !read_exponent(&text, &numeral->exponent))
        return false;
    return *text == '\0';
}

/* strtod() would read the decimal point of the locale. */
static double numeral_value(const struct numeral *numeral)
{
    double value = 0;
    for (size_t i = 0; i < numeral->digit_count; i++)
        value = value * 10 + (numeral->digits[i] - '0');
    double scale = 1;
    double fraction = 0;
    for (size_t i = 0; i < numeral->fraction_count && i < 300; i++) {
        fraction = fraction * 10 + (numeral->fraction[i] - '0');
        scale *= 10;
    }
    value += fraction / scale;
    for (int i = 0; i < numeral->exponent; i++)
        value *= 10;
    for (int i = 0; i > numeral->exponent; i--)
        value /= 10;
    return numeral->negative ? -value : value;
}

bool number_parse(const char *text, double *number)
{
    struct numeral numeral = {0};
    if (!read_numeral(text, &numeral))
        return false;
    *number = numeral_value(&numeral);
    return true;
}

static int number_canonical(const struct field *field, const char *text, char **canonical,
                            struct error *error)
{
    struct numeral numeral = {0};
    if (!read_numeral(text, &numeral))
        return field_refuse(field, error, "“%s” is not a number; write it as 1000 or 0.5", text);
    if (field->integer && (numeral.fraction_count > 0 || numeral.exponent != 0))
        return field_refuse(field, error, "“%s” is not a whole number", text);
    struct buffer out = {0};
    if (numeral.negative)
        buffer_append_byte(&out, '-');
    buffer_append(&out, numeral.digits, numeral.digit_count);
    if (numeral.fraction_count > 0)
        buffer_append_byte(&out, '.');
    buffer_append(&out, numeral.fraction, numeral.fraction_count);
    if (numeral.exponent != 0)
        buffer_append_format(&out, "e%+d", numeral.exponent);
    *canonical = buffer_take(&out);
    return 0;
}

static void number_check(const struct field *field, const struct value *value, size_t row,
                         struct findings *findings)
{
    struct numeral numeral = {0};
    if (value->kind != VALUE_TEXT)
        return;
    const char *text = value_text(value);
    if (!read_numeral(text, &numeral)) {
        field_report(findings, SEVERITY_ERROR, "type", field, row, "“%s” is not a number", text);
        return;
    }
    if (field->integer && (numeral.fraction_count > 0 || numeral.exponent != 0))
        field_report(findings, SEVERITY_ERROR, "type", field, row, "“%s” is not a whole number",
                     text);
    double number = numeral_value(&numeral);
    const char *unit = field->unit != NULL ? field->unit : "";
    const char *blank = field->unit != NULL ? " " : "";
    if (field->has_minimum && number < field->minimum)
        field_report(findings, SEVERITY_ERROR, "type", field, row, "At least %g%s%s",
                     field->minimum, blank, unit);
    if (field->has_maximum && number > field->maximum)
        field_report(findings, SEVERITY_ERROR, "type", field, row, "At most %g%s%s",
                     field->maximum, blank, unit);
}

const struct field_type number_type = {
    .name = "number",
    .shape = SHAPE_LINE,
    .plain = true,
    .canonical = number_canonical,
    .check = number_check,
};
