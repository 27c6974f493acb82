#include "export/document.h"

#include "../model/small_form.h"
#include "base/show.h"
#include "export/json.h"

struct desk {
    struct form *form;
    struct spec *spec;
};

static int desk_open(void **state)
{
    struct desk *desk = memory_allocate(sizeof *desk);
    desk->form = small_form();
    desk->spec = spec_new(desk->form);
    small_set(desk->spec, "overview.smart_id", "APP-S4-SF-CUSTOMER-V1");
    *state = desk;
    return 0;
}

static int desk_close(void **state)
{
    struct desk *desk = *state;
    spec_free(desk->spec);
    form_free(desk->form);
    free(desk);
    return 0;
}

static void assert_text(const struct spec *spec, size_t width, const char *wanted)
{
    struct buffer out = {0};
    document_print_text(spec, width, 0, &out);
    assert_string_equal(buffer_string(&out), wanted);
    buffer_done(&out);
}

static void assert_markdown(const struct spec *spec, const char *wanted)
{
    struct buffer out = {0};
    document_print_markdown(spec, &out);
    if (strstr(buffer_string(&out), wanted) == NULL)
        fail_msg("%s\ndoes not hold\n%s", buffer_string(&out), wanted);
    buffer_done(&out);
}

static void prints_what_is_answered_by_section(void **state)
{
    struct desk *desk = *state;
    small_set(desk->spec, "overview.legacy_ids", "ONE");
    small_set(desk->spec, "overview.legacy_ids", "TWO");
    small_set(desk->spec, "details.steps", "First");
    small_set(desk->spec, "details.steps", "Second");
    small_set(desk->spec, "details.known_errors", "Locked | Update | Wait");
    small_set(desk->spec, "overview.protocols", "REST");
    small_set(desk->spec, "overview.protocols", "SFTP");
    small_set(desk->spec, "details.sla", "N/A");
    assert_text(desk->spec, 80,
                "APP-S4-SF-CUSTOMER-V1\n"
                "\n"
                "Overview\n"
                "  Smart ID                APP-S4-SF-CUSTOMER-V1\n"
                "  Legacy IDs\n"
                "    - ONE\n"
                "    - TWO\n"
                "  Protocol                REST, SFTP\n"
                "\n"
                "Details\n"
                "  Steps\n"
                "    1. First\n"
                "    2. Second\n"
                "  Known errors\n"
                "    Symptom  Cause   Action\n"
                "    Locked   Update  Wait\n"
                "  SLA                     N/A\n");
}

static void wraps_at_blanks_and_cuts_long_words(void **state)
{
    struct desk *desk = *state;
    small_set(desk->spec, "details.sla",
              "ninety-nine per cent of all messages https://wiki.acme.example/a/very/long/address");
    assert_text(desk->spec, 50,
                "APP-S4-SF-CUSTOMER-V1\n"
                "\n"
                "Overview\n"
                "  Smart ID                APP-S4-SF-CUSTOMER-V1\n"
                "\n"
                "Details\n"
                "  SLA                     ninety-nine per cent of\n"
                "                          all messages\n"
                "                          https://wiki.acme.\n"
                "                          example/a/very/long/\n"
                "                          address\n");
}

static void shows_a_wide_table_as_pairs(void **state)
{
    struct desk *desk = *state;
    small_set(desk->spec, "details.known_errors",
              "Queue is full and nothing moves | Broker | Call");
    struct buffer out = {0};
    document_print_text(desk->spec, 44, 0, &out);
    assert_non_null(strstr(buffer_string(&out), "    - Symptom             Queue is full and\n"
                                                "                          nothing moves\n"
                                                "      Cause               Broker\n"));
    buffer_done(&out);
}

static void joins_lines_of_prose_but_not_of_lists(void **state)
{
    struct desk *desk = *state;
    small_set(desk->spec, "overview.summary",
              "A line that is as long as lines are that an editor wraps by itself\n"
              "goes on here.\n\n- but an entry\n- does not\n");
    struct buffer out = {0};
    document_print_text(desk->spec, 200, 0, &out);
    assert_non_null(strstr(buffer_string(&out), "wraps by itself goes on here.\n\n"
                                                "    - but an entry\n    - does not\n"));
    buffer_done(&out);
    assert_markdown(desk->spec, "by itself goes on here.\n\n\\- but an entry\\\n\\- does not\n");
}

static void makes_hostile_text_visible(void **state)
{
    struct desk *desk = *state;
    small_set(desk->spec, "overview.title", "red \x1b[31m");
    struct buffer out = {0};
    document_print_text(desk->spec, 80, 0, &out);
    assert_null(strchr(buffer_string(&out), '\x1b'));
    buffer_done(&out);
}

static void escapes_markdown(void **state)
{
    struct desk *desk = *state;
    small_set(desk->spec, "overview.title", "# *bold* _it_ a_b <b> [x](y) `c` a|b &amp; R&D");
    assert_markdown(desk->spec, "# \\# \\*bold\\* \\_it\\_ a_b \\<b\\> \\[x\\](y) \\`c\\` a\\|b "
                                "\\&amp; R&D\n");
    small_set(desk->spec, "overview.summary", "1. not a list\n+ nor this\n=====");
    assert_markdown(desk->spec, "1\\. not a list\\\n\\+ nor this\\\n\\=====");
    small_set(desk->spec, "details.known_errors", "a | b");
    assert_markdown(desk->spec, "| a | b |  |  |\n");
}

static void links_only_to_web_addresses(void **state)
{
    struct desk *desk = *state;
    small_set(desk->spec, "details.runbook", "Book <https://wiki.acme.example/x_y>");
    assert_markdown(desk->spec, "[Book](<https://wiki.acme.example/x_y>)");
    small_set(desk->spec, "details.runbook", "");
    small_set(desk->spec, "details.documents", "Evil <javascript:alert(1)>");
    struct buffer out = {0};
    document_print_markdown(desk->spec, &out);
    assert_null(strstr(buffer_string(&out), "](<javascript"));
    buffer_done(&out);
}

static void gives_json_its_types(void **state)
{
    struct desk *desk = *state;
    small_set(desk->spec, "details.retries", "3");
    small_set(desk->spec, "details.monitored", "true");
    small_set(desk->spec, "details.runbook", "Book <https://wiki.acme.example>");
    small_set(desk->spec, "details.known_errors", "Locked");
    struct buffer out = {0};
    json_print(document_to_json(desk->spec, "interfaces/x.yaml"), &out);
    assert_non_null(strstr(buffer_string(&out), "\"retries\": 3"));
    assert_non_null(strstr(buffer_string(&out), "\"monitored\": true"));
    assert_non_null(strstr(buffer_string(&out), "\"url\": \"https://wiki.acme.example\""));
    assert_non_null(strstr(buffer_string(&out), "\"symptom\": \"Locked\""));
    assert_null(strstr(buffer_string(&out), "\"cause\""));
    assert_non_null(strstr(buffer_string(&out), "\"questions\": []"));
    buffer_done(&out);
}

#define desk_test(name) cmocka_unit_test_setup_teardown(name, desk_open, desk_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        desk_test(prints_what_is_answered_by_section),
        desk_test(wraps_at_blanks_and_cuts_long_words),
        desk_test(shows_a_wide_table_as_pairs),
        desk_test(joins_lines_of_prose_but_not_of_lists),
        desk_test(makes_hostile_text_visible),
        desk_test(escapes_markdown),
        desk_test(links_only_to_web_addresses),
        desk_test(gives_json_its_types),
    };
    return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
