#include "export/json.h"

#include "unit/unit.h"

static void keeps_the_order_of_keys(void **state)
{
    (void)state;
    struct json *object = json_new_object();
    json_set(object, "zeta", json_new_integer(1));
    json_set(object, "alpha", json_new_boolean(true));
    struct json *array = json_new_array();
    json_append(array, json_new_null());
    json_set(object, "list", array);
    struct buffer out = {0};
    json_print(object, &out);
    assert_string_equal(buffer_string(&out), "{\n  \"zeta\": 1,\n  \"alpha\": true,\n"
                                             "  \"list\": [\n    null\n  ]\n}\n");
    buffer_done(&out);
}

static void check_string(const char *text, const char *expected)
{
    struct buffer out = {0};
    json_print(json_new_string(text), &out);
    assert_string_equal(buffer_string(&out), expected);
    buffer_done(&out);
}

static void writes_readable_text_as_itself(void **state)
{
    (void)state;
    check_string("Größe 文 → \"x\"", "\"Größe 文 → \\\"x\\\"\"\n");
    check_string(NULL, "null\n");
}

static void escapes_what_a_terminal_could_obey(void **state)
{
    (void)state;
    check_string("a\x1b[31mb", "\"a\\u001B[31mb\"\n");
    check_string("a\x7f", "\"a\\u007F\"\n");
    check_string("a\xc2\x9b", "\"a\\u009B\"\n");
    check_string("a\xe2\x80\xae", "\"a\\u202E\"\n");
    check_string("a\xf3\xa0\x81\x81", "\"a\\uDB40\\uDC41\"\n");
}

static void replaces_invalid_bytes(void **state)
{
    (void)state;
    check_string("a\xff", "\"a\xef\xbf\xbd\"\n");
}

static void reads_an_object_in_its_order(void **state)
{
    (void)state;
    struct json *json = NULL;
    struct error error = {0};
    assert_int_equal(json_parse("{\"b\": \"x\", \"a\": 12, \"c\": [true, null]}", &json, &error),
                     0);
    assert_int_equal(json_kind_of(json), JSON_KIND_OBJECT);
    assert_int_equal(json_count(json), 3);
    const char *key = NULL;
    const struct json *value = json_member(json, 1, &key);
    assert_string_equal(key, "a");
    char *text = json_copy_text(value);
    assert_string_equal(text, "12");
    free(text);
    value = json_member(json, 2, &key);
    assert_int_equal(json_count(value), 2);
    text = json_copy_text(json_item(value, 0));
    assert_string_equal(text, "true");
    free(text);
    json_free(json);
}

static void says_where_the_text_is_no_json(void **state)
{
    (void)state;
    struct json *json = NULL;
    struct error error = {0};
    assert_int_equal(json_parse("{\"a\": 1,", &json, &error), -1);
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_non_null(strstr(error.text, "line 1"));
    assert_int_equal(json_parse("{\"a\": 1, \"a\": 2}", &json, &error), -1);
}

static void survives_deep_nesting(void **state)
{
    (void)state;
    char text[100001];
    memset(text, '[', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    struct json *json = NULL;
    struct error error = {0};
    assert_int_equal(json_parse(text, &json, &error), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_the_order_of_keys),
        cmocka_unit_test(writes_readable_text_as_itself),
        cmocka_unit_test(escapes_what_a_terminal_could_obey),
        cmocka_unit_test(replaces_invalid_bytes),
        cmocka_unit_test(reads_an_object_in_its_order),
        cmocka_unit_test(says_where_the_text_is_no_json),
        cmocka_unit_test(survives_deep_nesting),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
