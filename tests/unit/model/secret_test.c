#include "../../../src/model/secret_internal.h"

#include "unit/unit.h"

static void assert_found(const char *text, const char *what)
{
    const char *found = secret_find(text);
    if (found == NULL)
        fail_msg("nothing found in: %s", text);
    assert_string_equal(found, what);
}

static void finds_private_keys(void **state)
{
    (void)state;
    assert_found("-----BEGIN RSA PRIVATE KEY-----\nMIIE", "a private key");
    assert_found("key:\n-----BEGIN OPENSSH PRIVATE KEY-----", "a private key");
    assert_found("-----BEGIN PGP PRIVATE KEY BLOCK-----", "a private key");
}

static void finds_passwords_that_are_given(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "user=cpi password=hunter2",     "Password = Sommer2025!", "password: Sommer2025",
        "DB_PASSWORD=abcdef",            "?api_key=0815abcd&x=1",  "client_secret='s3cr3tvalue'",
        "{\"password\": \"s3cr3tvalue\"}", "pwd=geheim",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        assert_found(TEXTS[i], "a password or key");
}

static void finds_tokens(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "Authorization: Bearer 2YotnFZFEjr1zCsicMWpAA",
        "Authorization: Basic Y3BpOmh1bnRlcjI=",
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_0123456789abcdefghijABCDEFGHIJ",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abcdefgh",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        assert_found(TEXTS[i], "a token");
}

static void finds_passwords_in_addresses(void **state)
{
    (void)state;
    assert_found("https://cpi:hunter2@s4p.acme.example/sap", "an address with a password");
}

static void names_and_prose_are_no_secrets(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "",
        "S4T_CPI_CERT",
        "kv/psp/live/apikey",
        "User CPI_HR_REPL; password rotates every 90 days",
        "password: see the vault",
        "Password: rotation every 90 days",
        "Username/password",
        "password=<password>",
        "password=${CPI_PASSWORD}",
        "password=***",
        "token=xxxx",
        "OAuth 2.0 SAML Bearer Assertion Token",
        "Basic Authentication of the technical user",
        "HMAC-SHA-256 over time stamp + body; the token is short-lived",
        "amqps://qa-eu-1.mesh.acme.example:5671",
        "sftp://<user>:<password>@sftp.acme.example",
        "https://acme.example/x?orgId=1&refresh=30s",
        "mailto:ayse.oeztuerk@acme.example",
        "5c1e0d1e-3d8b-4d6a-9f0a-2b7f3f9b1d11",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nthe PRIVATE KEY stays in the HSM",
        "API Key: per merchant account",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        if (secret_find(TEXTS[i]) != NULL)
            fail_msg("%s in: %s", secret_find(TEXTS[i]), TEXTS[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_private_keys),
        cmocka_unit_test(finds_passwords_that_are_given),
        cmocka_unit_test(finds_tokens),
        cmocka_unit_test(finds_passwords_in_addresses),
        cmocka_unit_test(names_and_prose_are_no_secrets),
    };
    return cmocka_run_group_tests_name("secret", tests, NULL, NULL);
}
