/* Finding what should never be written into a specification. */
#ifndef IFSPEC_MODEL_SECRET_INTERNAL_H
#define IFSPEC_MODEL_SECRET_INTERNAL_H

/* What the text seems to give away ("a password", "a private key"), or NULL. Names of secrets, and
 * prose about passwords and tokens, are none. */
const char *secret_find(const char *text);

#endif
