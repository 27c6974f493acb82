#include "model/digest.h"

#include <nettle/sha2.h>

void digest_bytes(const char *bytes, size_t length, char digest[DIGEST_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    struct sha256_ctx hash;
    uint8_t sum[SHA256_DIGEST_SIZE] = {0};
    sha256_init(&hash);
    sha256_update(&hash, length, (const uint8_t *)bytes);
    sha256_digest(&hash, sizeof sum, sum);
    for (size_t i = 0; i < sizeof sum; i++) {
        digest[2 * i] = digits[sum[i] >> 4];
        digest[2 * i + 1] = digits[sum[i] & 15];
    }
    digest[DIGEST_SIZE - 1] = '\0';
}
